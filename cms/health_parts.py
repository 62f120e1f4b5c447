"""The parts that every site has: database, storage, jobs, scheduler, and Redis with its workers."""

import os
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms import schedule
from cms.health import OK, REDIS_IS_AWAY, Answer, Part, State, register
from cms.heartbeats import SCHEDULER, WORKER, is_silent
from cms.jobs import queueing
from cms.models import LastRun, WaitingJob

LATE = timedelta(minutes=10)  # a job that could have been done

_migrated = False


def database(*, now: datetime) -> Answer:
    """Without it nothing is there."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return Answer(
            State.DOWN,
            "The database doesn't answer. Look whether it runs, and whether DATABASE_URL is right.",
        )
    return OK


def migrations(*, now: datetime) -> Answer:
    """Whether the database is that of this release; asked until it once was."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return Answer(
                State.DEGRADED,
                "The database is that of an earlier release. Run `manage.py migrate`.",
            )
        _migrated = True
    return OK


def redis(*, now: datetime) -> Answer:
    """Whether workers can be reached."""
    queueing.quick_connection().ping()
    return OK


def storage(*, now: datetime) -> Answer:
    """Whether pictures can be read and written."""
    if isinstance(default_storage, FileSystemStorage):
        folder = default_storage.location
        there = os.access(folder, os.W_OK) or not os.path.exists(folder)
    else:
        default_storage.exists("readyz")  # raises where nobody answers
        there = True
    return OK if there else Answer(State.DEGRADED, STORAGE_IS_AWAY)


STORAGE_IS_AWAY = _(
    "Files can't be read or written. Look whether QALAM_VAR or STORAGE_URL is right, and whether "
    "there is room."
)


def jobs(*, now: datetime) -> Answer:
    """Whether any failed for good, or waits for too long."""
    counted = WaitingJob.objects.aggregate(
        failed=Count("pk", filter=Q(failed_at__isnull=False)),
        late=Count("pk", filter=Q(due_at__lt=now - LATE)),
    )
    failed = counted["failed"]
    if failed:
        words = ngettext(
            "%(number)s job failed several times. The log says why; it is tried again every few "
            "hours.",
            "%(number)s jobs failed several times. The log says why; they are tried again every "
            "few hours.",
            failed,
        )
        return Answer(State.DEGRADED, words % {"number": number_format(failed)})
    if counted["late"]:
        return Answer(State.DEGRADED, JOBS_ARE_LATE)
    return OK


JOBS_ARE_LATE = _(
    "Jobs have waited for more than 10 minutes. Look whether workers and scheduler run."
)


def scheduler(*, now: datetime) -> Answer:
    """Whether what is scheduled happens."""
    known = _heard_of()
    if settings.REDIS_URL and is_silent(known.get(SCHEDULER), now=now):
        return _unheard(SCHEDULER_IS_SILENT, SCHEDULER_NEVER, known.get(SCHEDULER))
    ran = known.get("publish")
    if not settings.REDIS_URL and is_silent(ran, now=now):
        return _unheard(NOTHING_RAN, NOTHING_EVER_RAN, ran)
    return OK


def workers(*, now: datetime) -> Answer:
    """Whether anybody does what is queued."""
    heard_at = _heard_of().get(WORKER)
    if is_silent(heard_at, now=now):
        return _unheard(WORKERS_ARE_SILENT, WORKERS_NEVER, heard_at)
    return OK


SCHEDULER_IS_SILENT = _(
    "The scheduler hasn't been heard of since %(time)s: nothing goes live or ends by itself. "
    "Start it (manage.py rqcron cms.cron), and read in its log why it ended."
)
SCHEDULER_NEVER = _(
    "The scheduler has never been heard of: nothing goes live or ends by itself. Start it "
    "(manage.py rqcron cms.cron)."
)
NOTHING_RAN = _(
    "Nothing that is scheduled has run since %(time)s: nothing goes live or ends by itself. Have "
    "manage.py tick run every minute (a systemd timer, cron)."
)
NOTHING_EVER_RAN = _(
    "Nothing that is scheduled has ever run: nothing goes live or ends by itself. Have manage.py "
    "tick run every minute (a systemd timer, cron)."
)
WORKERS_ARE_SILENT = _(
    "No worker has been heard of since %(time)s: jobs wait. Start one (manage.py rqworker "
    "default), and read in its log why it ended."
)
WORKERS_NEVER = _(
    "No worker has ever been heard of: jobs wait. Start one (manage.py rqworker default)."
)


def _heard_of() -> dict[str, datetime | None]:
    return dict(
        LastRun.objects.filter(name__in=(SCHEDULER, WORKER, *schedule.jobs)).values_list(
            "name", "ended_at"
        )
    )


def _unheard(since: Any, never: Any, heard_at: datetime | None) -> Answer:
    if heard_at is None:
        return Answer(State.DEGRADED, never)
    time = date_format(timezone.localtime(heard_at), "DATETIME_FORMAT")
    return Answer(State.DEGRADED, since % {"time": time})


def register_all() -> None:
    """The parts of every site, and those of one with Redis."""
    register(Part("database", database))
    register(Part("migrations", migrations))
    register(Part("storage", storage, beside=True, silent=STORAGE_IS_AWAY))
    register(Part("scheduler", scheduler, on_dashboard=True))
    if queueing.is_on():
        register(Part("redis", redis, beside=True, silent=REDIS_IS_AWAY))
        register(Part("workers", workers, on_dashboard=True))
    register(Part("jobs", jobs, on_dashboard=True))
