"""What the consistency check finds in an action, and what it must not find."""

from datetime import date, timedelta

import pytest
from wagtail.rich_text import RichText

from actions.choices import Kind
from actions.consistency import check, findings_of
from actions.models import Holder
from tests.factories import OfficeFactory, letter, make_action

pytestmark = pytest.mark.django_db

TODAY = date(2025, 7, 10)
DEADLINE = date(2025, 9, 15)
LAPSE = ("key_date", {"date": date(2025, 6, 30), "what": "Cards lapse", "certainty": "certain"})


def said(page, today=TODAY):
    """Each finding as "where: message", without the marks that isolate quotations."""
    found = findings_of(page, today=today)
    return [f"{f.where}: {f.message}".translate({0x2068: None, 0x2069: None}) for f in found]


def codes(page, today=TODAY):
    return [finding.code for finding in findings_of(page, today=today)]


def draft(**facts):
    facts.setdefault("act_by", DEADLINE)
    return make_action(publish=False, **facts)


def written(text, **words):
    """A letter with a text."""
    return [("letter", letter(body=RichText(f"<p>{text}</p>"), **words))]


def step(text):
    return [("step", {"text": RichText(f"<p>{text}</p>"), "reports": False})]


def information(*blocks):
    """Additional information: texts, and figures as dicts."""
    blank = {"qualifier": "", "place": "", "period": "", "as_of": None, "source": None}
    return [
        ("figure", {**blank, "breakdown": [], **block})
        if isinstance(block, dict)
        else ("text", RichText(f"<p>{block}</p>"))
        for block in blocks
    ]


def target(office, salutation="Dear Minister,"):
    return ("target", {"office": office, "salutation": salutation, "note": ""})


def person(name, *, group=False):
    return [("person", {"name": name, "pronoun": "", "group": group})]


# -- the deadline --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Please take action until 15 October 2025.",
        "Send your letters before October 15, 2025.",
        "Letters help no later than 15 October 2025.",
        "The deadline is 15 October 2025.",
    ],
)
def test_a_text_that_names_another_deadline(text):
    page = draft(steps=step(text))
    [finding] = said(page)
    assert finding.startswith("Step 1 · Step: The text says “")
    assert "15" in finding
    assert "but the deadline is 15 September 2025" in finding


@pytest.mark.parametrize(
    "text",
    [
        "Please take action until 15 September 2025.",
        "Please write before 16 September.",
        "Please take action before September 15.",
        "The court will rule by 1 October 2025.",
        "Write now. The cards lapse on 30 June 2026.",
        "She was to be released before 1 May 2024.",
    ],
)
def test_a_text_that_names_the_deadline_or_another_thing(text):
    assert said(draft(steps=step(text), introduction=f"<p>{text}</p>")) == []


def test_a_deadline_in_urdu():
    page = draft()
    page.locale = page.locale.__class__.objects.get(language_code="ur")
    page.steps = step("براہ کرم 15 اکتوبر 2025 تک خط بھیجیں۔")
    assert codes(page) == ["deadline"]
    page.steps = step("براہ کرم 15 ستمبر 2025 تک خط بھیجیں۔ عدالت 1 مئی 2026 تک فیصلہ دے گی۔")
    assert said(page) == []


def test_appeals_that_a_court_hears_have_their_own_day():
    assert said(draft(introduction="<p>Appeals must be filed by 1 October 2025.</p>")) == []


def test_what_an_official_is_asked_to_do_by_a_day_is_no_deadline():
    text = "I ask you to take action before 30 June 2026 and to write to the court by 1 May 2026."
    assert said(draft(letters=written(text))) == []


def test_a_deadline_in_the_text_but_not_in_its_field():
    [finding] = said(draft(act_by=None, steps=step("Take action until 15 September 2025.")))
    assert "the action has no deadline" in finding


def test_a_deadline_before_the_issue_date():
    [finding] = said(draft(issued_on=date(2025, 10, 1)))
    assert finding.startswith(
        "Deadline: The deadline, 15 September 2025, is before the issue date, 1 October 2025."
    )


