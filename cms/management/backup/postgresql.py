"""PostgreSQL's own programs, told to take one moment and to load in one transaction."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.client import DatabaseClient

from cms.management.backup.archive import CHUNK, BackupProblem, Manifest

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
# What goes with something else: of an extension, or the sequence of a column.
BY_ITSELF = (
    "NOT EXISTS (SELECT FROM pg_depend d WHERE d.deptype IN ('e', 'i') AND d.objid = o.oid "
    "AND d.classid = '{catalogue}'::regclass)"
)
# What a site has in its schema, in an order in which nothing hangs on what is gone already.
KINDS = (
    (
        "pg_class",
        "format('DROP %s IF EXISTS %I.%I CASCADE', CASE relkind WHEN 'v' THEN 'VIEW' "
        "WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, "
        "current_schema(), relname)",
        "relnamespace",
        "relkind IN ('r', 'p', 'v', 'm', 'S')",
    ),
    (
        "pg_proc",
        "format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)",
        "pronamespace",
        "true",
    ),
    (
        "pg_type",
        "format('DROP TYPE IF EXISTS %I.%I CASCADE', current_schema(), typname)",
        "typnamespace",
        "typtype IN ('e', 'd')",
    ),
    (
        "pg_ts_config",
        "format('DROP TEXT SEARCH CONFIGURATION IF EXISTS %I.%I CASCADE', current_schema(), "
        "cfgname)",
        "cfgnamespace",
        "true",
    ),
    (
        "pg_ts_dict",
        "format('DROP TEXT SEARCH DICTIONARY IF EXISTS %I.%I CASCADE', current_schema(), dictname)",
        "dictnamespace",
        "true",
    ),
    (
        "pg_collation",
        "format('DROP COLLATION IF EXISTS %I.%I CASCADE', current_schema(), collname)",
        "collnamespace",
        "true",
    ),
)


def emptying() -> str:
    """SQL that takes everything out of the present schema but what extensions brought."""
    loops = "".join(
        f"FOREACH command IN ARRAY coalesce((SELECT array_agg({command}) FROM {catalogue} o "  # noqa: S608
        f"WHERE {schema} = current_schema()::regnamespace AND {which} "
        f"AND {BY_ITSELF.format(catalogue=catalogue)}), '{{}}') "
        "LOOP EXECUTE command; END LOOP; "
        for catalogue, command, schema, which in KINDS
    )
    return f"SET lock_timeout = '30s'; DO $do$ DECLARE command text; BEGIN {loops} END $do$;\n"


def counting(manifest: Manifest) -> str:
    """SQL that fails where a table hasn't the rows that the manifest says."""
    checks = "".join(
        f'SELECT count(*) INTO n FROM "{manifest.schema}"."{name}"; '  # noqa: S608
        f"IF n <> {rows} THEN RAISE EXCEPTION 'The table {name} has % rows, and the backup says "
        f"{rows}.', n; END IF; "
        for name, rows in manifest.tables.items()
    )
    return f"DO $do$ DECLARE n bigint; BEGIN {checks} END $do$;\n"


def program(name: str, *, at_least: int) -> str:
    """The path of one of PostgreSQL's programs, new enough for a server. Raises BackupProblem."""
    found = [path for folder in FOLDERS for path in Path("/").glob(f"{folder[1:]}/{name}")]
    if on_path := shutil.which(name):
        found.append(Path(on_path))
    versions = {path: _major(path) for path in found}
    enough = sorted(
        (number, str(path)) for path, number in versions.items() if number and number >= at_least
    )
    if enough:
        return enough[0][1]
    have = ", ".join(sorted({str(number) for number in versions.values() if number}))
    raise BackupProblem(
        f"{name} is too old: it is of PostgreSQL {have}, and the server is {at_least}."
        if have
        else f"{name} isn't here, which reads and writes PostgreSQL's data.",
        hint=f"Install the client programs of PostgreSQL {at_least} (Debian: apt install "
        f"postgresql-client-{at_least}), then run this again. Nothing was changed.",
    )


def _major(path: Path) -> int | None:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return None
    number = re.search(r"(\d+)(?:\.\d+|beta|rc|devel)", said)
    return int(number[1]) if number else None


def _connecting() -> tuple[list[str], dict[str, str]]:
    """Arguments and environment that bring a program to the site's database; no password seen."""
    settings = connections[DEFAULT_DB_ALIAS].settings_dict
    arguments, variables = DatabaseClient.settings_to_cmd_args_env(settings, [])
    return arguments[1:], {**os.environ, **(variables or {}), "PGAPPNAME": "qalam backup"}


