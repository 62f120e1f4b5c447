"""`make upgrade RELEASE=…` and `make rollback`: to another release of the code, and back.

Standard library only, and every step a process of its own, since the code changes underneath. The
site's processes go on with the old release until they are restarted, which is said at the end.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from cms.management.progress import announce

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = sys.executable
RESTART = "sudo systemctl restart qalam-web qalam-worker qalam-scheduler"
STOP = "sudo systemctl stop qalam-web qalam-worker qalam-scheduler qalam-tick.timer"


class UpgradeProblem(Exception):
    """Why it stopped, in words for whoever upgrades; what was done so far stands."""


def run(*command: str, mend: str) -> str:
    """A step; its output. Raises UpgradeProblem with what it said."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = done.stdout.decode(errors="replace").strip()
    if done.returncode:
        raise UpgradeProblem(f"{' '.join(command)} failed:\n{said}\n\n{mend}")
    return said


def manage(*arguments: str, mend: str) -> str:
    """A step that is a command of the site."""
    return run(PYTHON, "manage.py", *arguments, mend=mend)


def var() -> Path:
    """Where the site leaves things behind, as its settings say."""
    code = "from django.conf import settings; print(settings.VAR_DIR)"
    asked = [PYTHON, "-c", code]
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings"}
    said = subprocess.run(asked, cwd=ROOT, env=variables, capture_output=True, text=True)
    if said.returncode:
        raise UpgradeProblem(f"The settings can't be read:\n{said.stderr}")
    return Path(said.stdout.strip())


def note() -> Path:
    """The file that says what the last upgrade started from."""
    return var() / "before-upgrade.json"


def take(release: str) -> None:
    """Check out a release, and install what it names."""
    announce(f"Taking {release}")
    run("git", "checkout", "--quiet", "--detach", release, mend="Name a tag, branch or commit.")
    announce("Installing its packages")
    venv = str(Path(sys.prefix))
    mend = "Mend what it names, then run this again; `make rollback` goes back."
    run(PYTHON, "-m", "cms.management.environment", "--venv", venv, mend=mend)


def prepare() -> None:
    """What a release needs before it is served."""
    mend = "Mend what it names, then run this again; `make rollback` goes back."
    announce("Compiling catalogues, collecting static files")
    manage("catalogues", "--compile", mend=mend)
    manage("collectstatic", "--noinput", "--verbosity", "0", mend=mend)


def upgrade(release: str) -> None:
    """Back up, take the release, migrate."""
    if run("git", "status", "--porcelain", "--untracked-files=no", mend=""):
        raise UpgradeProblem(
            "Files of the code were changed here. Commit them or undo it: git status"
        )
    before = run("git", "rev-parse", "HEAD", mend="Install Qalam with git clone.")
    backup = var() / "backups" / f"before-upgrade-{time.strftime('%Y%m%d-%H%M%S')}.tar"
    announce(f"Backing up to {backup}")
    manage("backup", str(backup), mend="Nothing was changed.")
    run("git", "fetch", "--quiet", "--tags", mend="Nothing was changed.")
    note().write_text(json.dumps({"commit": before, "backup": str(backup)}))
    take(release)
    announce("Migrating the database")
    mend = "Mend what it names, then run this again; `make rollback` goes back."
    manage("migrate", "--noinput", "--verbosity", "0", mend=mend)
    prepare()
    manage("check", "--deploy", "--database", "default", mend=mend)
    print(f"\nUpgraded. Now: {RESTART}\nIf it isn't right: {STOP}; make rollback; {RESTART}")


def rollback() -> None:
    """The release and the data from before the last upgrade; what came in since is lost."""
    if not note().is_file():
        raise UpgradeProblem("No upgrade was made here that could be taken back.")
    told = json.loads(note().read_text())
    later = var() / "backups" / f"before-rollback-{time.strftime('%Y%m%d-%H%M%S')}.tar"
    announce(f"Keeping what is there now in {later}")
    manage("backup", str(later), mend="Nothing was changed.")
    take(told["commit"])
    announce(f"Restoring {told['backup']}")
    manage(
        "restore", "--replace", told["backup"], mend="The code is of before, the data as it was."
    )
    prepare()
    note().unlink()
    print(
        f"\nRolled back to {told['commit'][:10]}. Now: {RESTART}\nWhat came in since is in {later}."
    )


def main() -> int:
    """Read the command line and do it; 1 where something stands in the way."""
    parser = argparse.ArgumentParser(description="Upgrade a Qalam site, or take it back.")
    parser.add_argument("act", choices=["upgrade", "rollback"])
    parser.add_argument("--release", default="")
    arguments = parser.parse_args()
    try:
        if arguments.act == "rollback":
            rollback()
        elif arguments.release:
            upgrade(arguments.release)
        else:
            raise UpgradeProblem("Name the release: make upgrade RELEASE=v1.2")
    except UpgradeProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; `make rollback` goes back.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