# -- key dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize("written_date", ["30 June 2025", "June 30, 2025", "30/06/2025", "30 June"])
def test_a_letter_that_names_a_key_date_which_has_passed(written_date):
    page = make_action(
        act_by=DEADLINE,
        key_dates=[LAPSE],
        letters=written(f"Their cards expire on {written_date}. Please renew them."),
    )
    assert said(page, today=date(2025, 6, 30)) == []
    [finding] = said(page, today=date(2025, 7, 1))
    assert finding.startswith(
        "Letter 1 · Letter: The letter names 30 June 2025 (“Cards lapse”), which has passed."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Their cards lapsed on 30 June 2025, and nothing has replaced them.",
        "They have had no papers since 30 June 2025.",
        "On 29 June 2025 she was taken.",
        "The cards of 30 June 2024 were renewed.",
    ],
)
def test_a_letter_that_says_that_the_day_has_passed_or_names_another(text):
    assert said(draft(key_dates=[LAPSE], letters=written(text))) == []


def test_a_day_without_its_year_that_may_be_of_another_year():
    introduction = "<p>In 2024 the cards were to lapse on 30 June 2024.</p>"
    letters = written("They were to lapse on 30 June, and were renewed.")
    assert said(draft(key_dates=[LAPSE], introduction=introduction, letters=letters)) == []


def test_an_action_that_has_ended_or_was_closed_isnt_held_to_its_key_dates():
    page = make_action(
        act_by=date(2025, 7, 5), key_dates=[LAPSE], letters=written("They lapse on 30 June 2025.")
    )
    assert codes(page, today=date(2025, 7, 5)) == ["key-date"]
    assert codes(page, today=date(2025, 7, 6)) == []


# -- the number ----------------------------------------------------------------------------------


@pytest.fixture
def second():
    """Second UA 109.23, with a step that can be set."""

    def make(**facts):
        return draft(serial=109, year=2023, sequence=2, **facts)

    return make


def test_a_step_with_the_number_of_another_action(second):
    [finding] = said(second(steps=step("Report your action on Second UA 190.23.")))
    assert "Step 1 · Step: The text says “Second UA 190.23”" in finding
    assert "but this action is “Second UA 109.23”" in finding


def test_a_step_copied_from_the_last_of_the_series():
    page = draft(serial=109, year=2023, sequence=3, steps=step("Tell us about Second UA 109.23."))
    assert codes(page) == ["number"]


def test_its_own_number_and_those_that_are_known(second):
    make_action(serial=12, year=2024)
    text = "Report on Second UA 109.23, UA 109/23, UA 12.24 or UA 77.20."
    page = second(
        steps=step(text),
        previous_actions=[
            ("previous_action", {"label": "", "url": "https://example.org/ua-77-20/"})
        ],
        additional_information=information("See also UA 5.19, on another case."),
    )
    assert said(page) == []


def test_an_index_number_with_a_slip(second):
    text = "Index: ASA 33/8061/2025. See also ASA 33/1234/2020."
    page = second(index_number="ASA 33/8016/2025", additional_information=information(text))
    [finding] = said(page)
    assert "“ASA 33/8061/2025”" in finding
    assert "“ASA 33/8016/2025”" in finding


# -- names ---------------------------------------------------------------------------------------


@pytest.fixture
def minister():
    """An office that Mohsin Naqvi holds, after Sarfraz Bugti."""
    office = OfficeFactory(holder=False)
    Holder.objects.create(office=office, name_en="Sarfraz Bugti", until=TODAY - timedelta(days=90))
    Holder.objects.create(
        office=office,
        name_en="Syed Mohsin Naqvi",
        salutation_en="Dear Minister,",
        since=TODAY - timedelta(days=89),
    )
    return office


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The order was signed by Mohsin Naqwi.", "Naqwi"),
        ("We wrote to Minister Naqiv in May.", "Naqiv"),
        ("Release Saule Mukhamedova now.", "Mukhamedova"),
    ],
)
def test_a_name_that_is_misspelt(minister, text, wrong):
    page = draft(office=minister, letters=written(text), people=person("Saule Muhamedova"))
    [finding] = said(page)
    assert finding.startswith(f"Letter 1 · Letter: The text has “{wrong}” where the name is")


