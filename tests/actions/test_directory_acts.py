"""Correct, new holder, merge: what they show first, and what they do everywhere at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import PageLogEntry
from wagtail.rich_text import RichText

from actions.models import Holder, Office, UrgentActionPage
from cms.roles import ADMINISTRATORS, translators_of
from search import changes
from tests.admin_forms import PUBLISH, action_form, edit_address, read, signed_in
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=5)


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def address(office, act):
    return f"/admin/offices/{office.pk}/{act}/"


def shown(answer):
    return " ".join(read(answer.content.decode()).get_text(" ").split())


def fields_of(html):
    """What the form of an act would post from this page: a list of values a name."""
    form = read(html).find("form", method="post", novalidate=True)
    found: dict = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        if tag["name"] == "csrfmiddlewaretoken":
            continue
        if tag.get("type") == "checkbox" and not tag.has_attr("checked"):
            continue
        if tag.name == "select":
            values = [o["value"] for o in tag.find_all("option", selected=True)]
        elif tag.name == "textarea":
            # Browsers end the lines of what was typed with CR LF.
            values = ["\r\n".join(tag.get_text().removeprefix("\n").splitlines())]
        else:
            values = [tag.get("value", "on" if tag.get("type") == "checkbox" else "")]
        found[tag["name"]] = found.get(tag["name"], []) + values
    return found


def preview(browser, office, act, **typed):
    """Fill in the form of an act and look at what it touches."""
    first = fields_of(browser.get(address(office, act)).content.decode())
    answer = browser.post(address(office, act), {**first, "reason": "Their website", **typed})
    assert "token" in fields_of(answer.content.decode()), shown(answer)[-600:]
    return answer


def do(browser, office, act, **typed):
    """Fill in the form, look at the preview, and do it."""
    posted = fields_of(preview(browser, office, act, **typed).content.decode())
    return browser.post(address(office, act), posted, follow=True)


def named_letter():
    return letter(
        salutation="Dear Minister Naqvi,",
        body=RichText("<p>Mohsin Naqvi must renew the cards.</p>"),
    )


def naqvi(**facts):
    """An office whose holder is named in two languages."""
    office = OfficeFactory(holder=False, title_en="Minister of Interior", **facts)
    Holder.objects.create(
        office=office, name_en="Mohsin Naqvi", name_ur="محسن نقوی", salutation_en="Dear Minister,"
    )
    return office


def test_a_correction_shows_what_it_touches_and_then_stands_in_every_language(editor, client):
    urdu_site()
    office = OfficeFactory()
    page = make_action(
        office=office,
        act_by=SOON,
        letters=[("letter", letter(body=RichText("<p>I wrote to minister@example.org too.</p>")))],
    )
    urdu = translate(page)
    other = make_action(office=office)
    seen = shown(preview(editor, office, "correct", emails="desk@example.org"))
    for words in (
        "Part Now Then Emails minister@example.org desk@example.org It touches",
        "It touches 2 open actions",
        page.get_admin_display_title(),
        "اردو",
        "Dear Minister,",
        "I wrote to minister@example.org",
    ):
        assert words in seen
    assert "mailto:minister@example.org" in client.get(page.url).content.decode()
    done = do(editor, office, "correct", emails="desk@example.org", checked="on")
    assert "The office was corrected" in shown(done)
    for url in (page.url, urdu.url):
        assert "mailto:desk@example.org" in client.get(url).content.decode()
    office.refresh_from_db()
    assert office.verified_on == TODAY
    for touched in (page, other):
        history = editor.get(f"/admin/pages/{touched.pk}/history/").content.decode()
        assert "Their website" in history


def test_what_cant_be_an_address_stands_at_its_field_and_nothing_is_lost(editor):
    office = OfficeFactory()
    first = fields_of(editor.get(address(office, "correct")).content.decode())
    typed = {**first, "emails": "nobody at all", "phone": "+254 20 333 0000", "reason": "x"}
    html = editor.post(address(office, "correct"), typed).content.decode()
    field = read(html).select_one("[name=emails]").find_parent(attrs={"data-field": True})
    assert field.select_one(".error-message")
    assert fields_of(html)["phone"] == ["+254 20 333 0000"]
    again = editor.post(address(office, "correct"), {**first, "reason": "x"})
    assert "Nothing was changed." in shown(again)


def test_an_address_of_several_lines_stays_as_it_is_when_something_else_changes(editor):
    office = OfficeFactory()
    done = do(editor, office, "correct", phone="+254 20 333 0000")
    assert "The office was corrected" in shown(done)
    office.refresh_from_db()
    assert office.address == OfficeFactory.address
    assert office.phone == "+254 20 333 0000"


def test_forty_actions_in_two_languages_take_as_many_queries_as_five_in_one(editor, monkeypatch):
    monkeypatch.setattr(changes, "AT_ONCE", 0)  # five are found by a job, as forty are
    urdu_site()

    def correct(count, *, urdu):
        office = OfficeFactory(title_en=f"Office of {count}")
        for _ in range(count):
            page = make_action(office=office, act_by=SOON)
            if urdu:
                translate(page)
        posted = fields_of(
            preview(editor, office, "correct", emails="desk@example.org").content.decode()
        )
        PageLogEntry.objects.all().delete()
        with CaptureQueriesContext(connection) as seen:
            assert editor.post(address(office, "correct"), posted).status_code == 302
        assert PageLogEntry.objects.filter(action="actions.correct").count() == count
        return len(seen)

    assert correct(5, urdu=False) == correct(40, urdu=True)


def test_what_is_done_is_what_was_previewed(editor):
    office = OfficeFactory()
    posted = fields_of(preview(editor, office, "correct", emails="a@example.org").content.decode())
    Office.objects.filter(pk=office.pk).update(phone="+254 20 444 0000")
    answer = editor.post(address(office, "correct"), posted)
    assert "Something changed in between" in shown(answer)
    office.refresh_from_db()
    assert office.emails == "minister@example.org"


def test_a_new_holder_is_addressed_where_the_editor_ticked_it(editor, client):
    urdu_site()
    office = naqvi()
    page = make_action(office=office, act_by=SOON, letters=[("letter", named_letter())])
    urdu = translate(page)
    typed = {"name_en": "Sara Example", "name_ur": "سارہ مثال", "since": TODAY.isoformat()}
    seen = preview(editor, office, "succeed", **typed)
    assert "Dear Minister Naqvi," in shown(seen)
    assert "Mohsin Naqvi must renew" in shown(seen)
    ticked = fields_of(seen.content.decode())["place"]
    assert all(place.endswith(".salutation") for place in ticked)
    assert {place.split(":")[0] for place in ticked} == {str(page.pk), str(urdu.pk)}
    done = editor.post(address(office, "succeed"), fields_of(seen.content.decode()), follow=True)
    assert "replaced in 2 texts" in shown(done)
    html = client.get(page.url).content.decode()
    assert "Sara Example" in html
    assert "Dear Minister Example," in html
    assert "Mohsin Naqvi must renew" in html, "what wasn't ticked stays"
    assert "سارہ مثال" in client.get(urdu.url).content.decode()
    old = Holder.objects.get(name_en="Mohsin Naqvi")
    assert old.until == TODAY - timedelta(days=1)


def test_the_editor_can_untick_a_salutation_and_tick_a_text(editor, client):
    office = naqvi()
    page = make_action(office=office, act_by=SOON, letters=[("letter", named_letter())])
    seen = preview(editor, office, "succeed", name_en="Sara Example", since=TODAY.isoformat())
    html = seen.content.decode()
    places = [box["value"] for box in read(html).select("[name=place]")]
    bodies = [place for place in places if place.endswith(".body")]
    assert bodies
    editor.post(address(office, "succeed"), {**fields_of(html), "place": bodies})
    text = client.get(page.url).content.decode()
    assert "Sara Example must renew" in text
    assert "Dear Minister Naqvi," in text


def test_an_action_that_only_names_the_holder_is_shown_too(editor):
    office = naqvi()
    other = make_action(
        act_by=SOON, introduction="<p>Mohsin Naqvi said that nobody is safe.</p>", title="Elsewhere"
    )
    seen = preview(editor, office, "succeed", name_en="Sara Example", since=TODAY.isoformat())
    assert other.get_admin_display_title() in shown(seen)
    assert "Only in its text" in shown(seen)
    assert "place" not in fields_of(seen.content.decode())


def test_a_new_holder_is_shown_beside_the_old_one(editor):
    office = naqvi()
    seen = shown(preview(editor, office, "succeed", name_ur="سارہ مثال", since=TODAY.isoformat()))
    assert "Name · English Mohsin Naqvi –" in seen
    assert "Name · اردو محسن نقوی سارہ مثال" in seen
    assert f"Since – {date_format(TODAY)}" in seen
    assert "Where it is ticked" not in seen, "no text names the old one"


def test_a_term_that_begins_later_leaves_the_letters_to_who_holds_the_office(editor, client):
    office = naqvi()
    page = make_action(
        office=office, act_by=TODAY + timedelta(days=90), letters=[("letter", named_letter())]
    )
    seen = preview(editor, office, "succeed", name_en="Sara Example", since=SOON.isoformat())
    assert f"The term begins only on {date_format(SOON)}" in shown(seen)
    assert "place" not in fields_of(seen.content.decode())
    editor.post(address(office, "succeed"), fields_of(seen.content.decode()))
    text = client.get(page.url).content.decode()
    assert "Dear Minister Naqvi," in text
    assert "Sara Example" not in text
    assert office.holder_on(SOON).name_en == "Sara Example"


def test_who_has_a_name_in_urdu_only_follows_and_is_followed(editor, client):
    urdu_site()
    office = OfficeFactory(holder=False)
    page = make_action(office=office, act_by=SOON)
    urdu = translate(page)
    do(editor, office, "succeed", name_ur="محسن نقوی", since="2020-01-01")
    first = fields_of(editor.get(address(office, "succeed")).content.decode())
    early = {**first, "name_ur": "سارہ مثال", "since": "2019-01-01", "reason": "x"}
    answer = shown(editor.post(address(office, "succeed"), early))
    assert "محسن نقوی holds it from 1 January 2020" in answer
    do(editor, office, "succeed", name_ur="سارہ مثال", since=TODAY.isoformat())
    for url in (page.url, urdu.url):
        html = client.get(url).content.decode()
        assert "سارہ مثال" in html
        assert "محسن نقوی" not in html


def test_what_looks_like_html_in_a_name_is_text(editor, client):
    office = naqvi()
    page = make_action(office=office, act_by=SOON, letters=[("letter", named_letter())])
    typed = {"name_en": "Sara <i>B&C</i> O'Example", "since": TODAY.isoformat()}
    html = preview(editor, office, "succeed", **typed).content.decode()
    places = [box["value"] for box in read(html).select("[name=place]")]
    assert "<i>B" not in html
    editor.post(address(office, "succeed"), {**fields_of(html), "place": places})
    text = read(client.get(page.url).content.decode()).get_text()
    assert "Sara <i>B&C</i> O'Example must renew the cards." in text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"name_en": "Sara Example", "since": ""}, "This field is required."),
        ({"name_en": "", "since": "2026-01-01"}, "Write this in at least one language."),
        ({"name_en": "Mohsin Naqvi", "since": "2026-01-01"}, "The same person"),
        ({"name_en": "Sara Example", "since": "2001-01-01"}, "Correct that term first."),
    ],
)
def test_a_holder_who_cant_follow_is_refused(editor, typed, error):
    office = naqvi()
    Holder.objects.update(since="2020-01-01")
    first = fields_of(editor.get(address(office, "succeed")).content.decode())
    answer = editor.post(address(office, "succeed"), {**first, "reason": "x", **typed})
    assert error in shown(answer)
    assert Holder.objects.count() == 1


def test_merged_offices_are_one_in_every_language_draft_and_letter(client):
    urdu_site()
    administrator = signed_in(ADMINISTRATORS)
    kept, dropped = naqvi(emails="real@example.org"), naqvi(emails="double@example.org")
    page = make_action(office=dropped, act_by=SOON, letters=[("letter", letter(office=dropped))])
    urdu = translate(page)
    administrator.post(edit_address(page), action_form(administrator, page, title="In the draft"))
    seen = preview(administrator, dropped, "merge", kept=kept.pk)
    assert "double@example.org real@example.org" in shown(seen)
    assert "In the draft" in shown(seen)
    administrator.post(address(dropped, "merge"), fields_of(seen.content.decode()))
    assert list(Office.objects.values_list("pk", flat=True)) == [kept.pk]
    for url in (page.url, urdu.url):
        assert "mailto:real@example.org" in client.get(url).content.decode()
    page = UrgentActionPage.objects.get(pk=page.pk)
    answer = administrator.post(edit_address(page), {**action_form(administrator, page), **PUBLISH})
    assert answer.status_code == 302
    page = UrgentActionPage.objects.get(pk=page.pk)
    assert page.title == "In the draft"
    assert page.targets[0].value["office"] == kept == page.letters[0].value["office"]
    assert Holder.objects.get().name_en == "Mohsin Naqvi"
    assert UrgentActionPage.objects.get(pk=urdu.pk).targets[0].value["office"] == kept


def test_an_action_that_names_both_offices_is_pointed_out():
    administrator = signed_in(ADMINISTRATORS)
    kept, dropped = OfficeFactory(), OfficeFactory()
    card = {"salutation": "Dear Minister,", "note": ""}
    targets = [("target", {"office": office, **card}) for office in (kept, dropped)]
    make_action(act_by=SOON, targets=targets)
    make_action(act_by=SOON, office=dropped)
    seen = shown(preview(administrator, dropped, "merge", kept=kept.pk))
    assert seen.count("This action names both offices") == 1


def test_the_office_that_stays_is_the_one_that_was_previewed():
    administrator, kept, dropped = signed_in(ADMINISTRATORS), OfficeFactory(), OfficeFactory()
    posted = fields_of(preview(administrator, dropped, "merge", kept=kept.pk).content.decode())
    Office.objects.filter(pk=kept.pk).update(emails="other@example.org")
    answer = administrator.post(address(dropped, "merge"), posted)
    assert "Something changed in between" in shown(answer)
    assert "other@example.org" in shown(answer)
    assert Office.objects.count() == 2


def test_merging_takes_as_many_queries_for_ten_actions_in_two_languages_as_for_one():
    urdu_site()
    administrator, kept = signed_in(ADMINISTRATORS), OfficeFactory()

    def merge(count, *, urdu):
        dropped = OfficeFactory()
        for _ in range(count):
            page = make_action(office=dropped, act_by=SOON)
            if urdu:
                translate(page)
        posted = fields_of(preview(administrator, dropped, "merge", kept=kept.pk).content.decode())
        with CaptureQueriesContext(connection) as seen:
            assert administrator.post(address(dropped, "merge"), posted).status_code == 302
        return seen.captured_queries

    first, second = merge(1, urdu=False), merge(10, urdu=True)
    # What translators work with is written once more: its source.
    assert len(second) - len(first) <= 1


def test_who_may_not_change_offices_does_none_of_it():
    office, other = OfficeFactory(), OfficeFactory()
    translator, editor = signed_in(translators_of("ur")), signed_in("Editors")
    for browser, acts in ((translator, ("correct", "succeed", "merge")), (editor, ("merge",))):
        for act in acts:
            posted = {"kept": other.pk, "reason": "x"}
            answer = browser.post(address(office, act), posted, follow=True)
            assert "Your account may not open this" in answer.content.decode()
    assert Office.objects.count() == 2


@pytest.mark.parametrize("act", ["correct", "succeed", "merge"])
def test_crafted_posts_are_answered_with_the_form(act):
    browser, office = signed_in(ADMINISTRATORS), OfficeFactory()
    for posted in (
        {},
        {"token": "x"},
        {"token": "x" * 9999, "kept": "\x00", "since": "\x00", "title_en": "\x00", "reason": "a"},
        {"kept": str(office.pk), "reason": "a", "country": "no", "since": "99999-01-01"},
    ):
        assert browser.post(address(office, act), posted).status_code == 200
    assert browser.get(f"/admin/offices/999999/{act}/", follow=True).status_code == 404
    assert Office.objects.get() == office
