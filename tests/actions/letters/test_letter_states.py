"""Where a letter is written, and where no longer: what each state of an action answers."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from actions.models import ActionRecord
from actions.services import close_action, withdraw_action
from tests.actions.letters.composing import EVERYWHERE, HERE, Sheet, composed, typed
from tests.factories import make_action

pytestmark = pytest.mark.django_db
FILES = EVERYWHERE[1:]
WORDS = {"body": "I am a teacher.", "name": "Zuleikha Typed"}


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


@pytest.fixture
def page():
    return make_action()


def expired():
    return make_action(act_by=timezone.localdate() - timedelta(days=1))


def closed():
    page = make_action()
    close_action(record=record_of(page), outcome="released", now=timezone.now())
    return page


def superseded():
    page = make_action(serial=9, sequence=1, slug="ua-9")
    make_action(serial=9, sequence=2, slug="second-ua-9")
    return page


@pytest.mark.parametrize("made", [expired, closed, superseded])
def test_where_writing_has_stopped_there_is_the_notice_and_no_form(made):
    page = made()
    assert page.url
    for answer in (Client().get(f"{page.url}letter/"), typed(page, **WORDS)):
        assert answer.status_code == 200
        sheet = Sheet(answer)
        assert len(sheet.texts("main .notice--stop")) == 1
        assert not sheet.html.select("main form, main button, a[href^='mailto:']")
        assert "Zuleikha" not in str(sheet.html)
    for below in FILES:
        for answer in (Client().get(f"{page.url}{below}"), typed(page, below=below, **WORDS)):
            assert answer.status_code == 410
            assert "notice--stop" in answer.content.decode()


@pytest.mark.parametrize("below", EVERYWHERE)
def test_of_a_withdrawn_action_nothing_is_left(page, below):
    withdraw_action(record=record_of(page), reason="Her family asked", now=timezone.now())
    for answer in (Client().get(f"{page.url}{below}"), typed(page, below=below, **WORDS)):
        assert answer.status_code == 410
        for word in ("librarian", "Minister", "Asha", "UA 1"):
            assert word not in answer.content.decode()


@pytest.mark.parametrize("below", EVERYWHERE)
def test_drafts_and_private_pages_arent_there(page, below):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    draft = make_action(publish=False, slug="draft")
    for one in (page, draft):
        address = f"/en/actions/{one.slug}/"
        for answer in (
            Client().get(f"{address}{below}"),
            Client().post(f"{address}{below}", WORDS, **HERE),
        ):
            assert answer.status_code == 404
            assert "librarian" not in answer.content.decode()


def test_the_address_below_any_other_page_leads_nowhere():
    for above in ("/en/", "/en/actions/", "/en/actions/nothing/"):
        assert Client().get(f"{above}letter/").status_code == 404


def test_an_action_without_a_letter_says_so():
    page = make_action(letters=[])
    answer = Client().get(f"{page.url}letter/")
    assert answer.status_code == 404
    assert "has no model letter" in answer.content.decode()
    for below in FILES:
        assert Client().get(f"{page.url}{below}").status_code == 404


def test_a_final_update_has_no_letter():
    page = make_action(letters=[], targets=[], final_outcome="released")
    assert "letter/" not in Client().get(page.url).content.decode()
    assert not Sheet(Client().get(f"{page.url}letter/")).html.select("main form")
    for below in FILES:
        assert Client().get(f"{page.url}{below}").status_code == 404


@pytest.mark.parametrize("below", EVERYWHERE)
def test_other_methods_are_refused(page, below):
    browser = Client()
    assert browser.put(f"{page.url}{below}").status_code == 405
    assert browser.head(f"{page.url}{below}").status_code == 200


def test_a_letter_that_might_come_too_late_says_so():
    soon = timezone.localdate() + timedelta(days=3)
    assert "come too late" in str(composed(make_action(act_by=soon)).html)
    assert "come too late" not in str(composed(make_action(act_by=date(2090, 1, 1))).html)
