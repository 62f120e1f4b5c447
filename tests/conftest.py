"""What every test has: its needs checked before it runs, and what did not run said at the end."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from cms.catalogues import compile_catalogues
from tests.requirements import NOT_RUN, ROOT, requires_browser, requires_seed

# No test fails because the machine was busy: how long things take is for the benchmarks.
hypothesis_settings.register_profile("untimed", parent=hypothesis_settings(), deadline=None)
hypothesis_settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Everything in tests/browser needs a browser, without saying so test by test.

    Where tests run side by side these stay together, with one site and one browser for all; what
    asks axe about everything, which is half of it, by itself. They have their turn so that no
    processor is idle: the first of them beside all that asks the database, axe beside the services,
    which are mostly waited for.
    """
    turns = {"browser": 0, "": 1, "axe": 2, "services": 3}
    turn_of = {item: _kind(item) for item in items}
    for item, kind in turn_of.items():
        if kind in ("browser", "axe"):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(kind))
    yield
    items.sort(key=lambda item: turns[turn_of[item]])  # otherwise as pytest-django has them


def _kind(item: pytest.Item) -> str:
    folder = item.path.relative_to(ROOT / "tests").parts[0]
    if folder == "browser":
        return "axe" if item.path.name.endswith("accessibility.py") else "browser"
    return "services" if folder == "services" else ""


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues: in a fresh checkout pages in Urdu would be in English.

    Once, before the processes that tests may be shared out to are started.
    """
    if not hasattr(config, "workerinput"):
        compile_catalogues()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or fail, a test whose marker names what is not here."""
    if item.get_closest_marker("browser"):
        requires_browser()
    if marker := item.get_closest_marker("seed"):
        requires_seed(*marker.args or ("",))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests recorded as a "table"; list what was not run, and how to have it run."""
    for report in terminalreporter.stats.get("passed", []):
        for name, rows in report.user_properties:
            if name == "table":
                terminalreporter.section(report.nodeid.rpartition("::")[2])
                widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
                for row in rows:
                    cells = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
                    terminalreporter.write_line("   ".join(cells))
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason.startswith(NOT_RUN):
            reasons[reason] += 1
    if reasons:
        terminalreporter.section("Not run")
    for reason, count in sorted(reasons.items()):
        tests = "test" if count == 1 else "tests"
        terminalreporter.write_line(f"Not run: {count} {tests}, {reason}")


@pytest.fixture(scope="session")
def seed():
    """`seed("000")` gives the path of a seed; the test is skipped where the seeds are missing."""
    return requires_seed


@pytest.fixture(autouse=True)
def nothing_kept():
    """No test is shown a page, or told of a picture, that another one had made."""
    for cache in caches.all():
        cache.clear()
    caches["limits"].clear()  # nor refused for what others sent


@pytest.fixture(autouse=True)
def in_english():
    """Each test begins in English: a request in Urdu leaves its language active in this thread."""
    with translation.override("en"):
        yield
