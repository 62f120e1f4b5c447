"""Dates as texts write them: "30 June 2025", "June 30", "30 جون، 2025", "2025-06-30".

The names of months are CLDR's, by babel; Arabic has three sets of them, by country.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import UnknownLocaleError
from babel.dates import get_month_names

from actions.consistency.text import ATTACHED, one_form

# (year, month, day); None for what a text leaves out.
Reading = tuple[int | None, int, int | None]

_VARIANTS = {"ar": ("ar", "ar_SY", "ar_DZ", "ar_MA")}
# Where "may" and "mar" are words, only a capital makes a month of them.
_CAPITALISED = frozenset(("en", "de", "tr"))
_YEARS = range(1800, 2200)


@dataclass(frozen=True)
class WrittenDate:
    """A date in a text: where it stands, and the days that it can mean."""

    start: int
    end: int
    text: str
    readings: frozenset[Reading]

    @property
    def has_year(self) -> bool:
        """Whether it says its year."""
        return all(year is not None for year, _month, _day in self.readings)

    @property
    def day(self) -> date | None:
        """The one day that it means, None where it leaves something open."""
        if len(self.readings) != 1:
            return None
        [(year, month, day)] = self.readings
        return date(year, month, day) if year and day else None

    def means(self, day: date) -> bool:
        """Whether it can only mean this day, or its anniversary where it has no year."""
        if len(self.readings) != 1:
            return False
        [reading] = self.readings
        return reading[1:] == (day.month, day.day) and reading[0] in (None, day.year)

    def agrees_with(self, other: "WrittenDate") -> bool:
        """Whether both can mean the same; what one leaves out agrees with anything."""
        return any(
            all(a is None or b is None or a == b for a, b in zip(mine, theirs, strict=True))
            for mine in self.readings
            for theirs in other.readings
        )


def dates_in(text: str, *, language: str) -> list[WrittenDate]:
    """The dates in a text of a language, in their order; a bare month or year is none."""
    found: list[WrittenDate] = []
    shape = one_form(text)
    for pattern in _patterns(language):
        for match in pattern.finditer(shape):
            readings = _readings(match, language)
            free = all(match.end() <= d.start or d.end <= match.start() for d in found)
            if readings and free:
                printed = text[match.start() : match.end()]
                found.append(WrittenDate(*match.span(), printed, readings))
    return sorted(found, key=lambda written: written.start)


@cache
def _months(language: str) -> dict[str, tuple[int, bool]]:
    """Each name of a month as it is written: its number, and whether it is an abbreviation."""
    names: dict[str, tuple[int, bool]] = {}
    latin = language in ("en", "fr", "es", "pt", "tr", "de")
    codes = _VARIANTS.get(language, (language,)) + (() if latin else ("en",))
    for code in codes:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                try:
                    known = get_month_names(width, context, locale=code)
                except UnknownLocaleError:
                    continue
                for number, name in known.items():
                    plain = one_form(name).removesuffix(".")
                    forms = {plain.title(), plain.upper()}
                    if code not in _CAPITALISED:
                        forms |= {plain, plain.lower()}
                    for form in forms:
                        names.setdefault(form, (number, width == "abbreviated"))
    if "en" in codes:
        names |= {"Sept": (9, True), "SEPT": (9, True)}
    return names


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """The ways to write a date, the fullest first."""
    names = "|".join(map(re.escape, sorted(_months(language), key=len, reverse=True)))
    month = rf"(?P<month>{names})(?:/(?:{names}))?\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.º|º|ª|\.|ویں)?"
    of = r"\s{0,2}(?:of |de |del |d')?"
    year = r"(?P<year>\d{4})(?!\d|[.,]\d)"
    comma = r"[,،]?\s{1,2}(?:of |de |del |کے |میں )?"
    before, after = rf"(?:(?<![\w./-])|{ATTACHED})", r"(?!\w)"
    return tuple(
        re.compile(before + pattern + after)
        for pattern in (
            r"(?P<year>\d{4})-(?P<month_number>\d{1,2})-(?P<day>\d{1,2})",
            r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
            rf"{day}{of}{month}{comma}{year}",
            rf"{month}\s{{1,2}}{day}{comma}{year}",
            rf"{year}\s{month}\s{day}",
            rf"{day}{of}{month}",
            rf"{month}\s{{1,2}}{day}",
            rf"{month}{comma}{year}",
        )
    )


def _readings(match: re.Match[str], language: str) -> frozenset[Reading]:
    """The days that a match can mean; none where it is no date."""
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    day = int(parts["day"]) if parts.get("day") else None
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        full = year + 2000 if year is not None and year < 100 else year
        readings: set[Reading] = {(full, second, first), (full, first, second)}
    elif parts.get("month_number"):
        readings = {(year, int(parts["month_number"]), day)}
    else:
        month, short = _months(language)[parts["month"]]
        if short and year is None and language not in _CAPITALISED:
            return frozenset()  # "mar" is also the sea
        readings = {(year, month, day)}
    return frozenset(filter(_is_date, readings))


def _is_date(reading: Reading) -> bool:
    year, month, day = reading
    if year is not None and year not in _YEARS:
        return False
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        return False
    return True
