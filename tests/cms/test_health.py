"""How the site is, as programs and whoever runs it see it."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from cms import health, health_parts
from cms.health import Answer, Part, State
from cms.models import LastRun, WaitingJob

pytestmark = pytest.mark.django_db


def readyz(client, accept: str = ""):
    return client.get("/readyz", headers={"Accept": accept} if accept else {})


def dashboard_of(group: str) -> str:
    user = User.objects.create_user(group)
    user.groups.add(Group.objects.get(name=group))
    browser = Client()
    browser.force_login(user)
    return browser.get("/admin/").content.decode()


def test_healthz_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_a_site_that_ticks_is_ready(client):
    call_command("tick", verbosity=0)
    answer = readyz(client)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines()[:2] == ["ok", ""]
    assert "database: ok" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_programs_get_json(client):
    call_command("tick", verbosity=0)
    said = readyz(client, "application/json").json()
    assert said["status"] == "ok"
    assert said["parts"]["database"] == {"status": "ok", "words": ""}


@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "nonsense", "text/plain;q=x"])
def test_others_get_words(client, accept):
    assert readyz(client, accept)["Content-Type"].startswith("text/plain")


def test_a_post_is_refused(client):
    assert client.post("/readyz").status_code == 405


def test_a_scheduler_that_went_silent_is_said_with_the_mend(client):
    call_command("tick", verbosity=0)
    LastRun.objects.update(ended_at=timezone.now() - timedelta(minutes=10))
    answer = readyz(client)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.startswith("degraded\n")
    assert re.search(r"scheduler: degraded\. .*since .*tick run every minute", text)


def test_administrators_read_on_the_dashboard_that_nothing_runs_and_others_dont():
    assert "has ever run" in dashboard_of("Administrators")
    assert "has ever run" not in dashboard_of("Editors")
    call_command("tick", verbosity=0)
    User.objects.all().delete()
    assert "doesn’t run as it should" not in dashboard_of("Administrators")


def test_jobs_that_failed_or_wait_are_said(client):
    call_command("tick", verbosity=0)
    now = timezone.now()
    job = WaitingJob.objects.create(id="1", task="a.b", enqueued_at=now, due_at=now)
    assert "jobs: ok" in readyz(client).content.decode()
    WaitingJob.objects.update(due_at=now - timedelta(minutes=11))
    assert "jobs: degraded. Jobs have waited" in readyz(client).content.decode()
    job.failed_at = now
    job.save()
    assert "jobs: degraded. 1 job failed" in readyz(client).content.decode()


def test_without_a_database_the_site_is_down_and_no_secret_is_said(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection to 10.1.2.3, user qalam, password hunter2 failed")

    monkeypatch.setattr(connection, "cursor", refuse)
    monkeypatch.setattr(health_parts, "_migrated", False)
    answer = readyz(client)
    monkeypatch.undo()
    assert answer.status_code == 503
    text = answer.content.decode()
    assert text.startswith("down\n")
    assert "DATABASE_URL" in text
    assert "hunter2" not in text
    assert "10.1.2.3" not in text


def test_a_part_that_hangs_keeps_nobody_waiting(client, monkeypatch):
    let_go = threading.Event()
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    monkeypatch.setattr(health, "parts", dict(health.parts))

    def hang(*, now):
        let_go.wait(30)
        return Answer(State.OK)

    health.register(Part("slow", hang, beside=True, silent="It is silent."))
    began = timezone.now()
    text = readyz(client).content.decode()
    let_go.set()
    assert timezone.now() - began < timedelta(seconds=10)
    assert "slow: degraded. It is silent." in text


def test_a_database_of_an_earlier_release_is_said(client, monkeypatch):
    monkeypatch.setattr(health_parts, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'cms' AND name LIKE '0006%%'", [])
    assert "migrations: degraded" in readyz(client).content.decode()
