"""Next in series: a draft with the texts of the earlier action, in each of its languages."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation, Translation

from actions import services
from actions.models import ActionRecord, UrgentActionPage
from cms.localisation.services import publish_translation
from cms.roles import translators_of
from tests.admin_forms import PUBLISH, action_form, edit_address, prose, read, signed_in
from tests.factories import letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def address(page):
    return f"/admin/actions/{page.pk}/next/"


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def first_action(**facts):
    """A published action with all that a next one may not take over."""
    return make_action(
        serial=31,
        year=2026,
        sequence=1,
        slug="ua-31-26",
        issued_on=TODAY - timedelta(days=30),
        act_by=TODAY + timedelta(days=2),
        index_number="AMR 37/6674/2017",
        stops_earlier_letters=True,
        safety_note="<p>Don't write from the same town.</p>",
        people=[("person", {"name": "Asma Example", "pronoun": "she/her", "group": False})],
        key_dates=[
            ("key_date", {"date": date(2026, 1, 5), "what": "Her hearing", "certainty": "certain"})
        ],
        updates=[
            (
                "update",
                {
                    "date": date(2026, 1, 6),
                    "kind": "good_news",
                    "text": RichText("<p>It was postponed.</p>"),
                },
            )
        ],
        **facts,
    )


def begin(editor, page):
    answer = editor.post(address(page), follow=True)
    draft = UrgentActionPage.objects.get(serial=31, sequence=2, locale__language_code="en")
    assert answer.redirect_chain[-1][0] == edit_address(draft)
    return draft, " ".join(read(answer.content.decode()).get_text(" ").split())


def urdu_of(page):
    return UrgentActionPage.objects.get(
        translation_key=page.translation_key, locale__language_code="ur"
    )


def test_the_screen_says_what_it_will_be_and_a_click_makes_the_draft(editor):
    urdu_site()
    page = first_action()
    translate(page)
    shown = editor.get(address(page)).content.decode()
    assert "Second UA 31.26" in shown
    assert "اردو" in shown
    assert address(page) in editor.get(edit_address(page)).content.decode()
    draft, message = begin(editor, page)
    assert "Second UA 31.26" in message
    assert "One translation starts from the words of the earlier one." in message
    assert not draft.live
    assert draft.slug == "second-ua-31-26"


def test_texts_are_kept_and_what_was_true_of_the_earlier_one_alone_is_not(editor, client):
    page = first_action()
    draft, _message = begin(editor, page)
    form = action_form(editor, draft)
    assert form["title"] == [page.title]
    assert form["letters-0-value-salutation"] == ["Dear Minister,"]
    assert form["people-0-value-name"] == ["Asma Example"]
    assert form["targets-0-value-office"] == [str(page.targets[0].value["office"].pk)]
    assert form["countries"] == [str(page.countries.get().pk)]
    assert "same town" in form["safety_note"][0]
    assert form["key_dates-0-value-what"] == ["Her hearing"]
    for name in ("issued_on", "act_by", "index_number", "key_dates-0-value-date"):
        assert form.get(name, [""]) == [""], name
    assert form["updates-count"] == ["0"]
    assert "stops_earlier_letters" not in form
    # Readers of the first one learn of nothing yet.
    assert "mailto:" in client.get(page.url).content.decode()


def test_once_published_it_leads_on_from_the_earlier_one_and_back(editor, client):
    page = first_action()
    draft, _message = begin(editor, page)
    later = (TODAY + timedelta(days=40)).isoformat()
    typed = {"act_by": later, "key_dates-0-value-date": later}
    editor.post(edit_address(draft), {**action_form(editor, draft, **typed), **PUBLISH})
    draft.refresh_from_db()
    assert draft.live
    assert draft.url in client.get(page.url).content.decode()
    assert page.url in client.get(draft.url).content.decode()


def test_an_unedited_copy_is_whole_in_urdu_and_stays_a_draft(editor, client):
    urdu_site()
    page = first_action()
    urdu = translate(page)
    draft, _message = begin(editor, page)
    copy = urdu_of(draft)
    assert not copy.live
    assert copy.title == urdu.title
    translation = Translation.objects.get(
        source__object_id=draft.translation_key, target_locale=copy.locale
    )
    # Everything but the update that stays with the first action.
    done, all_of_them = translation.get_progress()[::-1]
    assert done == all_of_them
    assert client.get(f"/ur/actions/{copy.slug}/").status_code == 404


def test_what_the_editor_changes_is_left_to_translate_and_nothing_else(editor):
    urdu_site()
    page = first_action()
    translate(page)
    draft, _message = begin(editor, page)
    new = {
        "letters-0-value-body": prose("<p>Please drop the charges against her.</p>"),
        "key_dates-0-value-date": "2026-12-30",
    }
    editor.post(edit_address(draft), {**action_form(editor, draft, **new), **PUBLISH})
    translation = Translation.objects.get(
        source__object_id=draft.translation_key,
        target_locale=Locale.objects.get(language_code="ur"),
    )
    untranslated = [entry.msgid for entry in translation.export_po() if not entry.msgstr]
    assert untranslated == ["Please drop the charges against her."]
    # The old words of that place are there to start from.
    place = StringTranslation.objects.filter(
        context__object_id=draft.translation_key, context__path__startswith="letters."
    )
    assert any("librarian" in row.data for row in place)
    po = translation.export_po()
    for entry in po:
        entry.msgstr = entry.msgstr or "براہِ کرم اس کے خلاف الزامات واپس لیں۔"
    translation.import_po(po)
    publish_translation(translation=translation)
    assert urdu_of(draft).live


def test_a_second_click_leads_to_the_draft_that_is_there(editor):
    page = first_action()
    draft, _message = begin(editor, page)
    for answer in (editor.get(address(page)), editor.post(address(page))):
        html = answer.content.decode()
        assert "is a draft already" in html
        assert edit_address(draft) in html
    assert UrgentActionPage.objects.filter(serial=31).count() == 2


def test_what_has_no_number_or_was_withdrawn_has_no_next_one(editor):
    other = make_action(serial=None, year=None, sequence=None, reference="PAK 001/0523")
    assert "has no number" in editor.get(address(other)).content.decode()
    page = first_action()
    services.withdraw_action(record=record_of(page), reason="asked to", now=timezone.now())
    assert "was withdrawn" in editor.post(address(page)).content.decode()
    assert not UrgentActionPage.objects.filter(serial=31, sequence=2).exists()


def test_who_may_not_add_actions_begins_none():
    urdu_site()
    page = first_action()
    urdu = translate(page)
    browser = signed_in(translators_of("ur"))
    for asked in (page, urdu):
        for ask in (browser.get, browser.post):
            answer = ask(address(asked), follow=True)
            assert "Your account may not open this" in answer.content.decode()
    assert browser.get("/admin/actions/999999/next/", follow=True).status_code == 404


def test_translations_are_copied_in_as_many_queries_for_many_letters_as_for_one():
    """What wagtail-localize does a text aside: it is counted without a translation first."""
    urdu_site()

    def queries(letters, *, translated):
        page = make_action(
            letters=[("letter", letter(sign_off=f"Yours, {n}")) for n in range(letters)]
        )
        if translated:
            translate(page, publish=False)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            services.start_next(record=record_of(page))
        return sum("stringtranslation" in q["sql"] and "INSERT" in q["sql"] for q in seen)

    assert queries(2, translated=True) == queries(12, translated=True) == 1
