"""Making a backup, and putting one in the place of a site."""

import contextlib
import errno
import shutil
import sqlite3
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from cms import content_version
from cms.management.backup import databases, media
from cms.management.backup.archive import BackupProblem, Manifest, Reader, writing
from cms.management.progress import Progress, announce


def make_backup(path: Path, *, now: datetime) -> Manifest:
    """Write everything that a site has into one file. Raises BackupProblem; then there is none."""
    manifest = Manifest(
        engine=databases.engine(),
        version=_version(),
        commit=_commit(),
        made_at=now.isoformat(timespec="seconds"),
    )
    with spoken(path), _scratch(path.parent) as scratch:
        announce("Reading the database")
        member, dumped = databases.dump(scratch, manifest)
        # After the database: whatever it names is there now, unless somebody deletes it meanwhile.
        found = list(media.names())
        announce(f"Copying {len(found)} files")
        progress = Progress(len(found))
        with writing(path, manifest) as writer:
            databases.add(writer, member, dumped)
            gone = media.add(writer, found, done=progress.advance)
        progress.close()
    for name in gone:
        print(f"{name} was deleted meanwhile, and isn't in the backup.")
    return manifest


def restore_backup(path: Path, *, replace: bool) -> Manifest:
    """Put a backup in the place of the site. Raises BackupProblem; then nothing is changed."""
    announce(f"Checking {path}")
    reader = Reader(path)
    _refuse_what_does_not_fit(reader.manifest)
    if not replace:
        _refuse_a_site_with_content()
    with spoken(path), _scratch(Path(settings.VAR_DIR)) as scratch:
        files = media.Restoring(reader, scratch)
        progress = Progress(len(reader.manifest.files))

        def write_files() -> None:
            announce(f"Restoring {len(reader.manifest.files)} files")
            files.write(done=progress.advance)
            progress.close()

        announce(f"Restoring the database ({reader.manifest.rows} rows)")
        try:
            databases.load(reader, scratch, before_commit=write_files)
        except BaseException:
            files.undo()
            raise
        if removed := files.remove_others():
            announce(f"Removed {removed} files that the backup doesn't have")
    announce("Bringing it to this version and address")
    # Also where no migration is new: languages, roles and the Site follow the environment.
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:  # no process may show what it kept of the site before
        mark = content_version.NEW_MARK[connection.vendor]
        cursor.execute(f"UPDATE {content_version.TABLE} SET mark = {mark}")  # noqa: S608
    return reader.manifest


def verify_backup(path: Path) -> Manifest:
    """What a backup holds, after all of it was read. Raises BackupProblem."""
    return Reader(path).manifest


@contextlib.contextmanager
def spoken(path: Path) -> Iterator[None]:
    """What disks and databases raise, in words with a mend."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise BackupProblem(
                f"There is no room on the disk: {error.strerror}.",
                hint="Nothing was changed. Make room, or name a file on another disk.",
            ) from error
        raise BackupProblem(
            f"{error.filename or path}: {error.strerror or error}.",
            hint="Nothing was changed. Look at the folder, its owner and its rights, and whether "
            "the storage of the files answers.",
        ) from error
    except sqlite3.OperationalError as error:  # of its own copy, which is written next to the file
        raise BackupProblem(
            f"There is no room on the disk, or it is broken: {error}.",
            hint="Nothing was changed. Make room, or name a file on another disk.",
        ) from error
    except (DatabaseError, sqlite3.Error) as error:
        raise BackupProblem(
            f"The database said: {' '.join(str(error).split())}",
            hint="Nothing was changed. `manage.py check --database default` says how it stands.",
        ) from error


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder for this time alone, on the disk that the result goes to; for its owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".qalam-", dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.engine != databases.engine():
        raise BackupProblem(
            f"This is a backup of {manifest.engine}, and DATABASE_URL names {databases.engine()}.",
            hint="Name a database of the same kind in DATABASE_URL. Nothing was changed.",
        )
    known = MigrationLoader(None).disk_migrations
    labels = {config.label for config in apps.get_app_configs()}
    newer = [
        f"{app}.{name}"
        for app, name in manifest.migrations
        if (app, name) not in known and app in labels
    ]
    if newer:
        raise BackupProblem(
            f"This backup is of a newer version of Qalam ({manifest.version} "
            f"{manifest.commit[:10]}), which has {newer[-1]}.",
            hint=f"Install that version first (git checkout {manifest.commit[:10] or '…'}), then "
            "restore. Nothing was changed.",
        )


def _refuse_a_site_with_content() -> None:
    found = [f"{count} {what}" for what, count in content().items() if count]
    if found:
        raise BackupProblem(
            f"This site isn't empty: it has {', '.join(found)}.",
            hint="With --replace the backup takes the place of all of it; run `manage.py backup` "
            "first. Nothing was changed.",
        )


def content() -> dict[str, int]:
    """What a site has beyond what `migrate` makes."""
    tables = set(connection.introspection.table_names())
    found = {}
    with connection.cursor() as cursor:
        for table, what in (("auth_user", "accounts"), ("actions_urgentactionpage", "actions")):
            if table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  (named above)
                found[what] = cursor.fetchone()[0]
    return {**found, "files": sum(1 for _name in media.names())}


def _version() -> str:
    project = settings.BASE_DIR / "pyproject.toml"
    return str(tomllib.loads(project.read_text())["project"]["version"])


def _commit() -> str:
    """The commit that is checked out; empty where git doesn't know."""
    command = ["git", "-C", str(settings.BASE_DIR), "rev-parse", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""
