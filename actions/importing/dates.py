"""Dates as urgent actions print them: "September 15, 2025", "15 September 2025", "2025-09-15"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from babel import Locale
from django.utils.translation import gettext as _

_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
# As French, Spanish, Urdu and Arabic name them; longer names first.
_NUMBER_OF = {
    name.casefold(): number
    for code in ("fr", "es", "ur", "ar")
    for number, name in Locale(code).months["format"]["wide"].items()
}
_NAMES = sorted(map(re.escape, _NUMBER_OF), key=len, reverse=True)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATE_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b",
        rf"\b{_MONTH} {_DAY},? (?P<year>\d{{4}})\b",
        rf"\b{_DAY} (?:of )?{_MONTH},? (?P<year>\d{{4}})\b",
        rf"\b(?P<day>\d{{1,2}})(?:er|º|°)? (?:de )?(?P<name>{'|'.join(_NAMES)})"
        r"(?: del?|,|،)? (?P<year>\d{4})\b",
        r"\b(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4}|\d{2})\b",
    )
]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A printed date: its day, or None with the problem that keeps it from being one."""

    day: date | None
    printed: str
    problem: str = ""


def find_date(text: str) -> FoundDate | None:
    """Return the first date in a text, or None where there is none.

    A date in figures whose day and month could change places has a problem and no day.
    """
    found = [match for pattern in _DATE_PATTERNS if (match := pattern.search(text))]
    if not found:
        return None
    match = min(found, key=lambda match: match.start())
    parts = match.groupdict()
    if "first" in parts:
        return _in_figures(match[0], int(parts["first"]), int(parts["second"]), parts["year"])
    if name := parts.get("name"):
        return _found(match[0], int(parts["year"]), _NUMBER_OF[name.casefold()], int(parts["day"]))
    month = parts["month"]
    number = int(month) if month.isdigit() else _month_number(month)
    return _found(match[0], int(parts["year"]), number, int(parts["day"]))


def _month_number(word: str) -> int:
    word = word.lower()
    short = "sep" if word == "sept" else word
    return next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(short)), 0)


def _in_figures(printed: str, first: int, second: int, year: str) -> FoundDate:
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    if first <= 12 and second <= 12 and first != second:
        problem = _("%(date)s is ambiguous: it could be two days; write the month as a word.") % {
            "date": printed
        }
        return FoundDate(None, printed, problem)
    day, month = (first, second) if first > 12 else (second, first)
    return _found(printed, full_year, month, day)


def _found(printed: str, year: int, month: int, day: int) -> FoundDate:
    try:
        return FoundDate(date(year, month, day), printed)
    except ValueError:
        problem = _("%(date)s is no day of the calendar: correct the date.") % {"date": printed}
        return FoundDate(None, printed, problem)
