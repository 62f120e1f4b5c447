"""Urdu dates, times and numbers look as CLDR says they do in Pakistan."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from babel import Locale, dates, numbers
from django.conf import settings
from django.forms import DateField
from django.utils import formats, translation

URDU = Locale("ur", "PK")
DAYS = [date(2026, 11, 22), date(2025, 9, 15), date(1979, 1, 1), date(2024, 2, 29)]
DAYS += [date(2026, month, 9) for month in range(1, 13)]
NUMBERS = [0, 7, 999, 1_000, 1_080_312, -1_234_567, 12.5, 1_234_567.5]


@pytest.fixture(autouse=True)
def in_urdu() -> Iterator[None]:
    with translation.override("ur"):
        yield


def test_the_site_reads_these_formats() -> None:
    assert settings.FORMAT_MODULE_PATH == ["cms.formats"]
    assert settings.USE_THOUSAND_SEPARATOR


def test_a_date_as_a_reader_sees_it() -> None:
    assert formats.date_format(date(2026, 11, 22)) == "22 نومبر، 2026"


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_dates(day: date) -> None:
    skeletons = {
        "YEAR_MONTH_FORMAT": "yMMMM",
        "MONTH_DAY_FORMAT": "MMMMd",
        "SHORT_DATE_FORMAT": "yMd",
    }
    assert formats.date_format(day) == dates.format_date(day, "long", locale=URDU)
    for name, skeleton in skeletons.items():
        assert formats.date_format(day, name) == dates.format_skeleton(skeleton, day, locale=URDU)


@pytest.mark.parametrize("hour", [0, 9, 12, 13, 23])
def test_times(hour: int) -> None:
    moment = datetime(2026, 11, 22, hour, 4)
    clock = dates.format_skeleton("Hm", moment, locale=URDU)
    assert formats.time_format(time(hour, 4)) == clock
    assert formats.date_format(moment, "DATETIME_FORMAT") == f"22 نومبر، 2026 {clock}"
    assert formats.date_format(moment, "SHORT_DATETIME_FORMAT") == f"22/11/2026 {clock}"


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers(number: float) -> None:
    # CLDR puts an unseen mark of direction before the minus.
    expected = numbers.format_decimal(number, locale=URDU).replace("\u200e", "")
    assert formats.localize(number) == expected


def test_the_week_begins_as_in_pakistan() -> None:
    # Django counts from Sunday, babel from Monday.
    assert (formats.get_format("FIRST_DAY_OF_WEEK") - 1) % 7 == URDU.first_week_day


@pytest.mark.parametrize("written", ["22/11/2026", "22/11/26", "2026-11-22"])
def test_dates_are_read_as_they_are_written(written: str) -> None:
    assert DateField(localize=True).clean(written) == date(2026, 11, 22)
