"""A translation says the numbers, dates and addresses of its source, in its own digits and words."""

from datetime import date

import pytest
from wagtail.rich_text import RichText

from actions.consistency import check_all, findings_of
from actions.models import UrgentActionPage
from tests.factories import letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 20)


@pytest.fixture
def translated():
    """Findings of an Urdu page whose letter has one text, and that of its source another."""
    urdu_site()

    def check(english, urdu):
        block = letter(body=RichText(f"<p>{english}</p>"))
        page = translate(make_action(letters=[("letter", block)], act_by=date(2025, 9, 15)))
        page.letters[0].value["body"] = RichText(f"<p>{urdu}</p>")
        page.save_revision()
        found = findings_of(page.get_latest_revision_as_object(), today=TODAY)
        return [f"{f.where}: {f.message}".translate({0x2068: None, 0x2069: None}) for f in found]

    return check


@pytest.mark.parametrize(
    ("english", "urdu"),
    [
        ("at least 1,080,312 Afghans", "کم از کم 1,080,312 افغان"),
        ("at least 1,080,312 Afghans", "کم از کم ۱۰٬۸۰٬۳۱۲ افغان"),
        ("at least 1.4 million Afghans", "کم از کم 14 لاکھ افغان"),
        ("at least 1.4 million Afghans", "کم از کم چودہ لاکھ افغان"),
        ("three million in 40 years", "40 برس میں تیس لاکھ"),
        ("more than a million people", "10 لاکھ سے زیادہ لوگ"),
        ("on 30 June 2025", "30 جون 2025 کو"),
        ("on June 30", "۳۰ جون ۲۰۲۵ کو"),
        ("since October 2023, and in 2024", "اکتوبر 2023 سے، اور 2024 میں"),
        ("from 1 to 7 April 2025", "یکم سے 7 اپریل 2025 تک"),
        ("fourteen of them, on 3 roads", "ان میں سے 14، تین سڑکوں پر"),
        ("write to a@example.org or @name", "a@example.org یا @name کو لکھیں"),
        ("hundreds of thousands", "لاکھوں لوگ"),
    ],
)
def test_the_same_said_in_another_way(translated, english, urdu):
    assert translated(english, urdu) == []


@pytest.mark.parametrize(
    ("english", "urdu", "message"),
    [
        ("1,080,312 people", "1,080,321 لوگ", "has “1,080,321” where the source has “1,080,312”"),
        ("1.4 million people", "1.4 لاکھ لوگ", "has “1.4 لاکھ” where the source has “1.4 million”"),
        ("on 30 June 2025", "30 جولائی 2025 کو", "has “30 جولائی 2025” where the source has “30 J"),
        ("14 of them", "ان میں سے 15", "has “15” where the source has “14”"),
        ("at least 20,073 people", "بہت سے لوگ", "The source has “20,073”, which the translation"),
        ("on 30 June 2025", "جلد ہی", "The source has “30 June 2025”, which the translation"),
        ("many people", "20,073 لوگ", "The translation has “20,073”, which the source lacks"),
        ("to a@example.org", "b@example.org کو", "The source has “a@example.org”, which the"),
    ],
)
def test_a_fact_that_got_lost_or_changed(translated, english, urdu, message):
    findings = translated(english, urdu)
    assert message in findings[0]
    assert findings[0].startswith("Letter 1 · Letter: ")


def live_pages():
    return list(UrgentActionPage.objects.filter(live=True).select_related("locale"))


def test_live_translations_are_held_against_their_sources_in_a_fixed_number_of_queries(
    django_assert_max_num_queries,
):
    urdu_site()
    for number in range(3):
        block = letter(body=RichText("<p>At least 20,073 people.</p>"))
        page = translate(make_action(serial=number + 1, letters=[("letter", block)]))
        page.letters[0].value["body"] = RichText("<p>20,037 لوگ۔</p>")
        page.save_revision().publish()
    pages = live_pages()
    with django_assert_max_num_queries(6):
        checked = check_all(pages, today=TODAY)
    found = [(page.language, len(checked[page.pk].findings)) for page in pages]
    assert [row for row in found if row[1]] == [("ur", 1)] * 3
    with django_assert_max_num_queries(6):
        assert check_all(pages, today=TODAY) == checked


def test_what_has_changed_is_looked_at_again():
    page = make_action(letters=[("letter", letter(salutation="Dear Mr Khan,"))])
    assert findings_of(page, today=TODAY)[0].code == "salutation"
    page.letters[0].value["salutation"] = "Dear Minister,"
    page.save_revision().publish()
    [live] = live_pages()
    assert findings_of(live, today=TODAY) == []
