"""Locked out after wrong passwords: django-axes, keeping neither addresses, names nor programs.

Counted in the database. In the memory of processes each would allow as many tries again, and a
restart would forget them all. A row has digests of the name and of the address that are worth
something for one day; it goes with the first failure after its quarter of an hour.

What is locked is a name from one address, and an address that tried many names. A name alone is
never locked: anybody who knows it could keep its owner out from everywhere.
"""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Max, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.security import acts
from cms.security.addresses import digest_of, mark_of
from cms.views import too_many

TRIES = 5  # with one name from one address
TRIES_FROM_AN_ADDRESS = 30  # with any names
LOCKED_FOR = timedelta(minutes=15)  # from the last try that was looked at
Credentials = dict[str, Any] | None


def name_mark(request: HttpRequest | None, credentials: Credentials) -> str:
    """What stands for a user name today: people type their password into that field, too."""
    name = (credentials or {}).get("username") or ""
    return digest_of(str(name), kind="name").hex()


def address_mark(request: HttpRequest) -> str:
    """What stands for an address today."""
    return mark_of(request)


class Handler(AxesDatabaseHandler):
    """Counts failures as axes does, without what axes would write down beside."""

    def is_locked(self, request: Any, credentials: Credentials = None) -> bool:
        """Whether a sign-in isn't looked at for now."""
        tried = _recent(request.axes_ip_address)
        with_this_name = tried.filter(username=name_mark(request, credentials))
        return _count(with_this_name) >= TRIES or _count(tried) >= TRIES_FROM_AN_ADDRESS

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        """Count a failure; the one that reaches the limit is in the log of the account."""
        if request is None or request.axes_locked_out:
            return
        forget(now=timezone.now())
        _add(request.axes_ip_address, name_mark(request, credentials))
        if self.is_locked(request, credentials):
            request.axes_locked_out = True
            request.axes_credentials = credentials
            user = get_user_model().objects.filter(username=credentials.get("username")).first()
            if user is not None:
                acts.note(user, acts.LOCKED_OUT)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """The right password makes what was counted for this name and address good."""
        name = name_mark(request, {"username": user.get_username()})
        _recent(request.axes_ip_address).filter(username=name).delete()

    def user_logged_out(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """Nothing: axes would close its record of the session."""


def _recent(address: str) -> Any:
    since = timezone.now() - LOCKED_FOR
    return AccessAttempt.objects.filter(ip_address=address, attempt_time__gt=since)


def _count(attempts: Any) -> int:
    return int(attempts.aggregate(count=Sum("failures_since_start"))["count"] or 0)


def _add(address: str, name: str) -> None:
    with transaction.atomic():
        attempt, is_new = AccessAttempt.objects.select_for_update().get_or_create(
            ip_address=address, username=name, user_agent="", defaults={"failures_since_start": 1}
        )
        if not is_new:
            AccessAttempt.objects.filter(pk=attempt.pk).update(
                failures_since_start=F("failures_since_start") + 1, attempt_time=timezone.now()
            )


def forget(*, now: datetime) -> int:
    """Delete what no longer locks anybody out; returns how many rows."""
    old = AccessAttempt.objects.filter(attempt_time__lte=now - LOCKED_FOR)
    return old.delete()[0]


def answer(
    request: HttpRequest, made: HttpResponse | None = None, credentials: Credentials = None
) -> HttpResponse:
    """429 in words, which say when to try again."""
    latest = _recent(mark_of(request)).aggregate(at=Max("attempt_time"))["at"]
    until = (latest or timezone.now()) + LOCKED_FOR
    return too_many(request, wait=until - timezone.now(), sign_in=True)
