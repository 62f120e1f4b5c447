"""Dates, times and numbers look in each language as CLDR says they do."""

from datetime import date, datetime, time

import pytest
from babel import Locale, dates, numbers
from django.conf import settings
from django.forms import DateField
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
NUMBERS = [0, 7, 999, 10_000, 1_080_312, -1_234_567, 12.5, 1_234_567.5, 0.25]


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
    if locale.language != "en":
        assert formats.time_format(time(hour, 4)) == clock
    joined = locale.datetime_formats["medium"].replace("{1}", day).replace("{0}", clock)
    assert formats.date_format(moment, "DATETIME_FORMAT") == joined


def in_cldr(number: float, locale: Locale) -> str:
    """A number without the unseen mark of direction that CLDR puts before a minus."""
    written = numbers.format_decimal(number, locale=locale)
    return written.replace("\u200e", "").replace("\u200f", "")


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers(locale: Locale, number: float) -> None:
    assert formats.localize(number) == in_cldr(number, locale)


# Spanish is grouped from five digits on in CLDR, which Django has no setting for.
@pytest.mark.parametrize("language", ["en", "ur", "ar", "fr"])
def test_four_digits(language: str) -> None:
    with translation.override(language):
        assert formats.localize(2_026) == in_cldr(2_026, LOCALES[language])


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
