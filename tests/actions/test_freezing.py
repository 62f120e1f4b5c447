"""Actions that are no longer open keep the officials that were valid when they stopped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actions import services
from actions.models import ActionRecord, Holder, RecordOffice
from actions.services.freezing import freeze
from tests.admin_forms import OFFICES, PUBLISH, action_form, edit_address, form_in, signed_in
from tests.factories import OfficeFactory, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON, PASSED = TODAY + timedelta(days=5), TODAY - timedelta(days=5)


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def edit_office(office, **typed):
    """Change an office in the ordinary form of the directory."""
    browser, address = signed_in("Editors"), f"{OFFICES}edit/{office.pk}/"
    form = form_in(browser.get(address).content.decode(), form_id="w-editor-form")
    answer = browser.post(address, {**form, **typed})
    assert answer.status_code == 302, answer.content.decode()[:300]


def test_expired_and_closed_ones_keep_it_and_open_ones_show_the_new(client):
    urdu_site()
    office = OfficeFactory()
    openly = make_action(office=office, act_by=SOON)
    expired = make_action(office=office, act_by=PASSED)
    closed = make_action(office=office)
    urdu = translate(closed)
    services.close_action(record=record_of(closed), outcome="released", now=timezone.now())
    edit_office(office, emails="new@example.org", title_en="Minister of Law", title_ur="وزیر قانون")
    assert "new@example.org" in client.get(openly.url).content.decode()
    for page in (expired, closed):
        html = client.get(page.url).content.decode()
        assert "minister@" in html
        assert "new@" not in html
        assert "Minister of Justice" in html
        assert "Hon." in html
    assert "وزیر انصاف" in client.get(urdu.url).content.decode()


def test_what_stopped_shows_who_held_it_then_even_when_the_holder_is_deleted(client):
    office = OfficeFactory()
    expired = make_action(office=office, act_by=PASSED)
    edit_office(office, **{"holders-0-DELETE": "on"})
    assert not Holder.objects.exists()
    assert "Asha Example" in client.get(expired.url).content.decode()


def test_opened_again_it_shows_the_directory_as_it_is_now(client):
    office = OfficeFactory()
    closed = make_action(office=office)
    expired = make_action(office=office, act_by=PASSED)
    services.close_action(record=record_of(closed), outcome="stopped", now=timezone.now())
    edit_office(office, emails="new@example.org")
    services.reopen_action(record=record_of(closed), reason="again")
    services.extend_deadline(record=record_of(expired), act_by=SOON, today=TODAY)
    assert not RecordOffice.objects.filter(frozen__isnull=False).exists()
    for page in (closed, expired):
        html = client.get(page.url).content.decode()
        assert "new@example.org" in html
        assert "minister@" not in html


def test_publishing_better_words_on_a_closed_action_brings_no_new_address(client):
    office = OfficeFactory()
    closed = make_action(office=office)
    services.close_action(record=record_of(closed), outcome="stopped", now=timezone.now())
    edit_office(office, emails="new@example.org")
    editor = signed_in("Editors")
    form = action_form(editor, closed, title="Better words")
    assert editor.post(edit_address(closed), {**form, **PUBLISH}).status_code == 302
    html = client.get(closed.url).content.decode()
    assert "Better words" in html
    assert "minister@" in html


def test_a_superseded_action_is_frozen_only_where_nobody_writes_on_it_any_more(client):
    urdu_site()
    office = OfficeFactory()
    first = make_action(office=office, serial=5, year=2026, sequence=1, act_by=SOON)
    urdu = translate(first)
    make_action(office=office, serial=5, year=2026, sequence=2, slug="second", act_by=SOON)
    other = make_action(office=office, serial=6, year=2026, sequence=1, act_by=SOON)
    make_action(office=office, serial=6, year=2026, sequence=2, slug="second-6", act_by=SOON)
    edit_office(office, emails="new@example.org")
    assert "mailto:new@example.org" in client.get(urdu.url).content.decode()
    html = client.get(other.url).content.decode()
    assert "minister@" in html
    assert "new@" not in html


def test_freezing_many_takes_as_many_queries_as_freezing_one(django_assert_num_queries):
    few, many = OfficeFactory(), OfficeFactory()
    make_action(office=few, act_by=PASSED)
    for _ in range(12):
        make_action(office=many, act_by=PASSED)
    for office, count in ((few, 1), (many, 12)):
        with django_assert_num_queries(4):
            assert freeze(offices=[office.pk], today=TODAY) == count
    assert RecordOffice.objects.filter(frozen__isnull=True).count() == 0