@pytest.mark.parametrize(
    "text",
    [
        "Mr Naqvi’s order, and the Naqvis.",
        "Nasir Naqwa is another man.",  # near, but beside the name of somebody else
        "Afghans, an Afghan family and Afghanistan.",
        "The march to the Marsh goes on.",
        "Naqviites gathered. Marche arrière!",
    ],
)
def test_what_is_no_misspelt_name(minister, text):
    people = person("Afghan Marsh")
    page = draft(office=minister, people=people, additional_information=information(text))
    assert said(page) == []


def test_a_misspelt_name_in_urdu_is_seen_by_the_name_beside_it(minister):
    minister.holders.filter(name_en="Syed Mohsin Naqvi").update(name_ur="سید محسن نقوی")
    page = draft(office=minister)
    page.locale = page.locale.__class__.objects.get(language_code="ur")
    page.introduction = "<p>محسن نقبی نے حکم دیا۔ نقوی صاحب نے نقدی لی۔</p>"
    [finding] = said(page)
    assert "“نقبی”" in finding


@pytest.mark.parametrize("text", ["كتبنا لنقوي محسن.", "أمر محسن ونقوي معه.", "وللنقوي محسن قرار."])
def test_a_name_in_arabic_takes_what_is_written_together_with_it(minister, text):
    name = "سيد محسن نقوي" if "للنقوي" not in text else "سيد محسن النقوي"
    minister.holders.filter(name_en="Syed Mohsin Naqvi").update(name_ar=name)
    page = draft(office=minister)
    page.locale = page.locale.__class__.objects.get(language_code="ar")
    page.introduction = f"<p>{text}</p>"
    assert said(page) == []


def test_a_letter_to_an_office_that_is_no_target(minister):
    other = OfficeFactory(title_en="Minister of Labour")
    page = draft(office=minister, letters=[("letter", letter()), ("letter", letter(office=other))])
    [finding] = said(page)
    assert finding.startswith("Letter 2 · Only for: This letter is only for “Minister of Labour”")


@pytest.mark.parametrize(
    "text", ["Sarfraz Bugti, please let them stay.", "Minister Bugti, please let them stay."]
)
def test_a_letter_to_who_no_longer_holds_the_office(minister, text):
    page = draft(office=minister, letters=written(text))
    [finding] = said(page)
    assert "“Sarfraz Bugti”, who no longer holds the office; “Syed Mohsin Naqvi” does" in finding


def test_a_former_holder_in_the_background_or_called_former(minister):
    page = draft(
        office=minister,
        letters=written("Your predecessor Sarfraz Bugti began this, in the town of Dera Bugti."),
        additional_information=information("In 2023 Sarfraz Bugti announced the plan."),
    )
    assert said(page) == []


# -- salutations ---------------------------------------------------------------------------------


def test_two_salutations_for_one_office(minister):
    page = draft(
        targets=[target(minister, "Dear Minister,")],
        letters=written("Please.", salutation="Dear Honorable Minister,"),
    )
    [finding] = said(page)
    assert finding.startswith(
        "Letter 1 · Salutation: The letter begins “Dear Honorable Minister,”, "
        "but the target's salutation is “Dear Minister,”."
    )


def test_a_letter_that_greets_otherwise_than_the_directory(minister):
    page = draft(
        targets=[target(minister, "")], letters=written("Please.", salutation="Your Excellency,")
    )
    [finding] = said(page)
    assert "the directory greets the holder of this office with “Dear Minister,”" in finding


