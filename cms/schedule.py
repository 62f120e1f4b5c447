"""What happens by itself: publishing, reconciling, cleaning up. Higher layers add to `jobs`.

When something ran last stands in the database, so that it makes no difference who asks, or how
many at once: the scheduler's workers, `manage.py tick`, or somebody by hand. What was missed is
done once on return.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import F, Q
from django.utils import timezone

from cms.models import LastRun

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Scheduled:
    """Something that happens again and again: every so often, or once a day at a time."""

    name: str
    function: Callable[..., object]  # called with `now`
    every: timedelta = timedelta(days=1)
    at: time | None = None  # of the day, in TIME_ZONE; with it `every` doesn't count

    def last_due(self, *, now: datetime) -> datetime:
        """The last moment by which it ought to have happened."""
        local = timezone.localtime(now)
        if self.at is None:
            day = local.replace(hour=0, minute=0, second=0, microsecond=0)
            return day + (local - day) // self.every * self.every
        due = local.replace(
            hour=self.at.hour, minute=self.at.minute, second=self.at.second, microsecond=0
        )
        return due if due <= local else due - timedelta(days=1)

    @property
    def patience(self) -> timedelta:
        """After how long one that began and didn't end is begun again."""
        return timedelta(hours=1) if self.at else 2 * self.every


jobs: dict[str, Scheduled] = {}


def register(job: Scheduled) -> None:
    """Have something happen by itself; called from AppConfig.ready()."""
    jobs[job.name] = job


def run_due(*, now: datetime) -> list[str]:
    """Do what is due, in the order of registration; the names of what was done."""
    known = last_runs()
    due = [
        job
        for job in jobs.values()
        if (ended_at := known.get(job.name)) is None or ended_at < job.last_due(now=now)
    ]
    return [job.name for job in due if run(job.name, now=now)]


def run(name: str, *, now: datetime | None = None) -> bool:
    """Do one thing where it is due and nobody else is at it; whether it was done.

    What it raises is logged, and it is tried again when the patience with it is over.
    """
    job, now = jobs[name], now or timezone.now()
    if not _claim(job, now=now):
        return False
    try:
        job.function(now=now)
    except Exception:
        logger.exception("What is scheduled as %s failed.", name)
        return False
    LastRun.objects.filter(name=name).update(ended_at=now)
    return True


def _claim(job: Scheduled, *, now: datetime) -> bool:
    """Say that a job begins; False where it isn't due, or another process said so before."""
    LastRun.objects.bulk_create([LastRun(name=job.name)], ignore_conflicts=True)
    due = Q(ended_at=None) | Q(ended_at__lt=job.last_due(now=now))
    free = Q(began_at=None) | Q(began_at__lte=F("ended_at")) | Q(began_at__lt=now - job.patience)
    return bool(LastRun.objects.filter(due, free, name=job.name).update(began_at=now))


def last_runs() -> dict[str, datetime | None]:
    """When each scheduled thing was last done, in their order; None where it never was."""
    ended = dict(LastRun.objects.filter(name__in=jobs).values_list("name", "ended_at"))
    return {name: ended.get(name) for name in jobs}
