"""Release together: chosen languages and their source in one transaction, now or at a set time."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from wagtail.management.commands.purge_revisions import purge_revisions
from wagtail.models import Locale, PageLogEntry, Revision
from wagtail.rich_text import RichText
from wagtail_localize.models import Translation, TranslationSource

from actions.models import ActionRecord, UrgentActionPage
from cms.localisation.models import Release
from cms.localisation.services import publish_translation, submit_for_translation
from tests.admin_forms import action_form, edit_address, form_in, read, signed_in
from tests.factories import filled_po, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

NEW = "<p>Her trial begins on Monday.</p>"
IN_URDU = "اردو Her trial begins on Monday."


@pytest.fixture
def urdu(db):
    urdu_site()
    return Locale.objects.get(language_code="ur")


@pytest.fixture
def editor(db):
    return signed_in("Editors")


def translation_of(page, locale):
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


def change_draft(page, **words):
    """A change that isn't published, and that the translators have."""
    draft = page.get_latest_revision_as_object()
    for name, value in words.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False)
    if source := TranslationSource.objects.get_for_instance_or_none(page):
        source.update_from_db()


def translate_draft(page, locale):
    translation = translation_of(page, locale)
    translation.import_po(filled_po(translation))
    return translation


def address(page):
    return f"/admin/localize/release/{page.pk}/"


def release(browser, page, *locales, at=None):
    """What the screen answers when these languages are ticked and it is sent."""
    form = {"locales": [locale.pk for locale in locales], "when": "now"}
    if at:
        form |= {"when": "later", "at": timezone.localtime(at).strftime("%Y-%m-%d %H:%M")}
    version = UrgentActionPage.objects.get(pk=page.pk).latest_revision_id or ""
    return browser.post(address(page), {"version": version, **form}, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def errors(answer):
    """The lines of the summary of errors."""
    summary = read(answer.content.decode()).find(role="alert")
    return [" ".join(line.text.split()) for line in summary.find_all("li")] if summary else []


def rows(browser, page):
    """What the screen says of each language, by its code."""
    html = browser.get(address(page)).content.decode()
    found = {}
    for row in read(html).select(".release-languages > li"):
        found[row.find("bdi")["lang"]] = (row.find("input"), " ".join(row.text.split()))
    return found


def text(client, language, page):
    answer = client.get(f"/{language}/actions/{page.slug}/")
    return re.sub(r"</?bdi[^>]*>", "", answer.content.decode()) if answer.status_code == 200 else ""


def run_schedule(after):
    """What the scheduler does once the time has come."""
    Revision.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=after - timedelta(minutes=1)
    )
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.content["go_live_at"] = (after - timedelta(minutes=1)).isoformat()
        revision.save()
    call_command("publish_scheduled")


def test_a_draft_and_its_translation_go_live_at_the_same_moment(client, editor, urdu):
    page = make_action(publish=False)
    page.save_revision()
    submit_for_translation(page=page, locales=[urdu])
    translate_draft(page, urdu)
    answer = release(editor, page, urdu)
    assert said(answer) == ["Released: English, اردو."]
    assert "She was taken" in text(client, "en", page)
    assert "اردو She was taken" in text(client, "ur", page)
    assert ActionRecord.objects.get(translation_key=page.translation_key).published_at


