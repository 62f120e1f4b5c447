"""Jobs that wait: rows, written in the transaction of the change that they belong to.

So nothing is lost that was committed, and nothing is done that wasn't. Whoever does a job holds
its row, and deletes it in the transaction of what the job wrote: killed in the middle, it has done
nothing; told twice, it finds nothing left to do. What a job does outside of the database may be
done twice.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskContext, TaskResult, TaskResultStatus
from django_tasks.utils import normalize_json

from cms.logs import told
from cms.models import WaitingJob

logger = logging.getLogger(__name__)

# After the first attempt, the second, …; after the last it has failed, and is tried at leisure.
# The first is short: it is also how long a job waits whose worker was killed in the middle.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (20, 120, 900, 3600))
AT_LEISURE = timedelta(hours=6)
AT_A_TIME = 500  # jobs that one reconciling sends or does
SECONDS = 50  # that one reconciling does jobs for: the next one goes on


class JobFailed(Exception):
    """A job raised; holds where, without anybody's words."""


def keep(
    *,
    job_id: str,
    task: str,
    args: Sequence[Any],
    kwargs: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
) -> WaitingJob:
    """Keep a job until it is done, in the present transaction; raises where JSON can't hold it."""
    return WaitingJob.objects.create(
        id=job_id,
        task=task,
        arguments=normalize_json({"args": list(args), "kwargs": kwargs}),
        enqueued_at=now,
        due_at=due_at or now,
    )


def carry_out(job_id: str, *, now: datetime) -> None:
    """Do a job and strike it off; nothing where that was done, or somebody is at it.

    Raises JobFailed where the job raised: it is kept, and due again later.
    """
    # The attempt is noted before, so that a job which kills its worker isn't begun for ever.
    with transaction.atomic():
        job = _hold(job_id)
        if job is None:
            return
        job.attempts += 1
        job.due_at = now + pause_after(job.attempts)
        job.save(update_fields=["attempts", "due_at"])
    with transaction.atomic():
        job = _hold(job_id)
        if job is None:
            return
        problem = _problem_of(job)
        if problem is None:
            job.delete()
        else:
            note_failure(job, problem, now=now)
    if problem is not None:
        raise JobFailed(told(problem)) from None


def note_failure(job: WaitingJob, problem: BaseException, *, now: datetime) -> None:
    """Keep what went wrong with a job; after the last attempt it counts as failed."""
    job.error = told(problem)
    if job.attempts > len(PAUSES):
        job.failed_at = job.failed_at or now
    job.save(update_fields=["error", "failed_at"])
    logger.error(
        "%s failed (attempt %d); it is tried again at %s.",
        job.task,
        job.attempts,
        job.due_at.isoformat(timespec="minutes"),
        exc_info=problem,
    )


def pause_after(attempts: int) -> timedelta:
    """How long a job waits after so many attempts."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else AT_LEISURE


def due_jobs(*, now: datetime) -> list[str]:
    """The ids of what is to be done by now, in the order in which it came."""
    due = WaitingJob.objects.filter(due_at__lte=now).order_by("enqueued_at", "pk")
    return list(due.values_list("pk", flat=True)[:AT_A_TIME])


def do_all(job_ids: Iterable[str], *, now: datetime) -> None:
    """Do jobs here, one after the other, for as long as there is time; none stops the others."""
    for job_id in _in_time(job_ids):
        try:
            carry_out(job_id, now=now)
        except JobFailed:
            continue  # noted, and logged


def _in_time(job_ids: Iterable[str]) -> Iterator[str]:
    end = time.monotonic() + SECONDS
    for job_id in job_ids:
        if time.monotonic() > end:
            return
        yield job_id


def _hold(job_id: str) -> WaitingJob | None:
    """A job's row, held until the transaction ends; None where it is gone, or held by another."""
    return WaitingJob.objects.select_for_update(skip_locked=True).filter(pk=job_id).first()


def _problem_of(job: WaitingJob) -> Exception | None:
    """Run a job's task; what it raised, with all that it wrote undone."""
    try:
        with transaction.atomic():
            _call(job)
    except Exception as error:
        return error
    return None


def _call(job: WaitingJob) -> None:
    task: Task[..., Any] = import_string(job.task)
    args, kwargs = job.arguments["args"], job.arguments["kwargs"]
    if task.takes_context:
        args = [TaskContext(task_result=_result(job, task)), *args]
    task.call(*args, **kwargs)


def _result(job: WaitingJob, task: Task[..., Any]) -> TaskResult[Any]:
    return TaskResult(
        task=task,
        id=job.pk,
        status=TaskResultStatus.RUNNING,
        enqueued_at=job.enqueued_at,
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=task.backend,
        errors=[],
        worker_ids=[str(number) for number in range(job.attempts)],
    )
