"""The acts on actions: what they change, what no revision can undo, and what they refuse."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from actions import services
from actions.models import ActionRecord, UrgentActionPage
from actions.services import publication
from actions.states import State
from tests.factories import make_action

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def test_a_draft_has_no_record_and_publishing_writes_it():
    page = make_action(publish=False, serial=109, year=2023, sequence=2)
    assert not ActionRecord.objects.exists()
    record = services.publish_action(page=page)
    assert record.label_in("en") == "Second UA 109.23"
    assert [c.code for c in record.countries.all()] == ["KE"]
    assert [row.office.title_en for row in record.offices.all()] == ["Minister of Justice"]


def test_publishing_and_the_record_are_one_transaction(monkeypatch):
    page = make_action(publish=False)

    def fail(**kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(publication, "_copy_facts", lambda *args, **kwargs: fail())
    with pytest.raises(RuntimeError):
        services.publish_action(page=page)
    assert not UrgentActionPage.objects.get(pk=page.pk).live


def test_an_older_revision_cannot_undo_an_act():
    page = make_action(act_by=TODAY + timedelta(days=3))
    older = page.latest_revision
    services.extend_deadline(record=record_of(page), act_by=TODAY + timedelta(days=60), today=TODAY)
    services.close_action(record=record_of(page), outcome="released", now=timezone.now())
    older.publish()
    record = record_of(page)
    assert record.closed_at is not None
    assert record.act_by == TODAY + timedelta(days=60)


def test_a_scheduled_revision_cannot_reopen_a_closed_action():
    page = make_action()
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision()
    revision.approved_go_live_at = page.go_live_at
    revision.save()
    services.close_action(record=record_of(page), outcome="released", now=timezone.now())
    call_command("publish_scheduled")
    assert record_of(page).closed_at is not None


def test_reopening_takes_the_outcome_and_its_note_back():
    page = make_action()
    services.close_action(
        record=record_of(page), outcome="released", note={"en": "Free."}, now=timezone.now()
    )
    services.reopen_action(record=record_of(page), reason="It was a mistake")
    record = record_of(page)
    assert (record.closed_at, record.outcome, record.closing_note_en) == (None, "", "")


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (
            lambda r: services.extend_deadline(
                record=r, act_by=TODAY - timedelta(days=1), today=TODAY
            ),
            "has passed",
        ),
        (
            lambda r: services.close_action(record=r, outcome="nonsense", now=timezone.now()),
            "one of the outcomes",
        ),
        (lambda r: services.reopen_action(record=r, reason=""), "isn't closed"),
    ],
)
def test_acts_that_make_no_sense_are_refused_with_a_reason(act, message):
    record = record_of(make_action())
    with pytest.raises(ValidationError, match=message):
        act(record)


def test_a_withdrawn_action_takes_no_further_acts():
    record = record_of(make_action())
    services.withdraw_action(record=record, reason="asked to", now=timezone.now())
    with pytest.raises(ValidationError, match="withdrawn"):
        services.close_action(record=record, outcome="released", now=timezone.now())
    with pytest.raises(ValidationError, match="withdrawn"):
        services.extend_deadline(record=record, act_by=None, today=TODAY)


def test_each_act_stands_in_the_log_with_its_reason(admin_user):
    page = make_action()
    record = record_of(page)
    services.extend_deadline(
        record=record, act_by=date(2030, 1, 1), reason="New hearing", by=admin_user, today=TODAY
    )
    entry = PageLogEntry.objects.get(action="actions.extend")
    assert entry.page_id == page.pk
    assert entry.user == admin_user
    assert entry.data["reason"] == "New hearing"
    assert entry.formatter.format_message(entry) == (
        "Deadline moved from – to 1 January 2030. Reason: New hearing"
    )


def test_a_number_belongs_to_one_action_only():
    make_action(serial=109, year=2023, sequence=2)
    with pytest.raises(ValidationError, match=r"Second UA 109\.23"):
        make_action(serial=109, year=2023, sequence=2, slug="other")


def test_the_slug_is_the_label_by_default():
    page = make_action(title="Release her", slug="release-her", serial=109, year=2023, sequence=2)
    assert page.slug == "second-ua-109-23"


@pytest.mark.parametrize("state", list(State), ids=str)
def test_the_querysets_agree_with_the_states(state):
    def make(serial, **facts):
        return record_of(make_action(serial=serial, slug=f"ua-{serial}", **facts))

    expected = {
        State.OPEN: make(1, act_by=TODAY),
        State.EXPIRED: make(2, act_by=TODAY - timedelta(days=1)),
        State.CLOSED: make(3),
        State.WITHDRAWN: make(4),
        State.SUPERSEDED: make(5),
    }
    services.close_action(record=expected[State.CLOSED], outcome="died", now=timezone.now())
    services.withdraw_action(record=expected[State.WITHDRAWN], reason="", now=timezone.now())
    newest = record_of(make_action(serial=5, sequence=2, slug="second-ua-5"))
    found = set(ActionRecord.objects.in_state(state, today=TODAY))
    assert found == {expected[state]} | ({newest} if state is State.OPEN else set())
    assert set(getattr(ActionRecord.objects, state.value)(today=TODAY)) == found


def test_a_draft_of_a_later_action_supersedes_nothing():
    first = make_action(serial=5, sequence=1, slug="ua-5")
    make_action(serial=5, sequence=2, slug="second-ua-5", publish=False)
    assert record_of(first) in ActionRecord.objects.open(today=TODAY)
