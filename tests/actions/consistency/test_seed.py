"""The real urgent action gives no false finding, and a true one for each thing that is changed."""

from datetime import date

import pytest
from wagtail.rich_text import RichText

from actions.consistency import findings_of
from actions.importing import parse_document
from actions.importing.writing import write_page
from actions.models import Holder, UrgentActionPage
from tests.factories import library

pytestmark = [pytest.mark.django_db, pytest.mark.seed("000")]

BEFORE, AFTER = date(2025, 6, 20), date(2025, 7, 10)
# Neither fields nor texts disagree in it; its letter has no short form yet, and none is invented.
TRUE = [("letter-email", "Letter 1 · Short letter for email")]


@pytest.fixture
def imported(seed):
    """Imports the document, with some of its words changed, as an editor's draft."""
    text = seed("000").read_text(encoding="utf-8")

    def make(*changes: tuple[str, str]) -> UrgentActionPage:
        changed = text
        for old, new in changes:
            assert old in changed, f"{old} isn't in the document"
            changed = changed.replace(old, new, 1)
        return write_page(parse_document(changed, file="000.txt"), parent=library("en")).page

    return make


def found(page, today=BEFORE):
    return [(finding.code, finding.where) for finding in findings_of(page, today=today)]


@pytest.mark.parametrize("today", [BEFORE, AFTER, date(2026, 11, 23)])
def test_it_gives_no_false_finding(imported, today):
    assert found(imported(), today) == TRUE


def test_published_it_gives_none_either(imported):
    page = imported()
    page.save_revision().publish()
    assert found(UrgentActionPage.objects.get(pk=page.pk)) == TRUE


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("return of at least 1,080,312", "return of at least 1,080,321", "figure"),
        ("return of at least 1,080,312", "return of at least 1,088,312", "figure"),
        ("held by **at least 1.4", "held by **at least 1.5", "figure"),
        ("I am writing to express", "Mohsin Naqwi, I am writing to express", "name"),
        ("Yours sincerely", "Asha Example\n\nYours sincerely", None),
    ],
)
def test_each_thing_that_is_changed_is_found(imported, old, new, finding):
    wanted = [finding] if finding else []
    assert [code for code, _where in found(imported((old, new)))] == [*wanted, "letter-email"]


def test_a_step_that_was_copied_from_another_action(imported):
    page = imported()
    text = page.steps[1].value["text"].source
    page.steps[1].value["text"] = RichText(text.replace("109.23", "190.23"))
    assert found(page) == [("number", "Step 2 · Step"), *TRUE]


def test_its_key_date_passes(imported):
    page = imported()
    lapse = {"date": date(2025, 6, 30), "what": "PoR cards expire", "certainty": "certain"}
    page.key_dates = [("key_date", lapse)]
    page.save_revision().publish()
    page = UrgentActionPage.objects.get(pk=page.pk)
    assert found(page, date(2025, 6, 30)) == TRUE
    key = [where for code, where in found(page, date(2025, 7, 1)) if code == "key-date"]
    assert key == ["Introduction", "Letter 1 · Letter"]


def test_a_new_minister_is_written_to(imported):
    page = imported()
    office = page.targets[0].value["office"]
    Holder.objects.filter(office=office).update(until=date(2025, 6, 1))
    Holder.objects.create(office=office, name_en="Asha Example", since=date(2025, 6, 2))
    page.letters[0].value["salutation"] = "Dear Minister Naqvi,"
    assert ("former-holder", "Letter 1 · Salutation") in found(page)


def test_its_figures_stand_side_by_side(imported):
    page = imported()
    blank: dict = {"qualifier": "", "place": "", "as_of": None, "source": None, "breakdown": []}
    figures = [
        ("1,080,312", "Afghans forced to return", "since October 2023"),
        ("1,088,133", "Afghans who returned", "September 2023 to 7 June 2025"),
        ("468,000", "Afghans who returned", "October to December 2023"),
        ("51,309", "women forced to return", "since 1 April 2025"),
    ]
    page.additional_information = [
        *((block.block_type, block.value) for block in page.additional_information),
        *(
            ("figure", {**blank, "value": value, "counted": counted, "period": period})
            for value, counted, period in figures
        ),
    ]
    assert found(page) == TRUE