def _major_of_server(connection: Any) -> int:
    connection.ensure_connection()
    return int(connection.pg_version) // 10_000


def dump(file: Path, manifest: Manifest) -> Path:
    """Write a dump, and count the rows, as of one and the same moment."""
    connection: Any = connections[DEFAULT_DB_ALIAS].copy()
    try:
        pg_dump = program("pg_dump", at_least=_major_of_server(connection))
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot(), current_schema(), version()")
            snapshot, manifest.schema, version = cursor.fetchone()
            manifest.server = " ".join(version.split()[:2])
            for table in sorted(connection.introspection.table_names(cursor)):
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
                manifest.tables[table] = cursor.fetchone()[0]
            cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
            manifest.migrations = [list(row) for row in cursor.fetchall()]
            where, variables = _connecting()
            command = [pg_dump, "--format=custom", "--no-owner", "--no-privileges"]
            command += [f"--snapshot={snapshot}", f"--file={file}", *where]
            _run(command, variables)
            cursor.execute("ROLLBACK")
    finally:
        connection.close()
    return file


def _run(command: list[str], variables: dict[str, str]) -> None:
    done = subprocess.run(command, env=variables, capture_output=True, text=True)
    if done.returncode:
        raise BackupProblem(
            f"{Path(command[0]).name} failed: {done.stderr.strip()}",
            hint="Mend what it names (often: no space, no right to read), then run this again.",
        )


def load(file: Path, manifest: Manifest, *, before_commit: Callable[[], None]) -> None:
    """Empty the schema, load the dump, count the rows: in one transaction of psql."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    major = max(_major_of_server(connection), _number(manifest.server))
    connections.close_all()
    where, variables = _connecting()
    psql = [program("psql", at_least=major), "--no-psqlrc", "--quiet", "--single-transaction"]
    psql += ["--set=ON_ERROR_STOP=1", "--output=/dev/null", *where]
    restoring = [program("pg_restore", at_least=major), "--no-owner", "--no-privileges"]
    restoring += ["--no-comments", "--file=-", str(file)]
    # Their errors go to files: a pipe that nobody reads would stop them.
    with (
        file.with_suffix(".errors").open("w+") as said,
        subprocess.Popen(
            psql, env=variables, stdin=subprocess.PIPE, stderr=said, stdout=subprocess.DEVNULL
        ) as loader,
    ):
        try:
            _feed(loader, _script(restoring, manifest, before_commit=before_commit))
            if loader.stdin:
                loader.stdin.close()
        except BrokenPipeError:  # it ended by itself, and has said why
            with contextlib.suppress(BrokenPipeError):
                loader.stdin.close()  # type: ignore[union-attr]
        except BaseException:
            loader.kill()  # at the end of its input it would commit what it has
            raise
        loader.wait()
        said.seek(0)
        errors = said.read().strip()
    if loader.returncode:
        raise BackupProblem(
            f"The database couldn't be loaded: {_first_error(errors)}",
            hint="It is as it was before. Where something else uses it, stop the site's processes "
            "first; where it lacks rights, name the database's owner in DATABASE_URL.",
        )


def _number(server: str) -> int:
    found = re.search(r"\d+", server)
    return int(found[0]) if found else 0


def _script(
    restoring: list[str], manifest: Manifest, *, before_commit: Callable[[], None]
) -> Iterator[bytes]:
    """All that psql is told, in pieces. Raises BackupProblem where the dump can't be read."""
    yield emptying().encode()
    with subprocess.Popen(
        restoring, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as pg_restore:
        while pg_restore.stdout and (piece := pg_restore.stdout.read(CHUNK)):
            yield piece
    if pg_restore.returncode:
        raise BackupProblem(
            "pg_restore can't read the dump of this backup.",
            hint="The database is as it was before. Use the client programs of the PostgreSQL "
            f"that it was made with ({manifest.server}), or a newer one.",
        )
    yield counting(manifest).encode()
    before_commit()


def _feed(loader: Any, pieces: Iterator[bytes]) -> None:
    for piece in pieces:
        loader.stdin.write(piece)
    loader.stdin.flush()


def _first_error(text: str) -> str:
    lines = [line for line in text.splitlines() if "ERROR" in line or "FATAL" in line]
    return (lines or text.splitlines() or ["psql gave no reason"])[0]
