"""Dates, times and numbers look in each language as CLDR says they do."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from babel import Locale, dates, numbers
from django.conf import settings
from django.forms import DateField
from django.template import Context, Template
from django.utils import formats, translation

# English dates are written as the world reads them, not as in the United States.
LOCALES = {
    "en": Locale("en", "GB"),
    "ur": Locale("ur", "PK"),
    "ar": Locale("ar", "001"),
    "fr": Locale("fr"),
    "es": Locale("es"),
}
DAYS = [date(2026, 11, 22), date(2025, 9, 15), date(1979, 1, 1), date(2024, 2, 29)]
DAYS += [date(2026, month, 9) for month in range(1, 13)]
WHOLE = [0, 7, 42, 999, 1_000, 1_234, 9_999, 10_000, 20_073, 123_456, 1_080_312, 10**9, -5, -1_234]
PARTS = [Decimal(text) for text in ("0.5", "3.14", "12.25", "1234.5", "98765.43", "-0.75")]
NUMBERS = [0, 7, 1_234, 2_026, 999, 10_000, 1_080_312, -1_234_567, 12.5, 1_234_567.5, 0.25]


@pytest.fixture(params=LOCALES)
def locale(request):
    """CLDR's locale for each of the site's languages, which is active."""
    with translation.override(request.param):
        yield LOCALES[request.param]


def test_the_site_reads_these_formats() -> None:
    assert settings.FORMAT_MODULE_PATH == ["cms.formats"]
    assert settings.USE_THOUSAND_SEPARATOR


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "22 November 2026"),
        ("ur", "22 نومبر، 2026"),
        ("ar", "22 نوفمبر 2026"),
        ("fr", "22 novembre 2026"),
        ("es", "22 de noviembre de 2026"),
    ],
)
def test_a_date_as_a_reader_sees_it(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(date(2026, 11, 22)) == written


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_dates(locale: Locale, day: date) -> None:
    skeletons = {"YEAR_MONTH_FORMAT": "yMMMM", "MONTH_DAY_FORMAT": "MMMMd"}
    if locale.language != "en":  # "22 Nov 2026": in figures alone it would be ambiguous
        skeletons["SHORT_DATE_FORMAT"] = "yMd"
    assert formats.date_format(day) == dates.format_date(day, "long", locale=locale)
    for name, skeleton in skeletons.items():
        assert formats.date_format(day, name) == dates.format_skeleton(skeleton, day, locale=locale)


@pytest.mark.parametrize("hour", [0, 9, 12, 13, 23])
def test_times(locale: Locale, hour: int) -> None:
    moment = datetime(2026, 11, 22, hour, 4)
    clock = dates.format_skeleton("Hm", moment, locale=locale)
    day = dates.format_date(moment, "long", locale=locale)
    assert formats.time_format(time(hour, 4)) == clock
    joined = locale.datetime_formats["medium"].replace("{1}", day).replace("{0}", clock)
    assert formats.date_format(moment, "DATETIME_FORMAT") == joined


def in_cldr(number: Any, locale: Locale) -> str:
    """A number without the unseen mark of direction that CLDR puts before a minus.

    CLDR groups Spanish from five digits on (minimumGroupingDigits), which babel doesn't know.
    """
    written = numbers.format_decimal(number, locale=locale, decimal_quantization=False)
    if locale.language == "es" and abs(number) < 10_000:
        written = written.replace(".", "")
    return written.replace("\u200e", "").replace("\u200f", "")


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers(locale: Locale, number: float) -> None:
    assert formats.localize(number) == in_cldr(number, locale)


def days(locale: Locale) -> Iterator[tuple[str, Any, str]]:
    """How templates show days, and what CLDR has for each."""
    for day in DAYS:
        written = dates.format_date(day, "long", locale=locale)
        yield "{{ value }}", day, written
        yield "{{ value|date }}", day, written
        yield "{{ value|day }}", day, f'<time datetime="{day}">{written}</time>'
        month = dates.format_skeleton("yMMMM", day, locale=locale)
        yield '{{ value|date:"YEAR_MONTH_FORMAT" }}', day, month


def moments(locale: Locale) -> Iterator[tuple[str, Any, str]]:
    """The same for times of a day."""
    for hour in (0, 7, 12, 15, 23):
        moment = datetime(2026, 3, 1, hour, 5)
        clock = dates.format_skeleton("Hm", moment, locale=locale)
        yield "{{ value|time }}", moment, clock
        day = dates.format_date(moment, "long", locale=locale)
        joined = locale.datetime_formats["medium"].replace("{1}", day).replace("{0}", clock)
        yield '{{ value|date:"DATETIME_FORMAT" }}', moment, joined
        yield "{{ value }}", moment, joined


def counts_and_parts(locale: Locale) -> Iterator[tuple[str, Any, str]]:
    """The same for numbers."""
    for number in WHOLE:
        yield "{{ value }}", number, in_cldr(number, locale)
        sentence = "{% blocktranslate with n=value %}{{ n }}{% endblocktranslate %}"
        yield sentence, number, in_cldr(number, locale)
    for decimal in PARTS:
        yield "{{ value }}", decimal, in_cldr(decimal, locale)


def test_what_templates_show_is_what_cldr_has(locale: Locale) -> None:
    wanted, shown = {}, {}
    for template, value, written in (*days(locale), *moments(locale), *counts_and_parts(locale)):
        wanted[template, value] = written
        shown[template, value] = Template(template).render(Context({"value": value}))
    assert len(wanted) >= 50
    assert shown == wanted


def test_digits_are_those_of_the_language(locale: Locale) -> None:
    """CLDR's default for each of the five; another one would need digits of its own."""
    assert Locale.parse(translation.get_language()).default_numbering_system == "latn"
    assert formats.localize(1_234_567_890).isascii() or locale.language == "fr"


def test_spanish_is_grouped_from_five_digits_on() -> None:
    with translation.override("es"):
        shown = [
            formats.localize(number) for number in (999, 2_026, 9_999, -9_999, 10_000, 12_345.5)
        ]
        assert shown == ["999", "2026", "9999", "-9999", "10.000", "12.345,5"]
        assert formats.number_format(9_999.99, decimal_pos=1) == "9999,9"
        assert formats.number_format(1_234, force_grouping=True) == "1234"


@pytest.mark.parametrize("language", ["en", "ur", "ar", "fr", "es"])
def test_the_week_begins_where_it_does(language: str) -> None:
    with translation.override(language):
        # Django counts from Sunday, babel from Monday.
        begins = (formats.get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    assert begins == LOCALES[language].first_week_day


@pytest.mark.parametrize("language", ["ur", "ar", "fr", "es"])
@pytest.mark.parametrize("written", ["22/11/2026", "22/11/26", "2026-11-22"])
def test_dates_are_read_as_they_are_written(language: str, written: str) -> None:
    with translation.override(language):
        assert DateField(localize=True).clean(written) == date(2026, 11, 22)
