"""What isn't kept for ever. Higher layers add rules for what they keep."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management import call_command

from cms.models import LastRun, WaitingJob

logger = logging.getLogger(__name__)

KEPT_FAILURES = timedelta(days=30)

# name → what deletes, called with `now`
rules: dict[str, Callable[..., object]] = {}


def clean_up(*, now: datetime) -> None:
    """Delete what has been kept long enough; a rule that fails stops no other, and is said."""
    failed = []
    for name, rule in rules.items():
        try:
            rule(now=now)
        except Exception:
            logger.exception("Cleaning up %s failed.", name)
            failed.append(name)
    if failed:
        raise RuntimeError(f"not cleaned up: {', '.join(failed)}")


def forget_sessions(*, now: datetime) -> None:
    """Sessions that have ended."""
    call_command("clearsessions")


def forget_failures(*, now: datetime) -> None:
    """Jobs that failed, and failed again for a month; and runs of what is no longer scheduled."""
    WaitingJob.objects.filter(failed_at__lt=now - KEPT_FAILURES).delete()
    LastRun.objects.filter(ended_at__lt=now - KEPT_FAILURES).delete()


rules["sessions"] = forget_sessions
rules["failed jobs"] = forget_failures
