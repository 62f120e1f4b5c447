"""Numbers for Prometheus at /metrics, where METRICS_TOKEN is set: of the site, never of readers.

Each process counts into files of its own in VAR_DIR/metrics (cms/settings.py), which a scrape adds
up: the workers of a server share nothing else. What other parts know when they are asked, such as
how many jobs wait, stands in `cms.registry.measures`.
"""

import hmac
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache as once
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.models import WaitingJob
from cms.registry import measures

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
AREAS = ("admin", "api", "documents", "media", "static", "ua")
DAY = 24 * 3600  # seconds


class CountMiddleware:
    """Counts requests and how long they took; isn't there at all without METRICS_TOKEN.

    Outside of the readers' cache, so that what is kept is counted too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.requests, self.seconds = counters()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, counted by the part of the site and the class of its status."""
        began = time.perf_counter()
        answer = self.get_response(request)
        area = area_of(request.path_info)
        self.requests.labels(area, f"{answer.status_code // 100}xx").inc()
        self.seconds.labels(area).observe(time.perf_counter() - began)
        return answer


@once
def counters() -> tuple[Any, Any]:
    """The counters of this process; files of those that ended a day ago are taken away."""
    from prometheus_client import Counter, Histogram

    for file in Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).glob("*.db"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > DAY:
                file.unlink()
    return (
        Counter("qalam_requests", "Requests answered", ("area", "status")),
        Histogram("qalam_request_seconds", "How long they took", ("area",), buckets=BUCKETS),
    )


def area_of(path: str) -> str:
    """The part of the site that an address belongs to: few, whatever is asked for."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    if first in settings.SITE_LANGUAGES:
        return "public"
    return first if first in AREAS else "other"


class Measures:
    """What other parts of the site say when they are asked."""

    def collect(self) -> Iterator[Any]:
        """A gauge for each; one that can't be told now is left out."""
        from prometheus_client.core import GaugeMetricFamily

        for name, (what, tell) in sorted(measures.items()):
            try:
                value = tell()
            except Exception:  # noqa: S112  (a part that is away is no mistake of a scrape)
                continue
            yield GaugeMetricFamily(f"qalam_{name}", what, value=value)


def jobs_waiting() -> int:
    """Jobs that are still to be done."""
    return WaitingJob.objects.filter(failed_at=None).count()


def jobs_failed() -> int:
    """Jobs that were given up, but for a try now and then."""
    return WaitingJob.objects.exclude(failed_at=None).count()


def register() -> None:
    """What every site can tell of itself."""
    measures["jobs_waiting"] = ("Jobs that are still to be done", jobs_waiting)
    measures["jobs_failed"] = ("Jobs that were given up", jobs_failed)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, for whoever sends the token; for everybody else there is no such page."""
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given, wanted):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(Measures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
