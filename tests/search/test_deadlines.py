"""The library's query as a calendar: what a calendar program makes of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from actions.citations import one_line
from actions.models import ActionRecord, UrgentActionPage
from actions.services import close_action, extend_deadline
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


def lines_of(address):
    return b"".join(Client().get(address).streaming_content)


def events_of(address):
    return Calendar.from_ical(lines_of(address)).walk("VEVENT")


def titles_of(address):
    return [str(event["summary"]).rpartition(": ")[2] for event in events_of(address)]


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def test_open_actions_with_a_deadline_are_in_it_and_others_where_they_are_asked_for():
    make_action(title="Later", act_by=in_days(30))
    make_action(title="Soon", act_by=in_days(0))
    make_action(title="Expired", act_by=in_days(-1))
    make_action(title="Without a day")
    closed = make_action(title="Closed", act_by=in_days(9))
    close_action(record=record_of(closed), outcome="released", now=timezone.now())
    assert titles_of("/en/actions/deadlines.ics") == ["Soon", "Later"]
    assert titles_of("/en/actions/deadlines.ics?status=expired") == ["Expired"]
    assert set(titles_of("/en/actions/deadlines.ics?status=any")) == {
        *("Soon", "Later", "Expired", "Closed"),
    }
    [closed_event] = events_of("/en/actions/deadlines.ics?status=closed")
    assert not closed_event.walk("VALARM"), "nobody is called to what is over"
    assert "Released" in closed_event["description"]


def test_a_deadline_is_a_whole_day_with_a_word_before_it_and_moves_in_every_language():
    urdu_site()
    action = make_action(title="The librarian", act_by=in_days(10))
    translate(action)
    [event] = events_of("/en/actions/deadlines.ics")
    [urdu] = events_of("/ur/actions/deadlines.ics")
    assert event.start == in_days(10)
    assert event.end == in_days(11)
    assert isinstance(event.start, date)
    assert event["url"] == f"http://localhost/en/actions/{action.slug}/"
    [alarm] = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=9) - timedelta(days=3)
    assert urdu["uid"] == event["uid"]
    assert "اردو The librarian" in urdu["summary"]
    assert urdu["summary"].params["LANGUAGE"] == "ur"
    extend_deadline(record=record_of(action), act_by=in_days(20), today=in_days(0))
    [moved] = events_of("/ur/actions/deadlines.ics")
    assert (moved["uid"], moved.start) == (event["uid"], in_days(20))


def test_what_was_left_out_is_said_in_its_description():
    calendar = Calendar.from_ical(lines_of("/en/actions/deadlines.ics?year=abc"))
    assert "abc" in str(calendar["x-wr-caldesc"])
    assert calendar["method"] == "PUBLISH"


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    title=st.one_of(
        st.text(max_size=120).map(lambda text: text.replace("\0", "")),
        st.text("a;,:\\\"\r\n ^'é中🖋", max_size=120),
    )
)
def test_whatever_a_title_is_its_event_says_it_and_no_more(action, title):
    assume(one_line(title))
    UrgentActionPage.objects.filter(pk=action.pk).update(title=title)
    raw = lines_of("/en/actions/deadlines.ics")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    [event] = Calendar.from_ical(raw).walk("VEVENT")
    assert str(event["summary"]) == f"Last day to write: {action.label}: {one_line(title)}"
    assert len(event.walk("VALARM")) == 1


@pytest.fixture
def action():
    return make_action(title="Free the librarian", act_by=in_days(3))
