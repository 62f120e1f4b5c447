"""Fifty readers for a minute, on PostgreSQL, in a library of five thousand actions."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.load import press
from tests.requirements import ROOT, requires_service
from tests.serving import Server, granian
from tests.site import free_port, site_variables
from tests.static_files import share_static

ACTIONS = 5000
READERS = 50
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
# Paths that readers ask for; action pages of every language are added.
LISTS = ["/en/", "/ur/", "/en/actions/", "/ur/actions/", "/en/actions/?page=2"]
ADDRESSES = """
import django
django.setup()
from actions.models import UrgentActionPage
pages = UrgentActionPage.objects.select_related("locale").order_by("-issued_on", "pk")[:400]
print("\\n".join(f"/{p.locale.language_code}/actions/{p.slug}/" for p in pages))
"""


def _run(command: list[str], variables: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=variables, check=True, capture_output=True
    )
    return done.stdout.decode()


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A site on a database of its own in the PostgreSQL that DATABASE_URL_TEST names."""
    server = requires_service("PostgreSQL", variable="DATABASE_URL_TEST")
    var = tmp_path_factory.mktemp("load")
    share_static(var)
    name = f"qalam_load_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        variables = site_variables(var=var, port=free_port())
        variables["DATABASE_URL"] = urlsplit(server)._replace(path=f"/{name}").geturl()
        try:
            _run(["manage.py", "migrate", "--verbosity", "0"], variables)
            _run(["manage.py", "demo", "--without-actions"], variables)
            _run(["manage.py", "synthesise", "--actions", str(ACTIONS)], variables)
            yield variables
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site(variables: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """That site, served by one worker."""
    port = urlsplit(variables["SITE_URL"]).port or 0
    with granian(
        "cms.wsgi:application", variables, log=tmp_path / "log", port=port, threads=4
    ) as server:
        yield server


def test_fifty_readers_for_a_minute(benchmark, variables, site):
    paths = LISTS * 10 + _run(["-c", ADDRESSES], variables).split()
    press(site.port, paths, clients=READERS, seconds=max(10.0, SECONDS / 4))  # all pages are made
    before = site.memory()
    outcome = benchmark.pedantic(
        press, (site.port, paths), {"clients": READERS, "seconds": SECONDS}, rounds=1
    )
    after = site.memory()
    print(f"\n{ACTIONS} actions, {len(paths)} addresses, {READERS} readers: {outcome}")
    print(f"memory {before:.0f} MB before, {after:.0f} MB after")
    assert not outcome.broken
    assert set(outcome.statuses) <= {200, 410}
    assert after < before * 1.1
