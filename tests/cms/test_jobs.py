"""Jobs where there is no Redis: done at once; what fails is kept, and tried again by `tick`."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.exceptions import InvalidTaskError

from cms.jobs import outbox, queueing
from cms.models import WaitingJob
from tests.services import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def cure(tmp_path):
    """A file without which `fail_unless` fails."""
    return tmp_path / "cure"


def marks(name: str) -> int:
    return Group.objects.filter(name__startswith=name).count()


def later(**units: int):
    return timezone.now() + timedelta(**units)


def test_without_redis_a_task_is_done_when_it_is_enqueued():
    result = tasks.leave_a_mark.enqueue("at once")
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert marks("at once") == 1
    assert not WaitingJob.objects.exists()


def test_a_task_that_fails_undoes_itself_and_nothing_else(cure):
    with transaction.atomic():
        Group.objects.create(name="what the editor did")
        tasks.fail_unless.enqueue(str(cure))
        Group.objects.create(name="what the editor did next")
    assert marks("what the editor did") == 2
    assert marks("cure") == 0
    assert WaitingJob.objects.get().error


def test_a_task_that_the_database_refuses_leaves_the_transaction_whole():
    Group.objects.create(name="taken")
    with transaction.atomic():
        tasks.take_a_name.enqueue("taken")
        Group.objects.create(name="after it")
    assert marks("after it") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.create(name="taken")  # it does refuse


def test_tick_tries_what_failed_again_and_then_it_is_done(cure):
    tasks.fail_unless.enqueue(str(cure))
    cure.touch()
    call_command("tick", verbosity=0)
    assert marks("cure") == 0, "not before a minute has passed"
    WaitingJob.objects.update(due_at=timezone.now())
    outbox.do_all(outbox.due_jobs(now=timezone.now()), now=timezone.now())
    assert marks("cure") == 1
    assert not WaitingJob.objects.exists()


def test_what_fails_again_and_again_waits_longer_each_time_and_is_never_given_up(cure, caplog):
    tasks.fail_unless.enqueue(str(cure))
    now, waits = timezone.now(), []
    for _ in range(6):
        job = WaitingJob.objects.get()
        now = job.due_at
        queueing.reconcile(now=now)
        waits.append((WaitingJob.objects.get().due_at - now).total_seconds() / 60)
    assert waits == [2, 15, 60, 360, 360, 360]
    job = WaitingJob.objects.get()
    assert job.failed_at
    assert "fail_unless" in job.error
    assert str(cure) not in job.error, "what a job is about may be somebody's words"
    cure.touch()
    queueing.reconcile(now=job.due_at)
    assert marks("cure") == 1
    assert not WaitingJob.objects.exists()


def test_one_that_fails_stops_no_other(cure):
    for _ in range(2):
        tasks.fail_unless.enqueue(str(cure))
    first, second = WaitingJob.objects.order_by("enqueued_at")
    second.arguments = {"args": ["well"], "kwargs": {}}
    second.task = "tests.services.tasks.leave_a_mark"
    second.save()
    queueing.reconcile(now=later(hours=1))
    assert marks("well") == 1
    assert WaitingJob.objects.get() == first


def test_a_task_for_later_is_done_then():
    tasks.leave_a_mark.using(run_after=later(hours=2)).enqueue("later")
    queueing.reconcile(now=later(hours=1))
    assert marks("later") == 0
    queueing.reconcile(now=later(hours=3))
    assert marks("later") == 1


def test_what_isnt_json_is_refused_when_it_is_enqueued():
    with pytest.raises((InvalidTaskError, TypeError)):
        tasks.leave_a_mark.using(run_after=later(hours=2)).enqueue(object())  # type: ignore[arg-type]


def test_a_job_whose_task_is_gone_is_said_and_kept(caplog):
    WaitingJob.objects.create(
        id="x", task="cms.gone.task", arguments={}, enqueued_at=later(), due_at=later()
    )
    queueing.reconcile(now=later(minutes=1))
    assert "cms.gone" in WaitingJob.objects.get().error
    assert "cms.gone.task failed" in caplog.text


def test_what_ends_before_the_job_is_struck_off_undoes_the_job(monkeypatch):
    # A worker can't be killed from outside just then: the database goes away at that moment.
    job = outbox.keep(
        job_id="one", task=tasks.leave_a_mark.module_path, args=["end"], kwargs={}, now=later()
    )

    def gone(self):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(WaitingJob, "delete", gone)
        with pytest.raises(OperationalError):
            outbox.carry_out(job.pk, now=later())
    assert marks("end") == 0
    outbox.carry_out(job.pk, now=later())
    outbox.carry_out(job.pk, now=later())
    assert marks("end") == 1
    assert not WaitingJob.objects.exists()
