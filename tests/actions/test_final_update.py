"""A final update: the last word on a case, without a letter, which closes the action once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions.models import ActionRecord, UrgentActionPage
from actions.states import State
from tests.admin_forms import (
    PUBLISH,
    action_form,
    add_address,
    edit_address,
    new_action,
    prose,
    signed_in,
)
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def publish(editor, page, **typed):
    answer = editor.post(edit_address(page), {**action_form(editor, page, **typed), **PUBLISH})
    assert answer.status_code == 302, answer.content.decode()[:500]


def test_an_editor_publishes_it_without_target_or_letter_and_nobody_is_asked_to_write(
    editor, client
):
    first = make_action(serial=9, year=2026, sequence=1, act_by=TODAY + timedelta(days=9))
    typed = {
        "title": "She is home",
        "slug": "second-ua-9-26",
        "serial": "9",
        "year": "2026",
        "sequence": "2",
        "introduction": prose("<p>She came home last night.</p>"),
        "final_outcome": "released",
    }
    answer = editor.post(add_address(), {**new_action(editor, **typed), **PUBLISH})
    assert answer.status_code == 302
    page = UrgentActionPage.objects.get(title="She is home")
    shown = client.get(page.url).content.decode()
    assert "Released" in shown
    assert "What to do" not in shown
    assert "mailto:" not in client.get(first.url).content.decode()
    listed = client.get("/en/actions/?status=open").content.decode()
    assert "She is home" not in listed
    assert ActionRecord.objects.in_state(State.CLOSED, today=TODAY).get().pk == record_of(page).pk


def test_it_closes_once_and_reopening_takes_it_back(editor):
    page = make_action()
    publish(editor, page, final_outcome="protected")
    assert (record_of(page).outcome, bool(record_of(page).closed_at)) == ("protected", True)
    editor.post(f"/admin/actions/{page.pk}/reopen/", {"reason": "It wasn't over"})
    publish(editor, page, title="The same update, better said")
    assert record_of(page).closed_at is None
    publish(editor, page, final_outcome="died")
    assert (record_of(page).outcome, bool(record_of(page).closed_at)) == ("died", True)


def test_an_older_version_without_it_reopens_nothing(editor):
    page = make_action()
    older = page.latest_revision
    publish(editor, page, final_outcome="released")
    older.publish()
    assert record_of(page).closed_at
    assert record_of(page).outcome == "released"


def test_it_holds_in_every_language_at_once_and_stands_in_the_history(editor, client):
    urdu_site()
    page = make_action()
    urdu = translate(page)
    assert "mailto:" in client.get(urdu.url).content.decode()
    publish(editor, page, final_outcome="released")
    assert "mailto:" not in client.get(urdu.url).content.decode()
    history = editor.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "Closed: Released. Reason: A final update was published." in history
