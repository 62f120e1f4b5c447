"""What an editor does in the forms of the admin, from an office to a published action."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.rich_text import RichText

from actions.models import ActionRecord, Country, Language, Office, Topic, UrgentActionPage
from tests.admin_forms import (
    PUBLISH,
    add_address,
    blocks,
    edit_address,
    errors_in,
    form_in,
    new_action,
    prose,
    signed_in,
)
from tests.factories import OfficeFactory, make_action

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ACT_BY = TODAY + timedelta(days=20)


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def whole_action():
    """An action with every part that a document has, as an editor types it."""
    target = OfficeFactory()
    embassy = OfficeFactory(title_en="Embassy of Kenya", emails="embassy@example.org", holder=False)
    topic = Topic.objects.create(slug="eviction", name_en="Eviction")
    return {
        "title": "The weavers of the lake must stay",
        "serial": "77",
        "year": "26",
        "sequence": "2",
        "kind": "urgent_action",
        "index_number": "AFR 32/0001/2026",
        "issued_on": (TODAY - timedelta(days=2)).isoformat(),
        "countries": [Country.objects.get(code="KE").pk, Country.objects.get(code="UG").pk],
        "topics": [topic.pk],
        "introduction": prose("<p>Forty families were told to <b>leave the shore</b>.</p>"),
        **blocks(
            "steps",
            ("step", {"text": RichText("<p>Send a letter in your own words.</p>")}),
            ("step", {"text": RichText("<p>Tell us that you wrote.</p>"), "reports": True}),
        ),
        **blocks("targets", ("target", {"office": target, "note": "Can halt the order."})),
        **blocks("copies", ("copy", {"office": embassy})),
        **blocks(
            "letters",
            (
                "letter",
                {
                    "salutation": "Dear Minister,",
                    "body": RichText("<p>Please let <b>the weavers</b> stay.</p><p>Today.</p>"),
                    "sign_off": "Yours faithfully,",
                    "short_body": "Please let them stay.",
                },
            ),
        ),
        "safety_note": prose("<p>Do not write from within the county.</p>"),
        **blocks(
            "additional_information",
            ("text", RichText("<p>The lake has risen for ten years [1].</p>")),
            (
                "figure",
                {
                    "value": "1,204",
                    "qualifier": "at least",
                    "counted": "people told to go",
                    "source": "1",
                    "breakdown": [{"label": "children", "value": "530"}],
                },
            ),
            ("quote", {"text": "We were born here.", "attribution": "A weaver"}),
            ("source", {"publisher": "Lake Monitor", "address": "https://example.org/lake"}),
            ("reading", {"title": "The rising lake", "url": "https://example.org/rising"}),
        ),
        "preferred_languages": [row.pk for row in Language.objects.filter(code__in=["en", "sw"])],
        "own_language_accepted": "on",
        "act_by": ACT_BY.isoformat(),
        **blocks(
            "key_dates",
            ("key_date", {"date": ACT_BY.isoformat(), "what": "The order takes effect"}),
        ),
        **blocks("people", ("person", {"name": "Achieng Example", "pronoun": "she/her"})),
        **blocks(
            "previous_actions",
            ("previous_action", {"label": "The first letter", "url": "https://example.org/first"}),
        ),
        **blocks(
            "updates",
            (
                "update",
                {
                    "date": (TODAY - timedelta(days=1)).isoformat(),
                    "kind": "good_news",
                    "text": RichText("<p>A judge will hear them.</p>"),
                },
            ),
        ),
    }


SHOWN = [
    "The weavers of the lake must stay",
    "Second UA 77.26",
    "Forty families were told to <b>leave the shore</b>.",
    "Uganda",
    "Send a letter in your own words.",
    "Asha Example",
    "1 Example Street",
    "minister@example.org",
    "Can halt the order.",
    "Embassy of Kenya",
    "Dear Minister,",
    "Please let <b>the weavers</b> stay.",
    "Yours faithfully,",
    "Do not write from within the county.",
    "1,204",
    "people told to go",
    "530",
    "We were born here.",
    "A weaver",
    "Lake Monitor",
    "The rising lake",
    "https://example.org/rising",
    "Swahili",
    "The order takes effect",
    "Achieng Example",
    "she/her",
    "The first letter",
    "A judge will hear them.",
]


def test_an_editor_writes_previews_publishes_and_mends_an_action(editor, client):
    typed = new_action(editor, **whole_action())
    answer = editor.post(add_address(), typed)
    page = UrgentActionPage.objects.get(title="The weavers of the lake must stay")
    assert answer.url == edit_address(page)
    assert not page.live
    assert client.get(page.url).status_code == 404

    draft = form_in(editor.get(edit_address(page)).content.decode())
    preview = f"/admin/pages/{page.pk}/edit/preview/"
    assert editor.post(preview, draft).json() == {"is_valid": True, "is_available": True}
    shown = editor.get(preview)
    assert shown.status_code == 200
    for words in SHOWN:
        assert words in shown.content.decode(), words

    answer = editor.post(edit_address(page), {**draft, **PUBLISH})
    assert answer.status_code == 302, errors_in(answer.content.decode())
    page.refresh_from_db()
    assert page.get_url_parts()[2] == "/en/actions/second-ua-77-26/"
    shown = client.get("/en/actions/second-ua-77-26/").content.decode()
    for words in SHOWN:
        assert words in shown, words
    assert date_format(ACT_BY, "j F Y") in shown or ACT_BY.isoformat() in shown

    again = form_in(editor.get(edit_address(page)).content.decode())
    assert again["steps-1-value-reports"] == ["on"]
    assert again["index_number"] == ["AFR 32/0001/2026"]
    changed = {
        "title": "The weavers may stay until spring",
        "letters-0-value-salutation": "Dear Madam Minister,",
        "act_by": (ACT_BY + timedelta(days=300)).isoformat(),
    }
    editor.post(edit_address(page), {**again, **changed, **PUBLISH})
    shown = client.get("/en/actions/second-ua-77-26/").content.decode()
    assert "The weavers may stay until spring" in shown
    assert "Dear Madam Minister," in shown
    assert "Please let <b>the weavers</b> stay." in shown
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    assert record.act_by == ACT_BY, "only the act changes a public deadline"
    assert UrgentActionPage.objects.get(pk=page.pk).act_by == ACT_BY


def test_what_an_editor_opens_and_saves_stays_as_it_was(editor):
    editor.post(add_address(), new_action(editor, **whole_action()))
    page = UrgentActionPage.objects.get()
    before = form_in(editor.get(edit_address(page)).content.decode())
    editor.post(edit_address(page), before)
    after = form_in(editor.get(edit_address(page)).content.decode())
    moving = ("loaded_revision_id", "loaded_revision_created_at")
    assert {k: v for k, v in after.items() if k not in moving} == {
        k: v for k, v in before.items() if k not in moving
    }


def test_a_draft_may_lack_what_publishing_asks_for(editor):
    nowhere = Office.objects.create(title_en="Nowhere")
    letter = blocks("letters", ("letter", {"body": RichText("<p>Please</p>")}))
    target = blocks("targets", ("target", {"office": nowhere}))
    typed = new_action(
        editor, title="Begun", serial="9", year="2026", kind="follow_up", **letter, **target
    )
    assert editor.post(add_address(), typed).status_code == 302
    page = UrgentActionPage.objects.get(title="Begun")
    assert page.letters[0].value["body"].source.count("Please") == 1
    form = form_in(editor.get(edit_address(page)).content.decode())
    answer = editor.post(edit_address(page), {**form, **PUBLISH})
    assert set(errors_in(answer.content.decode())) == {
        "sequence",
        "introduction",
        "letters-0-value-salutation",
        "letters-0-value-sign_off",
        "targets-0-value-office",
    }


def test_a_final_update_needs_no_letter_and_no_target(editor, client):
    typed = new_action(editor, title="They are home", introduction=prose("<p>Thank you.</p>"))
    answer = editor.post(add_address(), {**typed, **PUBLISH})
    assert answer.status_code == 302, errors_in(answer.content.decode())
    page = UrgentActionPage.objects.get(title="They are home")
    assert "Thank you." in client.get(page.url).content.decode()


@pytest.mark.parametrize("publish", [False, True], ids=["draft", "published"])
def test_the_copy_of_an_action_has_no_number_and_a_deadline_of_its_own(editor, client, publish):
    page = make_action(serial=5, year=2026, act_by=ACT_BY)
    address = f"/admin/pages/{page.pk}/copy/"
    posted = {
        "new_title": "A new case",
        "new_slug": "a-new-case",
        "new_parent_page": page.get_parent().pk,
        **({"publish_copies": "on"} if publish else {}),
    }
    assert editor.post(address, posted).status_code == 302
    copy = UrgentActionPage.objects.get(slug="a-new-case")
    assert (copy.serial, copy.year, copy.sequence) == (None, None, None)
    assert copy.live == publish
    form = editor.get(edit_address(copy))
    assert form_in(form.content.decode())["serial"] == [""]
    if publish:
        assert client.get(copy.url).status_code == 200
    assert "UA 5.26" in client.get(page.url).content.decode()


def test_an_alias_has_no_number_and_gets_in_nobodys_way(editor, client):
    page = make_action(serial=5, year=2026)
    posted = {
        "new_title": page.title,
        "new_slug": "the-same",
        "new_parent_page": page.get_parent().pk,
        "alias": "on",
    }
    assert editor.post(f"/admin/pages/{page.pk}/copy/", posted).status_code == 302
    alias = UrgentActionPage.objects.get(slug="the-same")
    assert alias.alias_of_id == page.pk
    assert client.get(alias.url).status_code == 404, "the action has one address"
    assert editor.get(edit_address(alias)).status_code == 200
    form = form_in(editor.get(edit_address(page)).content.decode())
    changed = {**form, "title": "Changed", **PUBLISH}
    assert editor.post(edit_address(page), changed).status_code == 302
    changed = {**form, "title": "Changed again", **PUBLISH}
    assert editor.post(edit_address(page), changed).status_code == 302
    assert client.get(page.url).status_code == 200
