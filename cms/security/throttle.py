"""Limits on what may be sent how often from one place, without keeping where that is.

Counted in the cache `limits`, under marks that change every day (cms/security/addresses.py).
Without Redis each process counts for itself and forgets when it ends: these limits are against
floods. What has to be counted exactly, wrong passwords and codes, is counted in the database.

    @limited("reports", 20, timedelta(minutes=10))
    def report(request): …
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from cms.security.addresses import mark_of
from cms.views import too_many

View = Callable[..., HttpResponseBase]


def allow(
    scope: str, request: HttpRequest, limit: int, per: timedelta, *, now: datetime | None = None
) -> bool:
    """Count a request from its place; whether it is within `limit` of them `per` span of time."""
    return allow_mark(scope, mark_of(request, now=now), limit, per, now=now)


def allow_mark(
    scope: str, mark: str, limit: int, per: timedelta, *, now: datetime | None = None
) -> bool:
    """Count something by whatever stands for who does it, such as the id of an account."""
    seconds = int(per.total_seconds())
    window = int((now or timezone.now()).timestamp()) // seconds
    key, counts = f"limit:{scope}:{mark}:{window}", caches["limits"]
    counts.add(key, 0, seconds)
    try:
        return counts.incr(key) <= limit
    except ValueError:  # it was pushed out in between
        return True


def wait(per: timedelta, *, now: datetime | None = None) -> timedelta:
    """How long until counting begins anew."""
    seconds = int(per.total_seconds())
    return timedelta(seconds=seconds - int((now or timezone.now()).timestamp()) % seconds)


def limited(scope: str, limit: int, per: timedelta) -> Callable[[View], View]:
    """A decorator: what is posted to a view is counted, and answered 429 where it is too often."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not allow(scope, request, limit, per):
                return too_many(request, wait=wait(per))
            return view(request, *args, **kwargs)

        return counted

    return decorate


# Forms that are open to everybody, by the names of their addresses. Each try costs a password's
# digest, or sends a mail; the code and the recovery code have limits of their own as well.
OPEN_FORMS: dict[str, tuple[int, timedelta]] = {
    "wagtailadmin_login": (60, timedelta(minutes=10)),
    "wagtailcore_login": (60, timedelta(minutes=10)),
    "wagtailadmin_password_reset": (10, timedelta(hours=1)),
    "wagtailadmin_password_reset_confirm": (30, timedelta(minutes=10)),
    "second_factor_code": (60, timedelta(minutes=10)),
    "second_factor_set_up": (60, timedelta(minutes=10)),
}


class ThrottleMiddleware:
    """Answers 429 to a flood of sign-ins, codes and requests for a new password."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, from whatever follows."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The refusal, where one place has sent a form too often."""
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name not in OPEN_FORMS:
            return None
        limit, per = OPEN_FORMS[match.view_name]
        if allow(match.view_name, request, limit, per):
            return None
        return too_many(request, wait=wait(per))
