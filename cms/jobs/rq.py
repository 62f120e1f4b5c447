"""What django-rq's processes run with: one class of jobs, workers and scheduler that outlive Redis.

They are named in settings, so that plain `manage.py rqworker` and `rqcron` have them.
"""

import logging
import time
import uuid
from typing import Any

import django_tasks_rq
from django.conf import settings
from django.db import Error, close_old_connections
from django.utils import timezone
from django_rq.cron import DjangoCronScheduler
from django_tasks.base import Task
from redis.exceptions import RedisError
from rq.cron import CronJob
from rq.job import Job as PlainJob
from rq.worker import Worker as PlainWorker

from cms import heartbeats, schedule
from cms.caching import PAUSE
from cms.jobs import outbox
from cms.jobs.queueing import new_loss

logger = logging.getLogger(__name__)


class Job(django_tasks_rq.Job):
    """A task, which is done from the outbox, or a plain job of RQ, such as the scheduler's."""

    @property
    def func(self) -> Any:
        """The task, or the function."""
        return PlainJob.func.fget(self)  # type: ignore[attr-defined]

    def perform(self) -> Any:
        """Do it; only tasks say that they started."""
        return super().perform() if isinstance(self.func, Task) else PlainJob.perform(self)

    def _execute(self) -> Any:
        if not isinstance(self.func, Task):
            return PlainJob._execute(self)
        try:
            outbox.carry_out(self.id, now=timezone.now())
        finally:
            self.__dict__.pop("task_result", None)  # which has changed


class Worker(PlainWorker):
    """A worker that leaves a sign of life in the database, and waits for a Redis that went away."""

    asked_to_stop = False

    @property
    def dequeue_timeout(self) -> int:
        """Seconds to wait for a job before the next sign of life."""
        return min(super().dequeue_timeout, heartbeats.EVERY)

    def heartbeat(self, *args: Any, **kwargs: Any) -> None:
        """A sign of life to Redis, and one to the database."""
        super().heartbeat(*args, **kwargs)
        heartbeats.beat(heartbeats.WORKER)

    def bootstrap(self, logging_level: Any = "INFO", *args: Any, **kwargs: Any) -> None:
        """Begin; RQ's four lines for each job are logged where LOG_LEVEL asks for them."""
        level = settings.LOG_LEVEL if logging_level == "INFO" else logging_level
        super().bootstrap(level, *args, **kwargs)

    def request_stop(self, *args: Any) -> None:
        """Somebody ends this worker: it doesn't begin again."""
        self.asked_to_stop = True
        super().request_stop(*args)

    def work(self, burst: bool = False, *args: Any, **kwargs: Any) -> bool:
        """Work until somebody ends it: RQ gives up when Redis goes away in the middle of a job."""
        limited = burst or kwargs.get("max_jobs") or kwargs.get("max_idle_time")
        loss = new_loss()
        while True:
            try:
                worked = super().work(burst, *args, **kwargs)
            except RedisError as error:
                if limited:
                    raise
                loss.note(error)
                worked = False
            if limited or self.asked_to_stop or self.is_horse:
                return worked
            time.sleep(1)
            self.name = uuid.uuid4().hex  # the former may not have been able to say goodbye
            self._stop_requested = False


class Scheduler(DjangoCronScheduler):
    """A scheduler that does what is due itself while Redis is away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loss = new_loss()

    def register_birth(self) -> None:
        """Tell Redis, if it is there."""
        self._ask(super().register_birth)

    def register_death(self, *args: Any, **kwargs: Any) -> None:
        """Tell Redis, if it is there."""
        self._ask(super().register_death, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Tell Redis, if it is there."""
        self._ask(super().save, *args, **kwargs)

    def heartbeat(self) -> None:
        """Signs of life; to a Redis that was away, or emptied, who this is as well."""
        if not self._ask(lambda: self.connection.exists(self.key)):
            self.register_birth()
        self._ask(super().heartbeat)

    def enqueue_jobs(self) -> list[CronJob]:
        """Have workers do what is due; do it here while they can't be reached."""
        close_old_connections()
        heartbeats.beat(heartbeats.SCHEDULER)
        enqueued: list[CronJob] | None = self._ask(super().enqueue_jobs)
        if enqueued is None:
            self._do_it_here()
        return enqueued or []

    def _do_it_here(self) -> None:
        """What workers would do; where the database is away as well there is nothing to do."""
        try:
            schedule.run_due(now=timezone.now())
        except Error as error:
            logger.warning("Nothing that is scheduled could be done: %s", type(error).__name__)

    def calculate_sleep_interval(self) -> float:
        """Never at once again; soon, while Redis is away."""
        return PAUSE if self.loss.is_lost else max(1.0, super().calculate_sleep_interval())

    def _ask(self, call: Any, *args: Any, **kwargs: Any) -> Any:
        """What Redis answers; None where it doesn't."""
        try:
            answer = call(*args, **kwargs)
        except RedisError as error:
            self.loss.note(error)
            return None
        self.loss.over()
        return answer
