"""Bad input in the forms of the admin: an error at the right field, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.rich_text import RichText

from actions.models import Country, Office, Topic, UrgentActionPage
from tests.admin_forms import (
    OFFICES,
    PUBLISH,
    action_form,
    add_address,
    blocks,
    edit_address,
    errors_in,
    form_in,
    new_action,
    new_office,
    prose,
    read,
    signed_in,
)
from tests.factories import OfficeFactory, make_action

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


def refused(editor, address, posted, *, publish=True, form_id="page-edit-form"):
    """The errors of an answer, which must hold all that was posted."""
    answer = editor.post(address, {**posted, **(PUBLISH if publish else {})})
    assert answer.status_code == 200, "it was accepted"
    html = answer.content.decode()
    kept = form_in(html, form_id=form_id)
    for name, typed in posted.items():
        wanted = [str(value) for value in (typed if isinstance(typed, list) else [typed])]
        assert kept.get(name) == wanted, f"{name} was lost"
    return errors_in(html)


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


@pytest.mark.parametrize(
    ("field", "country", "typed"),
    [
        ("phone", "PK", "(202) 243-6500"),
        ("phone", "US", "243-65"),
        ("fax", "PK", "ask the desk"),
        ("fax", None, "051 920 2624"),
        ("emails", "PK", "minister(at)example.org"),
        ("emails", "PK", "minister@example.org, nobody@"),
        ("x_handle", "PK", "@a-name-with-dashes"),
        ("x_handle", "PK", "https://example.org/name"),
    ],
)
def test_ways_to_reach_an_office_that_cant_be(editor, field, country, typed):
    row = Country.objects.filter(code=country).first()
    place = str(row.pk) if row else ""
    posted = new_office(editor, title_en="Governor", address="Town", country=place)
    posted = {**posted, field: typed}
    errors = refused(editor, f"{OFFICES}add/", posted, publish=False, form_id="w-editor-form")
    assert list(errors) == [field]
    assert not Office.objects.exists()


@pytest.mark.parametrize(
    ("field", "country", "typed"),
    [
        ("phone", "US", "(202) 243-6500"),
        ("fax", "PK", "+92 51 920 2624"),
        ("fax", "US", "+92 51 920 2624"),
        ("phone", "PK", "051 920 2624"),
        ("x_handle", "PK", "WaterExample"),
    ],
)
def test_ways_to_reach_an_office_that_can_be(editor, field, country, typed):
    place = Country.objects.get(code=country).pk
    posted = {**new_office(editor, title_en="Governor", country=place), field: typed}
    answer = editor.post(f"{OFFICES}add/", posted)
    assert errors_in(answer.content.decode()) == {}
    assert getattr(Office.objects.get(title_en="Governor"), field).removeprefix("@") == typed


def test_an_office_needs_a_title_and_a_way_to_reach_it(editor):
    posted = new_office(editor)
    errors = refused(editor, f"{OFFICES}add/", posted, publish=False, form_id="w-editor-form")
    assert set(errors) == {"title_en", "address"}


def test_an_office_may_have_its_title_in_urdu_only(editor):
    editor.post(f"{OFFICES}add/", new_office(editor, title_ur="وزیر آب", emails="a@example.org"))
    office = Office.objects.get()
    assert "وزیر آب" in editor.get(OFFICES).content.decode()
    assert str(office) == "وزیر آب"


@pytest.mark.parametrize("model", ["topic", "organisation", "country", "language"])
def test_a_row_of_the_directory_needs_a_name(model):
    browser = signed_in("Administrators")
    address = f"/admin/snippets/actions/{model}/add/"
    form = form_in(browser.get(address).content.decode(), form_id="w-editor-form")
    ids = {"topic": {"slug": "x"}, "country": {"code": "QX", "region": "africa"}}
    posted = {**form, **ids.get(model, {"code": "qx"} if model == "language" else {})}
    errors = refused(browser, address, posted, publish=False, form_id="w-editor-form")
    assert errors == {"name_en": ["Write this in at least one language."]}


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


def test_an_office_that_a_published_action_names_is_kept():
    make_action()
    OfficeFactory(title_en="Unused")
    unused, office = Office.objects.get(title_en="Unused"), Office.objects.get(uses__isnull=False)
    browser = signed_in("Administrators")
    answer = browser.post(f"{OFFICES}delete/{office.pk}/", follow=True)
    assert "is in use and can&#x27;t be deleted" in answer.content.decode()
    assert Office.objects.filter(pk=office.pk).exists()
    browser.post(f"{OFFICES}delete/{unused.pk}/")
    assert not Office.objects.filter(pk=unused.pk).exists()
