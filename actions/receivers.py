"""Signals that actions listen to; each calls one service."""

from typing import Any

from django.utils import timezone

from actions import services
from actions.models import UrgentActionPage


def record_publication(sender: type, instance: UrgentActionPage, **kwargs: Any) -> None:
    """A page went live: its facts become public."""
    services.record_publication(page=instance, now=timezone.now())
