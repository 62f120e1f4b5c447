"""How long somebody stays signed in, and how that ends everywhere at once.

Sessions are rows of the database. A session ends twelve hours after it was last used (with the
browser, unless “Remember me” was ticked), and a week after the sign-in whatever happens.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

LONGEST = timedelta(days=7)
RENEWED_EVERY = timedelta(minutes=15)  # so that using the admin doesn't write with every request
BEGAN, USED = "began", "used"


def begin(request: HttpRequest, *, now: datetime) -> None:
    """Note when somebody signed in."""
    request.session[BEGAN] = request.session[USED] = int(now.timestamp())


def is_over(request: HttpRequest, *, now: datetime) -> bool:
    """Whether a session has lasted as long as any may."""
    began = request.session.get(BEGAN, 0)
    return now.timestamp() - began > LONGEST.total_seconds()


def renew(request: HttpRequest, *, now: datetime) -> None:
    """Have a session that is used go on, written at most every quarter of an hour."""
    if now.timestamp() - request.session.get(USED, 0) > RENEWED_EVERY.total_seconds():
        request.session[USED] = int(now.timestamp())


def end_sessions(*, users: Collection[Any] | None, but: str | None = None) -> int:
    """End the sessions of people, by their ids (None: of everybody); returns how many.

    Django keeps no list of them: each is opened. There are only sessions of those who sign in.
    """
    wanted = None if users is None else {str(user) for user in users}
    store = SessionStore()
    ended = []
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        owner = store.decode(session.session_data).get(SESSION_KEY)
        if session.session_key != but and (wanted is None or owner in wanted):
            ended.append(session.session_key)
    for start in range(0, len(ended), 500):
        Session.objects.filter(pk__in=ended[start : start + 500]).delete()
    return len(ended)
