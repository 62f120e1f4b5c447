"""Signals that actions listen to; each calls one service."""

from typing import Any

from django.utils import timezone

from actions import services
from actions.models import UrgentActionPage


def record_publication(
    sender: type, instance: UrgentActionPage, revision: Any = None, **kwargs: Any
) -> None:
    """A page went live: its facts become public."""
    if not instance.live:  # only scheduled: Wagtail sends the signal then, too
        return
    by = revision.user if revision else None
    services.record_publication(page=instance, by=by, now=timezone.now())
