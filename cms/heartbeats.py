"""Signs of life of the processes beside the web's: a row that each writes anew."""

import logging
import time
from datetime import datetime, timedelta

from django.db import Error, connection
from django.utils import timezone

from cms.models import LastRun

logger = logging.getLogger(__name__)

WORKER, SCHEDULER = "process:worker", "process:scheduler"
EVERY = 30  # seconds
SILENCE = timedelta(minutes=3)  # after which something is wrong

_next: dict[str, float] = {}


def beat(name: str) -> None:
    """Leave a sign of life, not too often; a database that is away is no reason to die."""
    if time.monotonic() < _next.get(name, 0.0):
        return
    _next[name] = time.monotonic() + EVERY / 2
    try:
        LastRun.objects.update_or_create(name=name, defaults={"ended_at": timezone.now()})
    except Error as error:
        logger.warning("No sign of life was left: %s", type(error).__name__)
    if not connection.in_atomic_block:
        connection.close()  # a worker forks, and its child can't share the connection


def is_silent(heard_at: datetime | None, *, now: datetime) -> bool:
    """Whether somebody who was last heard of then ought to be looked after."""
    return heard_at is None or now - heard_at > SILENCE
