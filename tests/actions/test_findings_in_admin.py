"""Findings where editors and translators meet them: the editor, the list, dismissing, publishing."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.rich_text import RichText

from actions.models import DismissedFinding
from cms.roles import translators_of
from tests.admin_forms import PUBLISH, action_form, edit_address, prose, read, signed_in
from tests.factories import letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)
TWO_WAYS = "The letter begins “Dear Sir,”, but the target's salutation is “Dear Minister,”."


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def shown(answer):
    """The words of an answer, without the marks that isolate quotations."""
    text = read(answer.content.decode()).get_text(" ")
    return " ".join(text.translate({0x2068: None, 0x2069: None}).split())


def list_address(page):
    return f"/admin/actions/{page.pk}/findings/"


def panel(browser, page):
    """The panel of findings in the editor of a page; None where there is none."""
    return read(browser.get(edit_address(page)).content.decode()).find(id="findings")


def links(html):
    """The links to fields, and those to dismiss or bring back, of a list of findings."""
    found = [a["href"] for a in html.select(".findings__list > li > a")]
    return [a for a in found if "#" in a], [a for a in found if "/findings/" in a]


def greets_in_two_ways(**facts):
    return make_action(letters=[("letter", letter(salutation="Dear Sir,"))], **facts)


def dismiss(browser, page, reason="He is a knight"):
    """Dismiss the only finding of a page from its list; returns the answer."""
    html = read(browser.get(list_address(page)).content.decode())
    [act] = links(html)[1]
    form = read(browser.get(act).content.decode()).select_one("form[method=post][novalidate]")
    back = form.select_one("[name=next]")["value"]
    return browser.post(act.split("?")[0], {"next": back, "reason": reason}, follow=True)


def test_the_editor_lists_what_disagrees_in_the_saved_draft_with_a_link_to_each_field(editor):
    page = make_action()
    assert panel(editor, page) is None
    typed = {"letters-0-value-salutation": "Dear Sir,"}
    editor.post(edit_address(page), action_form(editor, page, **typed))
    found = panel(editor, page)
    assert "1 thing that may not agree" in found.get_text()
    assert TWO_WAYS in found.get_text().translate({0x2068: None, 0x2069: None})
    assert links(found)[0] == ["#letters-0-value-salutation-errors"]


def test_nothing_keeps_from_publishing_and_what_is_left_is_said(editor, client):
    page = make_action()
    typed = {"letters-0-value-salutation": "Dear Sir,"}
    form = {**action_form(editor, page, **typed), **PUBLISH}
    answer = editor.post(edit_address(page), form, follow=True)
    assert "Published with 1 finding of the consistency check." in shown(answer)
    assert list_address(page) in answer.content.decode()
    assert "Dear Sir," in client.get(page.url).content.decode()


def test_a_finding_is_dismissed_with_a_reason_until_its_words_change(editor):
    page = greets_in_two_ways()
    answer = dismiss(editor, page)
    assert "Dismissed, until its words change." in shown(answer)
    assert "1 dismissed" in shown(answer)
    assert "Reason: He is a knight" in shown(answer)
    assert "0 things that may not agree" in panel(editor, page).get_text()
    assert "Finding dismissed: He is a knight" in shown(
        editor.get(f"/admin/pages/{page.pk}/history/")
    )
    typed = {"letters-0-value-salutation": "Dear Sirs,"}
    editor.post(edit_address(page), action_form(editor, page, **typed))
    assert "1 thing that may not agree" in panel(editor, page).get_text()


def test_a_dismissed_finding_is_brought_back(editor):
    page = greets_in_two_ways()
    dismissed = read(dismiss(editor, page).content.decode())
    [act] = links(dismissed)[1]
    assert "Bring the finding back" in shown(editor.get(act))
    answer = editor.post(act.split("?")[0], follow=True)
    assert "The finding is back in the list." in shown(answer)
    assert "1 dismissed" not in shown(answer)
    assert "Finding brought back" in shown(editor.get(f"/admin/pages/{page.pk}/history/"))


def test_without_a_reason_nothing_is_dismissed(editor):
    page = greets_in_two_ways()
    answer = dismiss(editor, page, reason=" ")
    assert "This field is required." in shown(answer)
    assert not DismissedFinding.objects.exists()


def test_dismissing_twice_keeps_one_and_the_last_reason(editor):
    page = greets_in_two_ways()
    [act] = links(read(editor.get(list_address(page)).content.decode()))[1]
    for reason in ("First", "Second"):
        editor.post(act.split("?")[0], {"reason": reason})
    assert DismissedFinding.objects.get().reason == "Second"
    assert PageLogEntry.objects.filter(action="actions.dismiss_finding").count() == 2


def test_a_finding_whose_words_have_changed_in_between_is_gone(editor):
    page = greets_in_two_ways()
    [act] = links(read(editor.get(list_address(page)).content.decode()))[1]
    typed = {"letters-0-value-salutation": "Dear Minister,"}
    editor.post(edit_address(page), action_form(editor, page, **typed))
    answer = editor.post(act.split("?")[0], {"reason": "x"}, follow=True)
    assert "This finding is gone: its words have changed." in shown(answer)
    assert not DismissedFinding.objects.exists()


def test_each_language_has_its_own_findings_and_translators_dismiss_those_of_theirs():
    urdu_site()
    page = make_action()
    urdu = translate(page)
    urdu.letters = [("letter", letter(salutation="محترم جناب،"))]
    urdu.save_revision()
    translator = signed_in(translators_of("ur"))
    answer = translator.get(list_address(urdu))
    html = read(answer.content.decode())
    fields, acts = links(html)
    assert len(fields) == len(acts) == 1, "English agrees"
    place = f"letters.{urdu.letters[0].id}.salutation"
    assert fields == [f"{edit_address(urdu)}#{place}"], "the name of the text in its editor"
    answer = translator.post(acts[0].split("?")[0], {"reason": "So it is said"}, follow=True)
    assert "Dismissed" in shown(answer)


def test_the_editor_of_a_translation_says_how_many_findings_it_has(editor):
    urdu_site()
    page = make_action()
    urdu = translate(page)
    assert "may not agree" not in shown(editor.get(edit_address(urdu)))
    urdu.letters = [("letter", letter(salutation="محترم جناب،"))]
    urdu.save_revision()
    answer = editor.get(edit_address(urdu))
    assert "1 thing in this translation may not agree." in shown(answer)
    assert list_address(urdu) in answer.content.decode()


def test_a_letter_that_names_a_key_date_which_has_passed_is_warned_of_in_both_editors(editor):
    urdu_site()
    day = f"{YESTERDAY.day} {YESTERDAY:%B} {YESTERDAY.year}"
    page = make_action(
        act_by=TODAY + timedelta(days=20),
        letters=[("letter", letter(body=RichText(f"<p>Her hearing is on {day}.</p>")))],
        key_dates=[
            ("key_date", {"date": YESTERDAY, "what": "The hearing", "certainty": "certain"})
        ],
    )
    urdu = translate(page)
    said = panel(editor, page).get_text().translate({0x2068: None, 0x2069: None})
    assert f"The letter names {day} (“The hearing”), which has passed." in said
    assert "may not agree" in shown(editor.get(edit_address(urdu)))
    assert "which has passed" in shown(editor.get(list_address(urdu)))


def test_who_may_not_edit_the_page_sees_and_dismisses_nothing(client):
    urdu_site()
    page = greets_in_two_ways()
    [act] = links(read(signed_in("Editors").get(list_address(page)).content.decode()))[1]
    translator = signed_in(translators_of("ur"))
    for browser, said in ((translator, "Your account may not open this"), (client, "Sign in")):
        for answer in (
            browser.get(list_address(page), follow=True),
            browser.post(act.split("?")[0], {"reason": "x"}, follow=True),
        ):
            assert said in shown(answer)
            assert "Dear Sir," not in shown(answer)
    assert not DismissedFinding.objects.exists()


@pytest.mark.parametrize("act", ["dismiss", "restore"])
def test_crafted_requests_are_answered_and_lead_nowhere_else(editor, act):
    page = greets_in_two_ways()
    unknown = "0" * 64
    for pk, fingerprint, status in (
        (page.pk, unknown, 200),
        (page.pk, "x" * 900, 200),
        (999999, unknown, 404),
        (10**30, unknown, 404),
    ):
        address = f"/admin/actions/{pk}/findings/{fingerprint}/{act}/?next=https://example.org/"
        answer = editor.post(
            address, {"reason": "\x00", "next": "https://example.org/"}, follow=True
        )
        assert answer.status_code == status
        assert not any(url.startswith("http") for url, _status in answer.redirect_chain)
    [address] = links(read(editor.get(list_address(page)).content.decode()))[1]
    for reason in ("\x00", "x" * 501):
        answer = editor.post(address.split("?")[0], {"reason": reason})
        assert answer.status_code == 200
    assert not DismissedFinding.objects.exists()


def test_a_draft_that_was_never_published_has_findings_too(editor):
    page = make_action(publish=False, letters=[("letter", letter(salutation="Dear Sir,"))])
    assert "1 thing that may not agree" in panel(editor, page).get_text()


def test_letters_too_long_links_without_words_and_headings_are_said_in_the_editor(editor):
    page = make_action()
    typed = {
        "introduction": prose('<p>See <a href="https://example.org/">here</a>.</p>'),
        "letters-0-value-body": prose(f"<p>{'A long letter. ' * 400}</p>"),
    }
    editor.post(edit_address(page), action_form(editor, page, **typed))
    said = " ".join(panel(editor, page).get_text().split())
    assert "don't say where it leads" in said
    assert "As an email link this letter takes" in said
    assert "Printed, this letter takes about" in said


def test_the_content_checker_looks_at_previews_and_readers_never_load_it(editor, client):
    page = make_action()
    html = editor.get(edit_address(page)).content.decode()
    settings = read(html).find(id="checker-axe-configuration")
    rules = json.loads(settings.string)["options"]["runOnly"]
    assert {"link-name", "heading-order", "image-alt", "empty-heading"} <= set(rules)
    editor.post(f"{edit_address(page)}preview/", action_form(editor, page))
    preview = editor.get(f"{edit_address(page)}preview/?in_preview_panel=true")
    assert "wagtail-userbar" in preview.content.decode()
    for browser in (client, editor):
        assert "userbar" not in browser.get(page.url).content.decode()
