"""Dumps and loads each kind of database: all of it at one moment, or nothing."""

import gzip
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from cms.management.backup import postgresql
from cms.management.backup.archive import BackupProblem, Manifest, Reader, Writer

SQLITE_MEMBER = "database.sqlite3.gz"
POSTGRESQL_MEMBER = "database.dump"


def engine() -> str:
    """`sqlite` or `postgresql`."""
    return connections[DEFAULT_DB_ALIAS].vendor


def dump(folder: Path, manifest: Manifest) -> tuple[str, Path]:
    """Write the database as it is at one moment; the name of its member, and the file.

    Fills in the tables, migrations and server of the manifest, as of the same moment.
    """
    if engine() == "postgresql":
        return POSTGRESQL_MEMBER, postgresql.dump(folder / POSTGRESQL_MEMBER, manifest)
    return SQLITE_MEMBER, _dump_sqlite(folder, manifest)


def add(writer: Writer, name: str, file: Path) -> None:
    """Put a dump into the archive, and take it from the disk."""
    with file.open("rb") as stream:
        writer.add(name, stream, size=file.stat().st_size)
    file.unlink()


def load(reader: Reader, folder: Path, *, before_commit: Callable[[], None]) -> None:
    """Put the database of a backup in the place of what is there; nothing of it where it fails.

    `before_commit` is called when all is loaded and counted. Raises BackupProblem.
    """
    manifest = reader.manifest
    if engine() == "postgresql":
        with reader.open(POSTGRESQL_MEMBER) as stream, (folder / "load").open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        postgresql.load(folder / "load", manifest, before_commit=before_commit)
    else:
        _load_sqlite(reader, folder, before_commit=before_commit)


def _path() -> Path:
    return Path(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])


def _dump_sqlite(folder: Path, manifest: Manifest) -> Path:
    copy, packed = folder / "copy.sqlite3", folder / SQLITE_MEMBER
    with (
        closing(sqlite3.connect(f"file:{_path()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        manifest.server = sqlite3.sqlite_version
        manifest.tables = _counted(target)
        manifest.migrations = [
            list(row)
            for row in target.execute("SELECT app, name FROM django_migrations ORDER BY id")
        ]
    with copy.open("rb") as plain, gzip.open(packed, "wb", compresslevel=6) as file:
        shutil.copyfileobj(plain, file)
    copy.unlink()
    return packed


def _counted(database: sqlite3.Connection) -> dict[str, int]:
    names = [
        name
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' "
            "ESCAPE '!' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )
    ]
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in names
    }


def _load_sqlite(reader: Reader, folder: Path, *, before_commit: Callable[[], None]) -> None:
    unpacked = folder / "load.sqlite3"
    with (
        reader.open(SQLITE_MEMBER) as packed,
        gzip.open(packed) as plain,
        unpacked.open("wb") as file,
    ):
        shutil.copyfileobj(plain, file)
    connections.close_all()
    with closing(sqlite3.connect(unpacked)) as source:
        differing = differences(reader.manifest.tables, _counted(source))
        if differing:
            raise BackupProblem(differing, hint="Nothing was changed. Take another backup.")
        before_commit()
        # One transaction on the present file: whoever has it open sees the old site or the new.
        with closing(sqlite3.connect(_path(), timeout=30)) as target:
            source.backup(target)


def differences(expected: dict[str, int], found: dict[str, Any]) -> str:
    """The first table whose rows aren't those of the manifest, in words; empty where all are."""
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            return (
                f"The table {name} has {found.get(name, 'no')} rows, "
                f"and the backup says {expected.get(name, 'none')}."
            )
    return ""
