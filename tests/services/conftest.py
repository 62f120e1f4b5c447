"""Real services for tests: each test module has its own Redis, all share a PostgreSQL.

    def test_something(redis_server, postgres_site):
        site = postgres_site(REDIS_URL=redis_server.url)
        site.serve()
        worker = site.start(WORKER)
        site.do(publish_a_page)
        redis_server.kill()

Everything in a folder of tests that uses them belongs to the xdist_group "services".
"""

import asyncio
import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.services.servers import PostgresServer, RedisServer, own_folder
from tests.services.sites import Site
from tests.site import free_port, site_variables

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def redis_server() -> Iterator[RedisServer]:
    """A Redis of this module's own."""
    with own_folder("redis") as folder:
        server = RedisServer(folder)
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL of the tests' own."""
    with own_folder("postgresql") as folder:
        server = PostgresServer(folder)
        server.initialise()
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: PostgresServer, tmp_path_factory) -> str:
    """A database after `migrate`, to be copied."""
    postgres_server.execute("CREATE DATABASE migrated")
    variables = site_variables(var=tmp_path_factory.mktemp("migrated"), port=free_port())
    site = Site(variables | {"DATABASE_URL": postgres_server.url("migrated")})
    site.manage("migrate", "--verbosity", "0")
    return "migrated"


def _browser_runs() -> bool:
    """Whether playwright's loop does, in which Django refuses this process the database."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory, request) -> Path:
    """A file after `migrate`, to be copied: the tests' own database, where that can be had."""
    variables = site_variables(var=tmp_path_factory.mktemp("migrated"), port=free_port())
    file = Path(urlsplit(variables["DATABASE_URL"]).path)
    if _browser_runs():
        Site(variables).manage("migrate", "--verbosity", "0")
        return file
    request.getfixturevalue("django_db_setup")
    # pytest-django makes none where no test that was collected asks for it.
    if "memory" in str(connection.settings_dict["NAME"]):
        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
    else:
        Site(variables).manage("migrate", "--verbosity", "0")
    return file


@pytest.fixture
def new_site(tmp_path) -> Iterator[Callable[..., Site]]:
    """`new_site(DATABASE_URL=…, REDIS_URL=…)`: what it starts ends with the test."""
    sites: list[Site] = []

    def make(**variables: str) -> Site:
        var = tmp_path / f"site-{len(sites)}"
        var.mkdir()
        sites.append(Site(site_variables(var=var, port=free_port()) | variables))
        return sites[-1]

    yield make
    for site in sites:
        site.end()


@pytest.fixture
def postgres_site(new_site, postgres_server, migrated_postgres) -> Callable[..., Site]:
    """`postgres_site(REDIS_URL=…)`: a site with an empty database on PostgreSQL."""

    def make(**variables: str) -> Site:
        name = f"site_{next(_numbers)}"
        postgres_server.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_postgres}")
        # A copied sequence takes numbers for written down that are only so in the original: killed
        # before a checkpoint, PostgreSQL would give them out again.
        postgres_server.execute("CHECKPOINT")
        return new_site(DATABASE_URL=postgres_server.url(name), **variables)

    return make


@pytest.fixture
def sqlite_site(new_site, migrated_sqlite) -> Callable[..., Site]:
    """`sqlite_site(REDIS_URL=…)`: a site with an empty database on SQLite."""

    def make(**variables: str) -> Site:
        site: Site = new_site(**variables)
        shutil.copy(migrated_sqlite, urlsplit(site.variables["DATABASE_URL"]).path)
        return site

    return make
