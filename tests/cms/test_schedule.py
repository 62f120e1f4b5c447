"""What happens by itself: when it is due, once, whoever asks, and however late."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from cms import publishing, retention, schedule
from cms.models import ContentPage, HomePage, LastRun, WaitingJob
from cms.schedule import Scheduled

pytestmark = pytest.mark.django_db
UTC = ZoneInfo("UTC")
NOON = datetime(2026, 11, 25, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def runs(monkeypatch):
    """What ran, of a list of two: each minute, and at night."""
    done = []
    monkeypatch.setattr(schedule, "jobs", {})
    schedule.register(
        Scheduled("minute", lambda now: done.append("minute"), every=timedelta(minutes=1))
    )
    schedule.register(Scheduled("night", lambda now: done.append("night"), at=time(3, 17)))
    return done


def planned(title: str, *, at: datetime) -> ContentPage:
    """A page that is to go live at a time, as an editor sets it."""
    home = HomePage.objects.get(locale__language_code="en")
    page = home.add_child(instance=ContentPage(title=title, slug=title.lower(), live=False))
    page.go_live_at = timezone.now() + timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    content = revision.content | {"go_live_at": at.isoformat()}
    Page.objects.filter(pk=page.pk).update(go_live_at=at)
    page.revisions.update(approved_go_live_at=at, content=content)
    return page


def test_each_minute_once_and_at_night_once_a_day(runs):
    schedule.run_due(now=NOON)
    schedule.run_due(now=NOON + timedelta(seconds=10))
    assert runs == ["minute", "night"]
    schedule.run_due(now=NOON + timedelta(seconds=31))
    assert runs == ["minute", "night", "minute"]
    schedule.run_due(now=NOON + timedelta(hours=15))
    assert runs[3:] == ["minute"]
    schedule.run_due(now=NOON + timedelta(hours=15, minutes=17))
    assert runs[4:] == ["minute", "night"]


def test_what_was_missed_for_days_happens_once(runs):
    schedule.run_due(now=NOON)
    runs.clear()
    schedule.run_due(now=NOON + timedelta(days=3))
    assert runs == ["minute", "night"]


def test_the_night_is_that_of_the_site(runs, settings):
    settings.TIME_ZONE = "Asia/Karachi"
    timezone.get_default_timezone.cache_clear()
    try:
        with timezone.override("Asia/Karachi"):
            schedule.run_due(now=NOON)
            runs.clear()
            schedule.run_due(now=datetime(2026, 11, 25, 22, 16, tzinfo=UTC))
            assert "night" not in runs
            schedule.run_due(now=datetime(2026, 11, 25, 22, 17, tzinfo=UTC))
            assert "night" in runs
    finally:
        timezone.get_default_timezone.cache_clear()


def test_a_tick_does_nothing_that_another_is_at(runs):
    LastRun.objects.create(name="minute", began_at=NOON)
    schedule.run_due(now=NOON + timedelta(seconds=30))
    assert runs == ["night"]
    schedule.run_due(now=NOON + timedelta(minutes=5))  # the other was killed in the middle
    assert runs == ["night", "minute"]


def test_what_fails_stops_nothing_and_is_tried_again(runs, monkeypatch, caplog):
    failing = [True]

    def fail(now):
        if failing:
            raise ValueError("no")
        runs.append("mended")

    schedule.jobs = {
        "bad": Scheduled("bad", fail, every=timedelta(minutes=1)),
        **schedule.jobs,
    }
    schedule.run_due(now=NOON)
    assert runs == ["minute", "night"]
    assert "bad failed" in caplog.text
    failing.clear()
    schedule.run_due(now=NOON + timedelta(minutes=3))
    assert "mended" in runs


def test_a_tick_with_nothing_to_do_asks_the_database_once(runs, django_assert_num_queries):
    schedule.run_due(now=NOON)
    with django_assert_num_queries(1):
        assert schedule.run_due(now=NOON) == []


def test_a_page_goes_live_by_tick_however_late_and_once(client):
    page = planned("Late", at=timezone.now() - timedelta(hours=2))
    assert client.get("/en/late/").status_code == 404
    call_command("tick", verbosity=0)
    assert client.get("/en/late/").status_code == 200
    LastRun.objects.all().delete()
    call_command("tick", verbosity=0)
    assert PageLogEntry.objects.filter(page=page, action="wagtail.publish.scheduled").count() == 1


def test_a_page_that_isnt_due_waits(client):
    planned("Early", at=timezone.now() + timedelta(hours=2))
    call_command("tick", verbosity=0)
    assert client.get("/en/early/").status_code == 404


def test_a_page_ends_by_tick(client):
    home = HomePage.objects.get(locale__language_code="en")
    page = home.add_child(instance=ContentPage(title="Over", slug="over"))
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert client.get("/en/over/").status_code == 200
    call_command("tick", verbosity=0)
    assert client.get("/en/over/").status_code == 404


def test_a_page_that_cant_go_live_holds_back_no_other(client, caplog):
    broken = planned("Broken", at=timezone.now() - timedelta(hours=2))
    planned("Whole", at=timezone.now() - timedelta(hours=1))
    Revision.objects.for_instance(broken).update(content={"pk": broken.pk})
    publishing.publish_due(now=timezone.now())
    assert client.get("/en/whole/").status_code == 200
    assert "can't go live" in caplog.text


def test_sessions_that_ended_and_failures_of_last_month_are_cleaned_up():
    now = timezone.now()
    for expiry in (-60, 3600):
        session = SessionStore()
        session.set_expiry(expiry)
        session.save()
    for days in (1, 31):
        failed_at = now - timedelta(days=days)
        WaitingJob.objects.create(
            id=str(days), task="x.y", enqueued_at=failed_at, due_at=now, failed_at=failed_at
        )
    retention.clean_up(now=now)
    assert Session.objects.count() == 1
    assert list(WaitingJob.objects.values_list("pk", flat=True)) == ["1"]


def test_a_rule_that_fails_stops_no_other(monkeypatch, caplog):
    done = []

    def fail(now):
        raise ValueError

    monkeypatch.setattr(retention, "rules", {"bad": fail, "good": lambda now: done.append(now)})
    with pytest.raises(RuntimeError, match="bad"):
        retention.clean_up(now=NOON)
    assert done == [NOON]


def test_rqcron_without_redis_says_what_to_do():
    with pytest.raises(CommandError, match=r"manage\.py tick"):
        call_command("rqcron", "cms.cron")
