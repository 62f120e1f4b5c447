"""Waking workers through Redis. What is told there can be lost: the outbox has it all."""

import logging
import time
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

import django_rq
from django.conf import settings
from django_tasks_rq.backend import failed_callback, success_callback
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq.job import Callback

from cms.caching import Loss
from cms.jobs import outbox
from cms.models import WaitingJob

logger = logging.getLogger(__name__)

QUEUE = "default"


@cache
def quick_connection() -> Redis:
    """Redis for who can't wait: no second try, and an answer within a second or two."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=1,
        socket_timeout=2,
        retry=Retry(NoBackoff(), 0),
    )


def is_on() -> bool:
    """Whether there are workers to wake."""
    return bool(settings.REDIS_URL)


def new_loss() -> Loss:
    """Whether the queue answers, for whoever asks it in a way of its own."""
    return Loss("The queue", "what is to be done waits in the database")


loss = new_loss()


def send(job_ids: Collection[str]) -> bool:
    """Have workers do jobs that wait; False where Redis didn't take them."""
    if time.monotonic() < loss.asked_again_at:
        return False
    try:
        queue = django_rq.get_queue(QUEUE, connection=quick_connection(), commit_mode="auto")
        for job_id, task in WaitingJob.objects.filter(pk__in=job_ids).values_list("pk", "task"):
            _enqueue(queue, job_id, task)
    except RedisError as error:
        loss.note(error)
        return False
    loss.over()
    return True


def _enqueue(queue: Any, job_id: str, task: str) -> None:
    """Only names go to Redis: what a job is about stays in the database."""
    job = queue.create_job(
        task,
        job_id=job_id,
        on_failure=Callback(failed_callback),
        on_success=Callback(success_callback),
        result_ttl=settings.RQ["DEFAULT_RESULT_TTL"],
        failure_ttl=settings.RQ["FAILURE_TTL"],
        meta={"backend_name": "default"},
    )
    queue.failed_job_registry.remove(job_id)  # where it stood, if it is tried again
    queue.enqueue_job(job)


def reconcile(*, now: datetime) -> None:
    """Send what waits and isn't on its way; without Redis, or while it is away, do it here."""
    due = outbox.due_jobs(now=now)
    if not due:
        return
    if is_on():
        try:
            queue = django_rq.get_queue(QUEUE, connection=quick_connection())
            under_way = set(queue.get_job_ids())
        except RedisError as error:
            loss.note(error)
        else:
            loss.over()
            if send([job_id for job_id in due if job_id not in under_way]):
                return
    outbox.do_all(due, now=now)
