"""What wagtail-localize does otherwise: unpublishing, lists of facts, PO files."""

import json
from datetime import UTC, datetime

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test.utils import isolate_apps
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation

from actions.models import Topic, UrgentActionPage
from actions.services import publish_action
from cms.localisation.checks import (
    both_mechanisms,
    child_models,
    translated_twice,
    untranslated_children,
)
from cms.localisation.services import publish_translation, submit_for_translation
from tests.admin_forms import read, signed_in
from tests.factories import filled_po, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def urdu(db):
    urdu_site()
    return Locale.objects.get(language_code="ur")


def translation_of(page, locale):
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


def test_unpublishing_the_source_unpublishes_it_in_every_language(client, urdu):
    page = make_action()
    translate(page)
    assert client.get(f"/ur/actions/{page.slug}/").status_code == 200
    signed_in("Editors").post(f"/admin/pages/{page.pk}/unpublish/")
    for language in ("en", "ur"):
        assert client.get(f"/{language}/actions/{page.slug}/").status_code == 404


def test_unpublishing_a_translation_leaves_the_source(client, urdu):
    page = make_action()
    translated = translate(page)
    signed_in("Administrators").post(f"/admin/pages/{translated.pk}/unpublish/")
    assert client.get(f"/ur/actions/{page.slug}/").status_code == 404
    assert client.get(f"/en/actions/{page.slug}/").status_code == 200


def test_lists_of_facts_follow_and_an_emptied_one_too(urdu):
    page = make_action()
    page.topics.set([Topic.objects.create(slug="lakes", name_en="Lakes")])
    page.save()
    publish_action(page=page)
    translated = translate(page)
    assert [topic.slug for topic in translated.topics.all()] == ["lakes"]
    page.topics.set([])
    page.save()
    publish_action(page=page)
    publish_translation(translation=translation_of(page, urdu))
    assert not UrgentActionPage.objects.get(pk=translated.pk).topics.exists()


@pytest.fixture
def upload(urdu):
    """`upload(page, po)`: a translator's upload for the draft of a page; the words of the answer."""
    translator = signed_in("Translators (ur)")

    def send(page, content=None, name="page.po"):
        translation = translation_of(page, urdu)
        files = {} if content is None else {"file": SimpleUploadedFile(name, content)}
        address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
        answer = translator.post(address, files, follow=True)
        assert answer.status_code == 200
        return [str(message) for message in answer.context["messages"]]

    return send


def test_a_po_file_is_taken_in_and_counted(upload, urdu):
    page = make_action()
    submit_for_translation(page=page, locales=[urdu])
    po = filled_po(translation_of(page, urdu))
    [said] = upload(page, str(po).encode())
    assert said == f"{len(po)} texts were taken in from the PO file."
    assert StringTranslation.objects.filter(locale=urdu, data__contains="librarian").exists()


def test_texts_that_are_gone_are_counted_too(upload, urdu):
    page = make_action()
    submit_for_translation(page=page, locales=[urdu])
    po = filled_po(translation_of(page, urdu))
    po.append(polib.POEntry(msgctxt="title", msgid="A title of old", msgstr="پرانا عنوان"))
    done, left = upload(page, str(po).encode())
    assert done.startswith(f"{len(po) - 1} texts")
    assert left.startswith("1 text of the file is no longer in the page")


def test_what_cant_be_taken_in_is_said_and_nothing_is_written(upload, urdu):
    page, other = make_action(), make_action()
    for one in (page, other):
        submit_for_translation(page=one, locales=[urdu])
    foreign = filled_po(translation_of(other, urdu))
    headless = filled_po(translation_of(page, urdu))
    del headless.metadata["X-WagtailLocalize-TranslationID"]
    unrelated = translation_of(page, urdu).export_po()
    for entry in unrelated:
        entry.msgid, entry.msgstr = f"{entry.msgid} of old", "پرانا"
    for content, says in (
        (None, "No file was chosen"),
        (b"\x00\xff no po file", "This is no PO file"),
        (b"/etc/passwd", "This is no PO file"),
        (str(foreign).encode(), "made for another translation"),
        (str(headless).encode(), "made for another translation"),
        (str(unrelated).encode(), "Nothing in this PO file"),
    ):
        [said] = upload(page, content)
        assert says in said
    assert not StringTranslation.objects.filter(locale=urdu, data__startswith="اردو Free").exists()


def test_who_may_not_edit_a_translation_uploads_none(urdu):
    page = make_action()
    submit_for_translation(page=page, locales=[urdu])
    translation = translation_of(page, urdu)
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    assert signed_in("Translators (fr)").post(address).status_code == 403
    nobodys = "/admin/localize/translate/99/pofile/upload/"
    assert signed_in("Translators (ur)").post(nobodys, follow=True).status_code == 404


@isolate_apps("cms.localisation")
def test_what_is_edited_inside_a_page_must_be_translated_with_it():
    class LeafletPage(Page):
        class Meta:
            app_label = "localisation"

    class Paragraph(models.Model):
        page = ParentalKey(LeafletPage, on_delete=models.CASCADE, related_name="paragraphs")
        words = models.TextField()

        def __str__(self):
            return self.words

        class Meta:
            app_label = "localisation"

    class Chapter(TranslatableMixin, models.Model):
        page = ParentalKey(LeafletPage, on_delete=models.CASCADE, related_name="chapters")
        words = models.TextField()

        def __str__(self):
            return self.words

        class Meta(TranslatableMixin.Meta):
            app_label = "localisation"

    [problem] = untranslated_children([LeafletPage])
    assert problem.obj is Paragraph
    assert "TranslatableMixin" in str(problem.hint)
    assert child_models(None) == []


def test_no_model_is_translated_by_columns_and_by_pages():
    [problem] = translated_twice([Topic, UrgentActionPage])
    assert problem.obj is UrgentActionPage
    assert both_mechanisms(None) == []


def test_the_editor_says_when_a_text_was_translated_as_the_reader_writes_days(urdu):
    page = make_action()
    translate(page)
    text = StringTranslation.objects.filter(locale=urdu).first()
    StringTranslation.objects.filter(pk=text.pk).update(
        updated_at=datetime(2026, 11, 5, tzinfo=UTC)
    )
    text.refresh_from_db()
    assert "5 November 2026" in text.get_comment()
    with override("ur"):
        assert "5 نومبر، 2026" in text.get_comment()
        assert "November" not in text.get_comment()


def test_the_report_of_translations_has_its_name_in_each_language(urdu):
    browser = signed_in("Administrators")
    # And Wagtail's own news, which it treats alike.
    for language, name in (
        ("en", "Translations"),
        ("ur", "ترجمے"),
        ("fr", "Traductions"),
        ("en", "What's new in Wagtail"),
        ("fr", "Ce qui est nouveau avec Wagtail"),
    ):
        html = browser.get("/admin/", headers={"accept-language": language}).content.decode()
        props = read(html).find(id="wagtail-sidebar-props").get_text()
        assert name in json.dumps(json.loads(props), ensure_ascii=False), language
