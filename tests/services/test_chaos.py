"""Each process of a site killed under load and started again: what readers see, and what is lost.

The table of it is printed at the end of the run.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.load import Outcome, press
from tests.services.servers import wait_until
from tests.services.sites import SCHEDULER, WORKER, Site
from tests.services.test_jobs import leave_marks, marks, publish_page, waiting

pytestmark = pytest.mark.xdist_group("services")

PATHS = ["/en/", "/en/actions/", "/en/page-0/"]
READERS = 8
AWAY = 1.0  # seconds that a thing is away before it is started again
JOBS = 5  # enqueued before each blow
MOST = 100  # seconds until all is as before


@contextmanager
def readers_of(site: Site) -> Iterator[Outcome]:
    """Readers who ask while the block runs, and had answers before it; what they see."""
    seen, over = Outcome(), threading.Event()
    port = int(site.url.rsplit(":", 1)[1])
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(
            press, port, PATHS, clients=READERS, seconds=300, until=over.is_set, outcome=seen
        )
        try:
            read_on(seen)
            yield seen
        finally:
            over.set()
        reading.result()  # raises what went wrong with asking


def read_on(seen: Outcome) -> None:
    """Return when readers had some more answers."""
    before = seen.statuses[200]
    wait_until(lambda: seen.statuses[200] >= before + 10 * READERS, "readers read on")


def is_read(site: Site) -> bool:
    return all(site.status(path) == 200 for path in PATHS)


def test_whatever_is_killed_comes_back_and_nothing_is_lost(
    postgres_site, postgres_server, redis_server, record_property
):
    site = postgres_site(REDIS_URL=redis_server.url)
    web = site.serve()
    worker, scheduler = site.start(WORKER), site.start(SCHEDULER)
    site.do(publish_page, "Page 0", "page-0")
    assert is_read(site)
    blows: list[tuple[str, Callable[[], None], Callable[[], None], set[int], bool]] = [
        # what, kill, start, what readers may see but 200, whether connections may break
        ("worker", worker.kill, worker.start, set(), False),
        ("scheduler", scheduler.kill, scheduler.start, set(), False),
        ("Redis", redis_server.kill, redis_server.start, set(), False),
        ("PostgreSQL", postgres_server.kill, postgres_server.start, {503}, False),
        ("web", web.kill, web.start, set(), True),
    ]
    rows = [["killed", "answers", "but 200", "broken", "lost", "read again", "whole again"]]
    for number, (what, kill, start, statuses, may_break) in enumerate(blows, start=1):
        site.do(leave_marks, f"before {what}", JOBS)
        with readers_of(site) as seen:
            kill()
            begun = time.monotonic()
            time.sleep(AWAY)  # what is measured: nothing has to happen meanwhile
            if what != "PostgreSQL":
                site.do(publish_page, f"Page {number}", f"page-{number}")
            start()
            wait_until(lambda: is_read(site), f"readers read, without {what} before")
            read = time.monotonic() - begun
            wait_until(
                lambda: site.do(waiting) == 0, f"no job waits, without {what} before", within=MOST
            )
            whole = time.monotonic() - begun
            read_on(seen)
        lost = JOBS - site.do(marks, f"before {what}")
        unread = {status: n for status, n in seen.statuses.items() if status != 200}
        broken = sum(seen.broken.values())
        figures = len(seen.times), unread or "–", broken or "–", lost, f"{read:.1f} s"
        rows.append([what, *map(str, figures), f"{whole:.1f} s"])
        assert set(unread) <= statuses, f"{what}: {seen}"
        assert may_break or not seen.broken, f"{what}: {seen}"
        assert lost == 0
    for number in (1, 2, 3, 5):  # published while something was away
        assert site.status(f"/en/page-{number}/") == 200
    record_property("table", rows)
