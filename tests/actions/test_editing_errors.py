"""Bad input in the forms of the admin: an error at the right field, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.rich_text import RichText

from actions.models import Office, Topic, UrgentActionPage
from tests.admin_forms import (
    PUBLISH,
    action_form,
    add_address,
    blocks,
    edit_address,
    new_action,
    prose,
    read,
    refused,
    signed_in,
)
from tests.factories import make_action

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def complete(editor, **typed):
    """An action that could be published, but for what a test types."""
    facts = {"title": "Stay", "introduction": prose("<p>They must <b>stay</b>.</p>")}
    return new_action(editor, **{**facts, **typed})


def letter(**words):
    whole = {
        "salutation": "Dear Minister,",
        "body": RichText("<p>Let them <b>stay</b>.</p>"),
        "sign_off": "Yours,",
    }
    return blocks("letters", ("letter", {**whole, **words}))


@pytest.mark.parametrize("missing", ["salutation", "body", "sign_off"])
def test_a_letter_without_one_of_its_parts_is_no_letter(editor, missing):
    typed = letter(**{missing: RichText("") if missing == "body" else ""})
    errors = refused(editor, add_address(), complete(editor, **typed))
    assert errors == {f"letters-0-value-{missing}": ["This field is required."]}


def test_an_introduction_that_nobody_wrote_is_asked_for(editor):
    posted = {**complete(editor), "introduction": prose("")}
    assert refused(editor, add_address(), posted) == {"introduction": ["This field is required."]}


def test_a_safety_note_left_empty_is_no_note(editor, client):
    editor.post(add_address(), {**complete(editor), **PUBLISH})
    page = UrgentActionPage.objects.get(title="Stay")
    assert page.safety_note == ""


def test_a_target_that_nothing_reaches(editor):
    office = Office.objects.create(title_en="Nowhere")
    typed = blocks("targets", ("target", {"office": office, "note": "Decides."}))
    errors = refused(editor, add_address(), complete(editor, **typed))
    assert list(errors) == ["targets-0-value-office"]
    assert "no way to reach this office" in errors["targets-0-value-office"][0]


def test_a_deadline_before_the_issue_date(editor):
    typed = {"issued_on": TODAY.isoformat(), "act_by": (TODAY - timedelta(days=1)).isoformat()}
    errors = refused(editor, add_address(), complete(editor, **typed), publish=False)
    assert errors == {"act_by": ["The deadline is before the issue date. Check both."]}


@pytest.mark.parametrize("publish", [True, False], ids=["published", "draft"])
def test_a_number_that_another_action_has(editor, publish):
    make_action(serial=109, year=2023, sequence=2, publish=publish)
    typed = complete(editor, serial="109", year="23", sequence="2")
    errors = refused(editor, add_address(), typed, publish=False)
    assert errors == {"serial": ["Another action has the number Second UA 109.23."]}


@pytest.mark.parametrize(
    ("typed", "kept"), [("23", 2023), ("95", 1995), ("00", 2000), ("2023", 2023)]
)
def test_a_year_may_have_two_digits(editor, typed, kept):
    editor.post(add_address(), complete(editor, serial="109", year=typed))
    page = UrgentActionPage.objects.get(title="Stay")
    assert (page.serial, page.year) == (109, kept)
    assert page.sequence == 1, "the first of its series, if nobody says otherwise"


@pytest.mark.parametrize(
    ("serial", "year", "sequence"),
    [
        ("0", "0", "0"),
        ("-1", "-1", "-1"),
        ("99999999999999", "99999", "1000"),
        ("9" * 40, "9" * 40, "9" * 40),
        ("1.5", "1972", "second"),
        ("UA", "7", "1.5"),
    ],
)
@pytest.mark.parametrize("publish", [True, False], ids=["published", "draft"])
def test_numbers_that_cant_be(editor, serial, year, sequence, publish):
    posted = complete(editor, serial=serial, year=year, sequence=sequence)
    errors = refused(editor, add_address(), posted, publish=publish)
    assert set(errors) == {"serial", "year", "sequence"}
    assert not UrgentActionPage.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"sequence": "2"}, "serial"), ({"year": "2023"}, "serial"), ({"serial": "109"}, "year")],
)
def test_half_a_number(editor, typed, field):
    errors = refused(editor, add_address(), complete(editor, **typed), publish=False)
    assert list(errors) == [field]
    assert "109 and 2023 for UA 109.23" in errors[field][0]


@pytest.mark.parametrize(("others", "free"), [([], 2), ([1], 2), ([1, 4], 5)])
@pytest.mark.parametrize("kind", ["further_information", "follow_up"])
def test_further_information_is_offered_the_next_free_place(editor, others, free, kind):
    for place in others:
        make_action(serial=9, year=1999, sequence=place, publish=place == 1)
    typed = complete(editor, serial="9", year="99", kind=kind)
    errors = refused(editor, add_address(), typed)
    assert errors == {"sequence": [f"{free} is the next free one; enter it to confirm."]}
    answer = editor.post(add_address(), {**typed, "sequence": str(free), **PUBLISH})
    assert answer.status_code == 302
    assert UrgentActionPage.objects.get(title="Stay").live


def test_a_slug_that_is_taken_doesnt_stop_a_new_action(editor):
    make_action(serial=1, year=2001, slug="ua-77-26")
    UrgentActionPage.objects.update(slug="ua-77-26", first_published_at=timezone.now())
    answer = editor.post(add_address(), complete(editor, serial="77", year="26"))
    assert answer.status_code == 302
    assert UrgentActionPage.objects.get(title="Stay").slug == "stay"


def test_a_figure_from_a_source_that_isnt_there(editor):
    typed = blocks(
        "additional_information",
        ("source", {"publisher": "Lake Monitor"}),
        ("figure", {"value": "12", "counted": "boats", "source": "2"}),
    )
    errors = refused(editor, add_address(), complete(editor, **typed))
    assert errors == {
        "additional_information-1-value-source": ["Source 2 isn't there: the last one is number 1."]
    }
    assert editor.post(add_address(), complete(editor, **typed)).status_code == 302, "a draft"


def test_many_errors_are_listed_first_and_each_leads_to_its_field(editor):
    page = make_action(serial=3, year=2026)
    Topic.objects.create(slug="water", name_en="Water")
    posted = action_form(
        editor,
        page,
        title="",
        year="26000",
        slug="not a slug",
        introduction=prose(""),
        **letter(salutation=""),
        **blocks("key_dates", ("key_date", {"what": "A hearing"})),
        **blocks(
            "additional_information",
            (
                "figure",
                {"value": "12", "counted": "boats", "breakdown": [{"label": "", "value": "1"}]},
            ),
        ),
    )
    html = editor.post(edit_address(page), {**posted, **PUBLISH}).content.decode()
    listed = read(html).find(id="error-list-heading").find_parent("section")
    lines = {
        " ".join(item.a.text.split()): (
            item.a["href"].removeprefix("#"),
            " ".join(item.text.split()),
        )
        for item in listed.select("li")
    }
    assert list(lines) == [
        "Title",
        "Year",
        "Introduction",
        "Letters · Letter 1 · Salutation",
        "Additional information · Figure 1 · Breakdown · Part of the figure 1 · Part",
        "Key dates · Key date 1 · Date",
        "Slug",
    ]
    assert listed.h2.text.strip() == "7 things to mend"
    assert lines["Title"][1] == "Title: This field is required."
    # Inputs of blocks are drawn by Wagtail's script, which gives their errors these ids.
    assert lines["Letters · Letter 1 · Salutation"][0] == "letters-0-value-salutation-errors"
    ids = {tag["id"] for tag in read(html).find_all(id=True)}
    for label in ("Title", "Year", "Introduction", "Slug"):
        assert lines[label][0] in ids


def test_a_form_without_errors_lists_none(editor):
    page = make_action()
    assert "error-list-heading" not in editor.get(edit_address(page)).content.decode()
