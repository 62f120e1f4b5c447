"""Translators work on the editor's latest draft; readers of a translation never get ahead of it."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from actions.models import UrgentActionPage
from actions.services import publish_action
from cms.localisation.services import publish_translation, submit_for_translation
from tests.admin_forms import action_form, edit_address, prose, signed_in
from tests.factories import filled_po, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

NEW = "<p>Her trial begins on Monday.</p>"


@pytest.fixture
def urdu(db):
    urdu_site()
    return Locale.objects.get(language_code="ur")


def translation_of(page, locale):
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


def texts(page, locale):
    """What the translators of a page are given."""
    return [entry.msgid for entry in translation_of(page, locale).export_po()]


def change_draft(page, **words):
    """A change that its editor saved and didn't publish."""
    draft = page.get_latest_revision_as_object()
    for name, value in words.items():
        setattr(draft, name, value)
    draft.save_revision()


def test_a_change_that_isnt_published_reaches_who_begins_a_translation(urdu):
    page = make_action()
    change_draft(page, introduction=NEW)
    submit_for_translation(page=page, locales=[urdu])
    assert "Her trial begins on Monday." in texts(page, urdu)


def test_bringing_translations_up_to_date_takes_the_draft(urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    source = TranslationSource.objects.get_for_instance(page)
    signed_in("Administrators").post(f"/admin/localize/update/{source.pk}/")
    assert "Her trial begins on Monday." in texts(page, urdu)


def test_saving_a_draft_gives_it_to_the_translators_and_saving_itself_doesnt(urdu):
    page = make_action()
    translate(page)
    editor = signed_in("Editors")
    form = action_form(editor, page, introduction=prose("<p>Her trial beg</p>"))
    answer = editor.post(edit_address(page), form, headers={"accept": "application/json"})
    assert answer.json()["success"]
    assert "Her trial beg" not in texts(page, urdu)
    editor.post(edit_address(page), action_form(editor, page, introduction=prose(NEW)))
    assert "Her trial begins on Monday." in texts(page, urdu)


def test_a_draft_is_translated_before_it_was_ever_published(urdu):
    page = make_action(publish=False)
    page.save_revision()
    submit_for_translation(page=page, locales=[urdu])
    translation = translation_of(page, urdu)
    translation.import_po(filled_po(translation))
    done, total = translation.get_progress()[::-1]
    assert done == total > 0
    assert not UrgentActionPage.objects.filter(translation_key=page.translation_key, live=True)


def test_a_translation_never_goes_live_before_its_source(client, urdu):
    page = make_action(publish=False)
    page.save_revision()
    translated = translate(page, publish=False)
    with pytest.raises(ValidationError, match="isn't published yet"):
        publish_translation(translation=translation_of(page, urdu))
    answer = signed_in("Administrators").post(
        edit_address(translated), {"action": "publish"}, follow=True
    )
    said = [str(message) for message in answer.context["messages"]]
    assert said == [
        "The English page isn't published yet. Its translations go live with it: "
        "“Release together” on that page publishes both."
    ]
    assert client.get(f"/ur/actions/{page.slug}/").status_code == 404


def test_what_is_published_alone_says_what_readers_of_the_source_have(client, urdu):
    page = make_action()
    translated = translate(page)
    change_draft(page, introduction=NEW)
    TranslationSource.objects.get_for_instance(page).update_from_db()
    translation = translation_of(page, urdu)
    translation.import_po(filled_po(translation))
    StringTranslation.objects.filter(locale=urdu, data__contains="She was taken").update(
        data="اسے دارالمطالعہ سے لے جایا گیا۔"
    )
    answer = signed_in("Administrators").post(
        edit_address(translated), {"action": "publish"}, follow=True
    )
    done, more = (str(message) for message in answer.context["messages"])
    assert "is published" in done
    assert "go live with it" in more
    html = client.get(translated.url).content.decode()
    assert "اسے دارالمطالعہ سے لے جایا گیا۔" in html
    assert "Her trial begins" not in html


def test_what_is_wrong_with_a_translation_is_said_and_isnt_kept_for_good(client, urdu):
    page = make_action()
    translated = translate(page)
    translation = translation_of(page, urdu)
    long = StringTranslation.objects.get(
        context__object_id=page.translation_key, context__path="title", locale=urdu
    )
    StringTranslation.objects.filter(pk=long.pk).update(data="لمبا " * 60)
    reviewer = signed_in("Administrators")
    answer = reviewer.post(edit_address(translated), {"action": "publish"}, follow=True)
    [said] = [str(message) for message in answer.context["messages"]]
    assert said.startswith("Title: ")
    assert "255" in said
    # A mark that an earlier check left, on a text that has nothing wrong now.
    StringTranslation.objects.filter(pk=long.pk).update(
        data="آزاد کرو", has_error=True, field_error="Too long"
    )
    assert translation.get_progress()[1] < translation.get_progress()[0]
    answer = reviewer.post(edit_address(translated), {"action": "publish"}, follow=True)
    assert "is published" in str(next(iter(answer.context["messages"])))
    assert "آزاد کرو" in client.get(translated.url).content.decode()
    assert translation.get_progress()[1] == translation.get_progress()[0]


def test_who_may_not_publish_a_translation_doesnt(client, urdu):
    page = make_action()
    translated = translate(page, publish=False)
    translator = signed_in("Translators (ur)")
    answer = translator.post(edit_address(translated), {"action": "publish"})
    assert answer.status_code == 403
    assert client.get(f"/ur/actions/{page.slug}/").status_code == 404


def test_an_action_that_is_only_planned_has_no_record_yet(urdu):
    page = make_action(publish=False)
    editor = signed_in("Editors")
    form = action_form(editor, page, go_live_at="2999-01-01 10:00")
    editor.post(edit_address(page), {**form, "action-publish": "action-publish"})
    page = UrgentActionPage.objects.get(pk=page.pk)
    assert page.approved_schedule
    assert page.record is None
    assert publish_action(page=page).published_at


def test_links_between_pages_lead_to_the_readers_language(client, urdu):
    other = make_action()
    page = make_action(introduction=f'<p>See <a linktype="page" id="{other.pk}">this</a>.</p>')
    translated = translate(page)
    assert f'href="{other.url}"' in client.get(translated.url).content.decode(), "none in Urdu yet"
    other_in_urdu = translate(other)
    html = client.get(translated.url).content.decode()
    assert f'href="{other_in_urdu.url}"' in html
    assert f'href="{other.url}"' not in html
