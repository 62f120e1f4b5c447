"""What `task.enqueue()` does: at once where there is no Redis, by a worker where there is.

Either way what fails is kept and tried again, and never undoes the change that it belongs to.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks.utils import get_random_id, normalize_json

from cms.jobs import outbox, queueing

# By these readers are let see a picture, or no longer: they hold in the transaction of the change,
# whatever becomes of the queue.
NEVER_LATER = frozenset({"wagtail.tasks.update_reference_index_task"})


class _Undone(Exception):
    """Takes back what a task wrote before it failed."""


class AtOnceBackend(ImmediateBackend):
    """Does a task when it is enqueued; one that fails, or is for later, is left to `tick`."""

    supports_defer = True
    supports_priority = False

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult[Any]:
        """Do the task in a part of the transaction that can fail alone."""
        now = timezone.now()
        if task.run_after is None or task.run_after <= now:
            return super().enqueue(task, args, kwargs)
        self.validate_task(task)
        result = _new_result(self, task, args, kwargs, now)
        _keep(result, now=now, due_at=task.run_after)
        return result

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        try:
            with transaction.atomic():
                super()._execute_task(task_result)
                if task_result.status == TaskResultStatus.FAILED:
                    raise _Undone
        except _Undone:
            now = timezone.now()
            job = _keep(task_result, now=now, due_at=now + outbox.pause_after(1))
            job.attempts, job.error = 1, task_result.errors[-1].exception_class_path
            job.save(update_fields=["attempts", "error"])


class QueueBackend(BaseTaskBackend):
    """Keeps a task with the change that it belongs to, and wakes a worker once that is certain."""

    supports_defer = True
    supports_async_task = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.at_once = AtOnceBackend(alias, params)

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult[Any]:
        """Keep the task; once, where the same is asked for again in the same transaction."""
        if task.module_path in NEVER_LATER:
            return self.at_once.enqueue(task, args, kwargs)
        self.validate_task(task)
        now = timezone.now()
        result = _new_result(self, task, args, kwargs, now)
        said = (task.module_path, repr(normalize_json([args, kwargs])), task.run_after)
        if said in _on_commit():
            return result
        _keep(result, now=now, due_at=task.run_after)
        task_enqueued.send(type(self), task_result=result)
        transaction.on_commit(_Wake(said, result.id), robust=True)
        return result


@dataclass(frozen=True)
class _Wake:
    """Has a worker do a job; `said` tells whether two are the same."""

    said: tuple[Any, ...]
    job_id: str

    def __call__(self) -> None:
        queueing.send([self.job_id])


def _on_commit() -> set[tuple[Any, ...]]:
    """The jobs that wait for the present transaction; those of parts taken back are not in it."""
    waiting = transaction.get_connection().run_on_commit
    return {wake.said for _parts, wake, *_rest in waiting if isinstance(wake, _Wake)}


def _new_result(
    backend: BaseTaskBackend, task: Task, args: Any, kwargs: Any, now: datetime
) -> TaskResult[Any]:
    return TaskResult(
        task=task,
        id=get_random_id(),
        status=TaskResultStatus.READY,
        enqueued_at=now,
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=args,
        kwargs=kwargs,
        backend=backend.alias,
        errors=[],
        worker_ids=[],
    )


def _keep(result: TaskResult[Any], *, now: datetime, due_at: datetime | None) -> Any:
    return outbox.keep(
        job_id=result.id,
        task=result.task.module_path,
        args=result.args,
        kwargs=result.kwargs,
        now=now,
        due_at=due_at,
    )
