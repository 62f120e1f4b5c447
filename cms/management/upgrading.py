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
DEPLOYMENT = "cms/management/deployment"
AGAIN = "Mend what it names, then run this again; `make rollback` goes back."
RESTART = "systemctl try-restart 'qalam-*.service'"
STOP = "systemctl stop 'qalam-*.service'"
START = "systemctl start qalam-web qalam-worker qalam-scheduler"


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


def git(*arguments: str, mend: str = "Install Qalam with git clone.") -> str:
    """A step of git."""
    return run("git", *arguments, mend=mend)


def note() -> Path:
    """The file that says what the last upgrade started from.

    Beside what git knows of this folder, so that it is found whatever became of the settings.
    """
    return ROOT / git("rev-parse", "--git-path", "qalam-before-upgrade.json")


def commit_of(release: str) -> str:
    """The commit of a tag, of a branch as it is where Qalam comes from, or of a commit's name."""
    for name in (f"refs/tags/{release}", f"refs/remotes/origin/{release}", release):
        command = [
            "git",
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{name}^{{commit}}",
        ]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if not found.returncode:
            return found.stdout.strip()
    newest = git("tag", "--sort=-creatordate").split()[:5]
    raise UpgradeProblem(
        f"There is no release {release}. Name a tag, branch or commit"
        f"{', such as ' + ', '.join(newest) if newest else ''}. Nothing was changed."
    )


def take(commit: str, *, called: str) -> None:
    """Check out a release, and install what it names."""
    announce(f"Taking {called}")
    git("checkout", "--quiet", "--detach", commit, mend=AGAIN)
    announce("Installing its packages")
    venv = str(Path(sys.prefix))
    run(PYTHON, "-m", "cms.management.environment", "--venv", venv, mend=AGAIN)


def prepare() -> None:
    """What a release needs before it is served."""
    announce("Compiling catalogues, collecting static files")
    manage("catalogues", "--compile", mend=AGAIN)
    manage("collectstatic", "--noinput", "--verbosity", "0", mend=AGAIN)


def upgrade(release: str) -> None:
    """Back up, take the release, migrate."""
    if git("status", "--porcelain", "--untracked-files=no"):
        raise UpgradeProblem(
            "Files of the code were changed here. Commit them or undo it: git status"
        )
    before = git("rev-parse", "HEAD")
    git("fetch", "--quiet", "--tags", mend="Nothing was changed.")
    after = commit_of(release)
    remember(before)
    take(after, called=release)
    announce("Migrating the database")
    manage("migrate", "--noinput", "--verbosity", "0", mend=AGAIN)
    prepare()
    manage("check", "--deploy", "--database", "default", mend=AGAIN)
    told = json.loads(note().read_text())
    note().write_text(json.dumps(told | {"finished": True}))
    if changed := git("diff", "--name-only", told["commit"], after, "--", DEPLOYMENT):
        print(f"\nChanged as well, and to be copied again as README.md says:\n{changed}")
    print(f"\nUpgraded. Now, as root: {RESTART}")
    print(f"If it isn't right: {STOP}; here: make rollback; as root: {START}")


def remember(commit: str) -> None:
    """Back up, and write down what `make rollback` goes back to.

    After an upgrade that got stuck that is still what was before it: not what it left half done.
    """
    if note().is_file() and not json.loads(note().read_text()).get("finished"):
        announce("Going on with an upgrade that got stuck; its backup stays")
        return
    backup = var() / "backups" / f"before-upgrade-{time.strftime('%Y%m%d-%H%M%S')}.tar"
    announce(f"Backing up to {backup}")
    manage("backup", str(backup), mend="Nothing was changed.")
    note().write_text(json.dumps({"commit": commit, "backup": str(backup)}))


def starts() -> bool:
    """Whether the commands of the present release run at all."""
    try:
        manage("check", mend="")
    except UpgradeProblem:
        return False
    return True


def rollback() -> None:
    """The release and the data from before the last upgrade; what came in since is kept aside."""
    if not note().is_file():
        raise UpgradeProblem("No upgrade was made here that could be taken back.")
    told = json.loads(note().read_text())
    backup, former = Path(told["backup"]), told["commit"]
    if not backup.is_file():
        raise UpgradeProblem(f"{backup} is gone. Put it there again. Nothing was changed.")
    later = backup.with_name(f"before-rollback-{time.strftime('%Y%m%d-%H%M%S')}.tar")
    announce(f"Keeping what is there now in {later}")
    try:
        manage("backup", str(later), mend="Nothing was changed.")
    except UpgradeProblem:
        if starts():
            raise
        announce("The present release doesn't start, so the former one does it")
        take(former, called=former)
        manage("backup", str(later), mend="The code is of before, the data as it was.")
    take(former, called=former)
    announce(f"Restoring {backup}")
    mend = "The code is of before, the data as it was."
    manage("restore", "--replace", str(backup), mend=mend)
    prepare()
    note().unlink()
    print(f"\nRolled back to {former[:10]}. Now, as root: {START}")
    print(f"What came in since is in {later}.")


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
