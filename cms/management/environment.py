"""Makes the environment that everything else runs in: `python -m cms.management.environment`.

Runs with whatever Python the machine has, before any package is there: the standard library only,
and nothing that an older Python could not read far enough to say that it is too old.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
from collections import deque
from pathlib import Path

from cms.management.progress import Progress, announce

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent.parent


class EnvironmentProblem(Exception):
    """Why the environment cannot be made, in words for the person who asked for it."""


def prepare(*, venv: Path, requirements: Path) -> None:
    """Make `venv` where it is missing or broken, and install what `requirements` now names.

    The copy of the requirements that is kept in the environment tells whether anything changed.
    Raises EnvironmentProblem.
    """
    if sys.version_info < OLDEST_PYTHON:
        running = ".".join(map(str, sys.version_info[:3]))
        raise EnvironmentProblem(
            f"Qalam needs Python 3.11 or newer; {sys.executable} is {running}. "
            "Name another one: make demo PYTHON=/path/to/python3.11"
        )
    wanted = requirements.read_bytes()
    stamp = venv / "requirements.installed"
    if stamp.is_file() and stamp.read_bytes() == wanted and _runs(venv, "import sys"):
        return
    if not _runs(venv, "import pip"):
        _make(venv)
    install(venv=venv, requirements=requirements)
    stamp.write_bytes(wanted)


def _python(venv: Path) -> Path:
    return venv / "bin" / "python"


def _runs(venv: Path, code: str) -> bool:
    """Whether the environment's interpreter is there, new enough, and runs `code`."""
    test = f"{code}; import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([_python(venv), "-c", test], capture_output=True).returncode == 0
    except OSError:
        return False


def _make(venv: Path) -> None:
    """Make an empty environment, in place of a broken one."""
    if importlib.util.find_spec("ensurepip") is None:
        raise EnvironmentProblem(
            f"{sys.executable} has no venv. On Debian and Ubuntu: apt install python3-venv"
        )
    if venv.is_dir() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").is_file():
        raise EnvironmentProblem(f"{venv} exists and is no Python environment; it is left alone.")
    version = ".".join(map(str, sys.version_info[:3]))
    announce(f"Making the environment in {venv} (Python {version})")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", venv], capture_output=True, text=True
    )
    if made.returncode:
        raise EnvironmentProblem(f"venv failed:\n{made.stdout}{made.stderr}")


def install(*, venv: Path, requirements: Path) -> None:
    """Install the locked packages, each checked against its hash, counting them as they come.

    Raises EnvironmentProblem with the end of pip's own words.
    """
    total = len(re.findall(r"^[\w.-]+==", requirements.read_text(), flags=re.MULTILINE))
    announce(f"Installing {total} packages (the first time takes a minute or two)")
    # Modules are compiled when first imported: most of what is installed never is in a demo.
    command = [str(_python(venv)), "-m", "pip", "install", "--no-input", "--no-compile"]
    command += ["--disable-pip-version-check", "--require-hashes", "-r", str(requirements)]
    progress = Progress(total)
    tail: deque[str] = deque(maxlen=30)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            tail.append(line)
            package = re.match(r"(?:Collecting|Requirement already satisfied:|Ignoring) (.+)", line)
            if package:
                progress.advance(package[1].split("==")[0].split(":")[0])
            elif line.startswith("Installing collected packages"):
                progress.close()
                announce("Unpacking them")
    progress.close()
    if pip.returncode:
        raise EnvironmentProblem("pip could not install the packages:\n" + "".join(tail))


def main() -> int:
    """Read the command line, make the environment; 1 where that failed."""
    parser = argparse.ArgumentParser(description="Make the environment that Qalam runs in.")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    arguments = parser.parse_args()
    try:
        prepare(venv=arguments.venv, requirements=ROOT / "requirements.txt")
    except EnvironmentProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the next run goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
