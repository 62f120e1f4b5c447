"""Pages for readers beside a bare Django view with the same bytes, one worker each, in one run."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.load import press
from tests.requirements import ROOT
from tests.serving import Server, granian
from tests.site import free_port, site_variables

PAGES = {
    "home": "/en/",
    "library": "/en/actions/",
    "action": "/ur/actions/second-ua-109-23/",
}
READERS = 8
SECONDS = 2.0
ROUNDS = 3
LEAST = 1 / 3  # of the bare view's answers a second


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a site with the demo library."""
    port = free_port()
    variables = site_variables(var=tmp_path_factory.mktemp("site"), port=port)
    command = [sys.executable, "-m", "cms.management.demonstration", "--prepare-only"]
    subprocess.run(
        [*command, "--port", str(port)], cwd=ROOT, env=variables, check=True, capture_output=True
    )
    return variables


@pytest.fixture(scope="module")
def site(variables: dict[str, str]) -> Iterator[Server]:
    """The demo library, served by one worker."""
    log = Path(variables["QALAM_VAR"]) / "server.log"
    port = urlsplit(variables["SITE_URL"]).port or 0
    with granian("cms.wsgi:application", variables, log=log, port=port) as server:
        yield server


@pytest.fixture(scope="module")
def report() -> Iterator[list[str]]:
    """Lines of a table, printed once all are there."""
    head = ("bare/s", "warm/s", "ratio", "cold/s", "cold CPU", "queries")
    lines = ["", f"{'page':<10}" + "".join(f"{name:>10}" for name in head)]
    yield lines
    print("\n".join(lines))


def _bytes_of(site: Server, path: str) -> bytes:
    asked = urllib.request.Request(
        f"http://localhost:{site.port}{path}", headers={"Accept-Encoding": "br"}
    )
    with urllib.request.urlopen(asked) as answer:
        return bytes(answer.read())


COUNT = """
import sys, django
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(headers={"host": "localhost"})
client.get(sys.argv[1])  # what a process remembers of the site
with CaptureQueriesContext(connection) as asked:
    client.get(sys.argv[1] + "?x=1")
print(len(asked))
"""


def _queries(variables: dict[str, str], path: str) -> int:
    """How many queries the page costs when it is made anew."""
    command = [sys.executable, "-c", COUNT, path]
    done = subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True)
    return int(done.stdout)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_kept_beside_a_bare_view(
    benchmark, variables, site, report, tmp_path: Path, page
):
    path = PAGES[page]
    body = tmp_path / "body"
    body.write_bytes(_bytes_of(site, path))
    of_bare = {"DJANGO_SETTINGS_MODULE": "", "BARE_BODY": str(body)}
    bare_rates: list[float] = []
    warm_rates: list[float] = []

    def side_by_side() -> None:
        bare_rates.append(press(bare.port, [path], clients=READERS, seconds=SECONDS).rate)
        warm_rates.append(press(site.port, [path], clients=READERS, seconds=SECONDS).rate)

    with granian("tests.benchmarks.bare:application", of_bare, log=tmp_path / "log") as bare:
        benchmark.pedantic(side_by_side, rounds=ROUNDS)
    # No address is asked twice, so that every page is made anew.
    before = site.cpu()
    cold = press(site.port, [f"{path}?x={n}" for n in range(5000)], clients=2, seconds=SECONDS)
    spent = (site.cpu() - before) / len(cold.times)
    assert not cold.broken
    assert set(cold.statuses) == {200}
    bare_rate, warm_rate = sorted(bare_rates)[ROUNDS // 2], sorted(warm_rates)[ROUNDS // 2]
    ratio = warm_rate / bare_rate
    benchmark.extra_info.update(ratio=ratio, cold=cold.rate, cold_cpu_ms=spent * 1000)
    report.append(
        f"{page:<10}{bare_rate:>10.0f}{warm_rate:>10.0f}{ratio:>10.2f}{cold.rate:>10.0f}"
        f"{spent * 1000:>7.1f} ms{_queries(variables, path):>10}"
    )
    assert ratio >= LEAST
