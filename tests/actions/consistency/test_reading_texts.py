"""Numbers and dates as texts write them, found again in every language of the site."""

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from actions.consistency.dates import dates_in
from actions.consistency.numerals import numbers_in
from actions.consistency.text import plain_text, tidy

LANGUAGES = ("en", "ur", "ar", "fr", "es")
EASTERN = {"ur": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩"}


def values(text, language):
    return [number.value for number in numbers_in(text, language=language)]


def days(text, language):
    return [written.day for written in dates_in(text, language=language)]


def eastern(text, language):
    return text.translate(str.maketrans("0123456789", EASTERN[language]))


@given(
    number=st.integers(0, 10**12) | st.decimals(0, 10**9, places=1).filter(lambda n: n % 1),
    language=st.sampled_from(LANGUAGES),
)
@example(number=1_080_312, language="fr")
@example(number=Decimal("1080312.5"), language="es")
@example(number=125_000_000_000, language="fr")
def test_any_number_that_cldr_writes_is_found_again(number, language):
    written = format_decimal(number, locale=language, decimal_quantization=False)
    assert values(f"({written}) x", language) == [Decimal(str(number))]


@given(number=st.integers(0, 10**12), language=st.sampled_from(["ur", "ar"]))
def test_any_number_in_eastern_digits_is_found_again(number, language):
    written = format_decimal(number, locale=language)
    assert values(eastern(written, language), language) == [number]
    arabic_marks = eastern(written, language).replace(",", "٬")
    assert values(arabic_marks, language) == [number]


@given(number=st.integers(0, 10**12))
def test_any_number_in_lakhs_and_crores_is_found_again(number):
    written = format_decimal(number, locale="en_IN")
    assert values(written, "en") == values(written, "ur") == [number]


@given(
    day=st.dates(date(1900, 1, 1), date(2150, 12, 31)),
    language=st.sampled_from(LANGUAGES),
    shape=st.sampled_from(["long", "full"]),
)
@example(day=date(2025, 7, 1), language="fr", shape="long")
def test_any_date_that_cldr_writes_is_found_again(day, language, shape):
    written = tidy(format_date(day, shape, locale=language))
    assert days(f"x {written}.", language) == [day]
    if language in EASTERN:
        assert days(f"x {eastern(written, language)}.", language) == [day]


@given(day=st.dates(date(1900, 1, 1), date(2150, 12, 31)))
def test_any_date_with_a_short_month_or_in_figures_is_found_again(day):
    for language in ("en", "ur", "fr", "es"):
        assert days(format_date(day, "medium", locale=language), language) == [day]
    assert days(f"on {day.isoformat()}, they", "en") == [day]
    assert days(f"{day.day} {day:%B} {day.year}", "en") == [day]


@given(text=st.text(max_size=300), language=st.sampled_from(LANGUAGES))
def test_any_text_can_be_read(text, language):
    shown = plain_text(text)
    for found in (*numbers_in(shown, language=language), *dates_in(shown, language=language)):
        assert shown[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("1.4 million, 1.4m, three million", "en", [1_400_000, 1_400_000, 3_000_000]),
        ("half a million or a million", "en", [500_000, 1_000_000]),
        ("one hundred thousand; 2 lakh", "en", [100_000, 200_000]),
        ("14 لاکھ، ڈیڑھ لاکھ، ساڑھے تین لاکھ", "ur", [1_400_000, 150_000, 350_000]),
        ("10 لاکھ 80 ہزار 312 افراد", "ur", [1_080_312]),
        ("پندرہ لاکھ اور ڈھائی کروڑ", "ur", [1_500_000, 25_000_000]),
        ("مليون و400 ألف، مليونان، ثلاثة ملايين", "ar", [1_400_000, 2_000_000, 3_000_000]),
        ("1,4 million, trois millions, mille", "fr", [1_400_000, 3_000_000, 1000]),
        ("1,4 millones, 3 mil millones, 20 073", "es", [1_400_000, 3 * 10**9, 20_073]),
        ("between 100,000 and 165,000, or 2017–2019", "en", [100_000, 165_000, 2017, 2019]),
        ("98% of $830", "en", [98, 830]),
        ("2 million and 300 thousand people", "en", [2_000_000, 300_000]),
        ("14 لاکھ اور 50 ہزار", "ur", [1_400_000, 50_000]),
    ],
)
def test_what_makes_numbers_large(text, language, wanted):
    assert values(text, language) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "secretary99@example.org",
        "https://example.org/2023/109-23/",
        "@name42",
        "call +92 51 920 2624 or (202) 243-6500",
        "as the source says [1][12]",
        "Block G-5/1, R2D2",
        "ASA 33/8016/2024",
        "the 21st of them",
        "at 10:30",
        "three of them",
    ],
)
def test_what_holds_digits_and_is_no_number(text):
    assert values(text, "en") == []


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("until June 30, 2025, or Sept. 15, 2025", "en", [date(2025, 6, 30), date(2025, 9, 15)]),
        ("the 1st of May 2024", "en", [date(2024, 5, 1)]),
        ("۳۰ جون ۲۰۲۵ تک", "ur", [date(2025, 6, 30)]),
        ("في ٣٠ حزيران/يونيو ٢٠٢٥ و1 ابريل 2024", "ar", [date(2025, 6, 30), date(2024, 4, 1)]),
        ("le 1er juillet 2025", "fr", [date(2025, 7, 1)]),
        ("1.º de mayo del 2024", "es", [date(2024, 5, 1)]),
        ("23/04/2025 and 5.5.2025", "en", [date(2025, 4, 23), date(2025, 5, 5)]),
        ("03/04/2025", "en", [None]),  # could be two days
        ("October 2023", "en", [None]),
        ("May 5", "en", [None]),
        ("they may 5 times march 10 miles", "en", []),
        ("2025-13-01 and 45 June", "en", []),
    ],
)
def test_dates_as_people_write_them(text, language, wanted):
    assert days(text, language) == wanted