def test_a_change_to_a_live_action_shows_in_both_languages_or_in_none(client, editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    answer = release(editor, page, urdu)
    assert errors(answer) == ["اردو: 1 of 6 texts isn't translated."]
    assert "Her trial" not in text(client, "en", page) + text(client, "ur", page)
    translate_draft(page, urdu)
    release(editor, page, urdu)
    assert "Her trial begins on Monday." in text(client, "en", page)
    assert IN_URDU in text(client, "ur", page)


def test_one_language_that_isnt_ready_holds_back_all_that_were_chosen(client, editor, urdu):
    french = Locale.objects.get(language_code="fr")
    page = make_action()
    translate(page)
    submit_for_translation(page=page, locales=[french])
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    answer = release(editor, page, urdu, french)
    assert errors(answer) == ["Français: 6 of 6 texts aren't translated."]
    assert "Her trial" not in text(client, "en", page) + text(client, "ur", page)
    assert release(editor, page, urdu).redirect_chain
    assert IN_URDU in text(client, "ur", page)


def test_the_screen_lists_what_is_ready_and_what_isnt_and_why(editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    box, urdu_row = rows(editor, page)["ur"]
    assert box.has_attr("disabled")
    assert "1 of 6 texts isn't translated." in urdu_row
    assert "Her trial begins on Monday." in urdu_row
    translate_draft(page, urdu)
    box, urdu_row = rows(editor, page)["ur"]
    assert box.has_attr("checked")
    assert "Ready: 6 of 6 texts are translated. Published;" in urdu_row
    box, french_row = rows(editor, page)["fr"]
    assert box.has_attr("disabled")
    assert "The translation hasn't been started." in french_row


def test_a_language_whose_library_isnt_published_isnt_ready(editor, urdu):
    page = make_action()
    translate(page)
    library = page.get_translation(urdu).get_parent()
    library.unpublish()
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    assert f"“{library.title}”, the page above it" in rows(editor, page)["ur"][1]
    assert "isn't published in this language" in errors(release(editor, page, urdu))[0]


def test_a_draft_that_lacks_what_publishing_asks_for_is_refused_with_the_field(
    client, editor, urdu
):
    page = make_action()
    translate(page)
    change_draft(page, introduction="")
    assert errors(release(editor, page)) == ["Introduction: This field cannot be blank."]
    assert "She was taken" in text(client, "en", page)


def test_at_a_set_time_both_wait_and_then_go_live_together(client, editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    at = timezone.now() + timedelta(days=2)
    answer = release(editor, page, urdu, at=at)
    assert said(answer)[0].startswith("Goes live on ")
    assert "Her trial" not in text(client, "en", page) + text(client, "ur", page)
    screen = editor.get(address(page)).content.decode()
    assert "Call the release off" in screen
    call_command("publish_scheduled")
    assert "Her trial" not in text(client, "en", page) + text(client, "ur", page)
    run_schedule(timezone.now())
    assert "Her trial begins on Monday." in text(client, "en", page)
    assert IN_URDU in text(client, "ur", page)
    assert not Release.objects.pending().exists()
    assert "Call the release off" not in editor.get(address(page)).content.decode()


def test_what_goes_live_later_is_what_was_let_go(client, editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translation = translate_draft(page, urdu)
    release(editor, page, urdu, at=timezone.now() + timedelta(days=2))
    # Words that nobody who may publish has seen.
    translation.import_po(filled_po(translation, prefix="کچا "))
    run_schedule(timezone.now())
    assert IN_URDU in text(client, "ur", page)


def test_a_mend_that_is_published_meanwhile_isnt_undone_later(client, editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translation = translate_draft(page, urdu)
    release(editor, page, urdu, at=timezone.now() + timedelta(days=2))
    translation.import_po(filled_po(translation, prefix="بہتر "))
    publish_translation(translation=translation)
    run_schedule(timezone.now())
    assert "بہتر Her trial begins on Monday." in text(client, "ur", page)


def test_a_release_is_called_off_and_nothing_goes_live(client, editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    release(editor, page, urdu, at=timezone.now() + timedelta(days=2))
    answer = editor.post(address(page), {"act": "call_off"}, follow=True)
    assert said(answer) == ["The release was called off."]
    run_schedule(timezone.now())
    assert "Her trial" not in text(client, "en", page) + text(client, "ur", page)
    # The next "Publish" publishes: no time is left over in the draft.
    page = UrgentActionPage.objects.get(pk=page.pk)
    form = action_form(editor, page)
    editor.post(edit_address(page), {**form, "action-publish": "action-publish"})
    assert "Her trial begins on Monday." in text(client, "en", page)


def test_wagtails_own_cancel_calls_the_release_off_too(client, editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    release(editor, page, urdu, at=timezone.now() + timedelta(days=2))
    revision = UrgentActionPage.objects.get(pk=page.pk).scheduled_revision
    editor.post(f"/admin/pages/{page.pk}/revisions/{revision.pk}/unschedule/")
    assert "Call the release off" not in editor.get(address(page)).content.decode()
    run_schedule(timezone.now())
    assert "Her trial" not in text(client, "en", page) + text(client, "ur", page)


def test_planning_again_takes_the_place_of_the_first_plan(client, editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    release(editor, page, urdu, at=timezone.now() + timedelta(days=2))
    release(editor, page, at=timezone.now() + timedelta(days=3))
    assert Release.objects.count() == 1
    run_schedule(timezone.now())
    assert "Her trial begins on Monday." in text(client, "en", page)
    assert "Her trial" not in text(client, "ur", page)


def test_a_time_that_is_past_or_missing_is_said_at_its_field_and_the_choice_is_kept(editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    answer = release(editor, page, urdu, at=timezone.now() - timedelta(days=2))
    assert errors(answer) == ["Date and time: This time is past. Give one to come."]
    html = answer.content.decode()
    assert read(html).find("input", attrs={"name": "locales", "value": urdu.pk}).has_attr("checked")
    version = UrgentActionPage.objects.get(pk=page.pk).latest_revision_id
    for wrong in ("", "tomorrow", "\x00"):
        form = {"locales": [urdu.pk], "when": "later", "at": wrong, "version": version}
        assert len(errors(editor.post(address(page), form))) == 1
    for form in ({}, {"locales": ["x"], "when": "never", "version": "x"}, {"act": "odd"}):
        answer = editor.post(address(page), form)
        assert answer.status_code == 200
        assert errors(answer)


def test_words_that_came_after_the_screen_was_opened_dont_go_out_unseen(client, editor, urdu):
    page = make_action()
    version = page.latest_revision_id
    change_draft(page, introduction=NEW)
    answer = editor.post(address(page), {"when": "now", "version": version})
    assert errors(answer) == [
        "The page was edited since this screen was opened. Look again, then release."
    ]
    assert "Her trial" not in text(client, "en", page)


def test_a_failure_in_the_middle_undoes_everything(client, editor, urdu, monkeypatch):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    publish = Revision.publish

    def fail(self, *args, **kwargs):
        if self.content["locale"] == urdu.pk:
            raise DatabaseError("the disk is full")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", fail)
    with pytest.raises(DatabaseError):
        release(editor, page, urdu)
    assert "Her trial" not in text(client, "en", page) + text(client, "ur", page)


def test_a_translation_that_fails_at_its_time_holds_back_nothing_else(
    client, editor, urdu, monkeypatch
):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    release(editor, page, urdu, at=timezone.now() + timedelta(days=2))
    publish = Revision.publish

    def fail(self, *args, **kwargs):
        if self.content["locale"] == urdu.pk:
            raise DatabaseError("the disk is full")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", fail)
    run_schedule(timezone.now())
    assert "Her trial begins on Monday." in text(client, "en", page)
    assert "اردو She was taken" in text(client, "ur", page)
    history = editor.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "Not published, since it has errors: اردو" in history


def test_the_history_says_what_was_released_planned_and_called_off(editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    release(editor, page, urdu, at=timezone.now() + timedelta(days=2))
    editor.post(address(page), {"act": "call_off"})
    release(editor, page, urdu)
    history = editor.get(f"/admin/pages/{page.pk}/history/").content.decode()
    for words in ("Release planned for ", "Release called off", "Released with: اردو"):
        assert words in history
    assert PageLogEntry.objects.filter(action__startswith="localisation.").count() == 3


def test_who_may_not_publish_the_page_or_the_language_releases_nothing(client, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    for group in ("Translators (ur)", "Reviewers (ur)"):
        browser = signed_in(group)
        for method in (browser.get, browser.post):
            assert method(address(page)).status_code == 403
        release(browser, page, urdu)
    assert "Her trial" not in text(client, "en", page) + text(client, "ur", page)


def test_the_button_leads_there_and_a_translation_has_none(editor, urdu):
    page = make_action()
    translated = translate(page)
    assert address(page) in editor.get(edit_address(page)).content.decode()
    answer = editor.get(address(translated))
    assert answer.status_code == 302
    for nobodys in (1, 10**30):
        assert editor.get(f"/admin/localize/release/{nobodys}/").status_code in (302, 404)


def test_translators_who_have_an_earlier_draft_are_given_the_latest(editor, urdu):
    page = make_action()
    translate(page)
    draft = page.get_latest_revision_as_object()
    draft.introduction = NEW
    draft.save_revision()
    assert (
        "The translators still have an earlier draft" in editor.get(address(page)).content.decode()
    )
    editor.post(address(page), {"act": "give"})
    assert "still have an earlier draft" not in editor.get(address(page)).content.decode()
    assert "Her trial begins on Monday." in [
        entry.msgid for entry in translation_of(page, urdu).export_po()
    ]


def test_releasing_nothing_is_said(editor, urdu):
    page = make_action()
    translate(page)
    [line] = errors(release(editor, page))
    assert line.startswith("There is nothing to release")


def test_a_locked_page_isnt_released(client, editor, urdu):
    page = make_action()
    change_draft(page, introduction=NEW)
    UrgentActionPage.objects.filter(pk=page.pk).update(locked=True)
    assert errors(release(editor, page)) == ["The page is locked. Unlock it first."]
    assert "Her trial" not in text(client, "en", page)


def test_clearing_old_versions_away_keeps_what_waits_for_its_release(client, editor, urdu):
    page = make_action()
    translated = translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    release(editor, page, urdu, at=timezone.now() + timedelta(days=2))
    UrgentActionPage.objects.get(pk=translated.pk).save_revision()
    purge_revisions()
    assert Release.objects.get().translations.count() == 1
    # A translation that is deleted goes, and its place in the release with it.
    assert (
        signed_in("Administrators").post(f"/admin/pages/{translated.pk}/delete/").status_code == 302
    )
    assert not Release.objects.get().translations.exists()
    run_schedule(timezone.now())
    assert "Her trial begins on Monday." in text(client, "en", page)


def test_the_screen_takes_as_many_queries_for_a_long_action(
    editor, urdu, django_assert_max_num_queries
):

    from actions.blocks import AdditionalInformationBlock  # noqa: F401

    counts = []
    for texts in (1, 30):
        page = make_action(
            additional_information=[
                ("text", RichText(f"<p>Sentence {number}.</p>")) for number in range(texts)
            ]
        )
        translate(page)
        with django_assert_max_num_queries(200) as queries:
            assert editor.get(address(page)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_the_form_offers_is_what_it_takes(client, editor, urdu):
    page = make_action()
    translate(page)
    change_draft(page, introduction=NEW)
    translate_draft(page, urdu)
    html = editor.get(address(page)).content.decode()
    form = next(
        form for form in read(html).find_all("form") if form.find(attrs={"name": "version"})
    )
    form["id"] = "release-form"
    posted = form_in(str(form), form_id="release-form")
    editor.post(address(page), {**posted, "when": "now"})
    assert IN_URDU in text(client, "ur", page)
