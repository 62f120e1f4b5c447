"""Withdraw: all of an action is gone at once, in every language, for everybody outside."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale

from actions.models import ActionRecord
from actions.services import withdraw_action
from cms import registry
from cms.localisation.services import submit_for_translation
from tests.admin_forms import PUBLISH, action_form, edit_address, signed_in
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


def withdraw(page):
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    withdraw_action(record=record, reason="Her family asked", now=timezone.now())


def test_an_editor_withdraws_and_every_language_answers_410_with_nothing_of_it(client):
    urdu_site()
    page = make_action(title="Free the xylophonist")
    urdu = translate(page)
    signed_in("Editors").post(f"/admin/actions/{page.pk}/withdraw/", {"reason": "Her family asked"})
    for address in (page.url, urdu.url):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "xylophonist" not in answer.content.decode()
    for address in ("/en/", "/ur/", "/en/actions/", "/ur/actions/"):
        assert "xylophonist" not in client.get(address).content.decode()


def test_nobody_who_kept_it_may_show_it_without_asking(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = get_document_model()(title="List")
    document.file.save("list.txt", ContentFile(b"names"))
    link = f'<p><a linktype="document" id="{document.pk}">The list</a></p>'
    page = make_action(introduction=link)
    kept = {url: client.get(url) for url in (page.url, document.url)}
    withdraw(page)
    for address, first in kept.items():
        assert first.status_code == 200
        assert first["Cache-Control"] == "public, no-cache"
        asked = {"if-none-match": first["ETag"]}
        if first.has_header("Last-Modified"):
            asked["if-modified-since"] = first["Last-Modified"]
        again = client.get(address, headers=asked)
        assert again.status_code == 410
        assert again["Cache-Control"] == "public, no-cache"
    editor = signed_in("Editors").get("/en/")
    assert editor["Cache-Control"] == "private, no-cache"


def test_a_language_that_it_was_never_in_doesnt_lead_to_it(client):
    urdu_site()
    page = make_action(title="Free the xylophonist")
    missing = f"/ur/actions/{page.slug}/"
    assert page.url in client.get(missing).content.decode()
    withdraw(page)
    answer = client.get(missing)
    assert answer.status_code == 404
    assert page.url not in answer.content.decode()


def test_the_other_actions_of_its_series_no_longer_name_it(client):
    first = make_action(title="The first for the xylophonist", serial=7, sequence=1, slug="first-7")
    second = make_action(title="The second of them", serial=7, sequence=2, slug="second-7")
    third = make_action(title="The third of them", serial=7, sequence=3, slug="third-7")
    assert "The first for the xylophonist" in client.get(third.url).content.decode()
    withdraw(first)
    for page in (second, third):
        html = client.get(page.url).content.decode()
        assert "xylophonist" not in html
        assert first.slug not in html
    assert "The second of them" in client.get(third.url).content.decode()
    withdraw(third)
    assert "mailto:" in client.get(second.url).content.decode(), "the second is the newest again"


def test_publishing_it_again_or_an_older_version_brings_nothing_back(client):
    page = make_action(title="Free the xylophonist")
    withdraw(page)
    editor = signed_in("Editors")
    typed = {**action_form(editor, page, title="Other words"), **PUBLISH}
    assert editor.post(edit_address(page), typed).status_code == 302
    page.revisions.order_by("created_at").first().publish()
    answer = client.get(page.url)
    assert answer.status_code == 410
    assert "xylophonist" not in answer.content.decode()


def test_it_can_be_withdrawn_once(client):
    page = make_action()
    editor = signed_in("Editors")
    address = f"/admin/actions/{page.pk}/withdraw/"
    assert editor.post(address, {"reason": "Her family asked"}).status_code == 302
    assert "This action was withdrawn." in editor.post(address, {"reason": "x"}).content.decode()


def test_what_keeps_words_elsewhere_drops_them_in_the_same_transaction(monkeypatch):
    page = make_action()
    told: list[object] = []
    monkeypatch.setattr(registry, "withdrawal_steps", [told.append])
    withdraw(page)
    assert told == [page.translation_key]

    def fails(key):
        raise RuntimeError(key)

    other = make_action()
    monkeypatch.setattr(registry, "withdrawal_steps", [fails])
    with pytest.raises(RuntimeError):
        withdraw(other)
    record = ActionRecord.objects.get(translation_key=other.translation_key)
    assert record.withdrawn_at is None


def test_languages_add_no_queries():
    urdu_site()
    in_one, in_two, in_four = make_action(), make_action(), make_action()
    translate(in_two)
    translate(in_four)
    others = Locale.objects.filter(language_code__in=["fr", "ar"])
    submit_for_translation(page=in_four, locales=others)
    withdraw(make_action())  # what is read once and kept
    counts = []
    for page in (in_one, in_two, in_four):
        with CaptureQueriesContext(connection) as queries:
            withdraw(page)
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] < 30