def test_a_letter_may_greet_more_formally_than_the_directory(minister):
    salutation = "Dear Honorable Minister,"
    page = draft(targets=[target(minister, "")], letters=written("Please.", salutation=salutation))
    assert said(page) == []


def test_salutations_that_agree_but_for_case_spelling_and_commas(minister):
    page = draft(
        targets=[target(minister, "Dear Honourable Minister")],
        letters=written("Please.", salutation="Dear Honorable minister,"),
    )
    assert said(page) == []


def test_a_letter_to_several_targets_greets_nobody_in_particular(minister):
    judge = OfficeFactory(title_en="Chief Justice")
    page = draft(
        targets=[target(minister, "Dear Minister,"), target(judge, "Your Honour,")],
        letters=written("Please.", salutation="Dear Sir or Madam,"),
    )
    assert said(page) == []


@pytest.mark.parametrize(
    ("salutation", "found"),
    [
        ("Dear Minister Naqvi,", []),
        ("Dear Minister of Justice,", []),
        ("Dear Mr Khan,", ["salutation-name"]),
        ("Dear Minister Bugti,", ["former-holder"]),
        ("Dear Sir or Madam,", []),
    ],
)
def test_whom_a_salutation_names(minister, salutation, found):
    page = draft(targets=[target(minister, "")], letters=[])
    page.targets = [("target", {"office": minister, "salutation": salutation, "note": ""})]
    assert codes(page) == found


# -- figures -------------------------------------------------------------------------------------

RETURNED = {
    "value": "1,080,312",
    "counted": "Afghans forced to return",
    "place": "Pakistan",
    "period": "since October 2023",
}


@pytest.mark.parametrize(
    "text",
    [
        "At least 1,080,321 Afghans were forced to leave.",  # swapped
        "At least 1,080,812 Afghans had to go.",  # one digit
        "At least 180,312 Afghans had to go.",  # one digit lost
        "1,200,000 Afghans have been forced to return from Pakistan since October 2023.",
    ],
)
def test_a_text_that_differs_from_the_figure_of_its_definition(text):
    page = draft(letters=written(text), additional_information=information(RETURNED))
    [finding] = said(page)
    assert "the figure for “Afghans forced to return” is “1,080,312”" in finding
    assert finding.startswith("Letter 1 · Letter: The text has “1")


@pytest.mark.parametrize(
    "text",
    [
        "At least 1,080,312 Afghans have been forced to return from Pakistan since October 2023.",
        "At least 10,80,312 Afghans had to go.",
        "More than 1,080,000 Afghans had to go.",  # rounded
        "1,200,000 Afghans have been forced to return from Pakistan since September 2023.",
        "1,200,000 Afghans have been forced to return from Iran since October 2023.",
        "1,200,000 Afghans live in Pakistan since October 2023.",
        "1,200,000 Afghans have been forced to return from Pakistan since October 2023 [3].",
        "In 2024 alone 813,300 Afghans returned, and 468,000 before.",
    ],
)
def test_a_text_with_another_figure_of_another_definition(text):
    figures = information({**RETURNED, "source": 1})
    assert said(draft(letters=written(text), additional_information=figures)) == []


def test_figures_that_differ_in_definition_stand_side_by_side():
    figures = [
        RETURNED,
        {**RETURNED, "value": "1,088,133", "period": "September 2023 to 7 June 2025"},
        {**RETURNED, "value": "825,600", "source": 2},
        {**RETURNED, "value": "813,300", "as_of": date(2025, 1, 31)},
        {**RETURNED, "value": "485,000", "place": "Torkham"},
        {**RETURNED, "value": "51,309", "counted": "women forced to return"},
    ]
    assert said(draft(additional_information=information(*figures))) == []


def test_two_figures_of_one_definition():
    page = draft(additional_information=information(RETURNED, {**RETURNED, "value": "1,080,000"}))
    [finding] = said(page)
    assert finding.startswith(
        "Additional information · Figure 2 · Value: Two figures have the same"
    )
    assert "one is “1,080,312” and the other “1,080,000”" in finding


def test_a_letter_with_a_slip_in_a_number_of_the_introduction():
    page = draft(
        introduction="<p>At least 51,309 women had to return.</p>",
        letters=written("At least 51,390 women had to return."),
    )
    [finding] = said(page)
    assert finding.startswith("Letter 1 · Letter: The text has “51,390 women had”")
    assert "but Introduction has “51,309 women had”" in finding


def test_a_letter_that_counts_the_people_at_risk_otherwise():
    page = draft(
        people=person("At least 1.4 million Afghan refugees", group=True),
        letters=written("At least 1.5 million Afghan refugees are at risk."),
    )
    [finding] = said(page)
    assert "“1.5 million Afghan refugees”" in finding


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 there were 1.3 million Afghan refugees.",
        "According to a report there are 1.3 million Afghan refugees.",
        "Some 1.3 million Afghan families are at risk.",
        "The 1,400,000 Afghan refugees are at risk.",
    ],
)
def test_people_counted_at_another_time_by_others_or_something_else(text):
    people = person("At least 1.4 million Afghan refugees", group=True)
    assert said(draft(people=people, letters=written(text))) == []


# -- content -------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["here", "Click here", "…", "", "<b>this link</b>"])
def test_a_link_whose_words_say_nothing(words):
    link = f'See <a href="https://example.org/">{words}</a>.'
    assert codes(draft(introduction=f"<p>{link}</p>")) == ["link"]


def test_a_link_with_words():
    link = 'See <a href="https://example.org/">the report of June</a>.'
    assert said(draft(introduction=f"<p>{link}</p>")) == []


def test_headings_that_skip_a_level():
    page = draft()
    page.additional_information = [("text", RichText("<h3>One</h3><h4>Two</h4><h3>Three</h3>"))]
    assert said(page) == []
    page.additional_information = [("text", RichText("<h4>One</h4><p>text</p>"))]
    [finding] = said(page)
    assert "The heading “One” is of level 4" in finding


LONG = "They fear for their lives and ask only to stay. " * 60


def test_a_letter_too_long_for_an_email_without_a_short_one():
    page = draft(letters=written(LONG[:2000]))
    [finding] = said(page)
    assert finding.startswith(
        "Letter 1 · Short letter for email: As an email link this letter takes"
    )
    assert "Give a short letter for email" in finding


def test_a_short_letter_that_fits_is_enough():
    assert said(draft(letters=written(LONG[:2000], short_body="Please let them stay."))) == []


def test_a_short_letter_in_urdu_that_is_too_long_in_bytes():
    page = draft(letters=written(LONG[:2000], short_body="مہربانی کریں اور انہیں رہنے دیں۔ " * 12))
    [finding] = said(page)
    assert "the short letter takes 2," in finding


def test_a_letter_that_goes_by_post_only_has_no_limit_of_email():
    office = OfficeFactory(emails="")
    assert said(draft(office=office, letters=written(LONG[:2000]))) == []


def test_a_letter_of_more_than_a_page():
    page = draft(letters=written(LONG + LONG, short_body="Please."))
    [finding] = said(page)
    assert finding.startswith("Letter 1 · Letter: Printed, this letter takes about 2 pages.")


# -- findings themselves -------------------------------------------------------------------------


def test_a_finding_names_the_same_thing_in_every_language_of_the_editor():
    from django.utils import translation

    page = draft(steps=step("Please take action until 15 October 2025."))
    [english] = findings_of(page, today=TODAY)
    with translation.override("ur"):
        [urdu] = findings_of(page, today=TODAY)
    assert english.fingerprint == urdu.fingerprint
    assert english.anchor == "steps-0-value-text-errors"
    assert (english.page_id, english.language) == (page.pk, "en")


def test_further_information_without_a_place_in_its_series_is_read():
    page = draft(kind=Kind.FURTHER_INFORMATION, sequence=None, steps=step("On UA 5.26: write."))
    assert check(page, today=TODAY).dismissed == []
