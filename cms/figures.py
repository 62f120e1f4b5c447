"""Figures as numbers, and how long their bars are: what a chart is drawn from."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

SCALES = {"": 0, "thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9}
_SEPARATED = re.compile(r"\d{1,3}(?:[,٬'’  ]\d{2,3})*|\d+")
_NUMBER = re.compile(
    rf"(?P<whole>{_SEPARATED.pattern})(?:[.٫](?P<part>\d+))?\s*(?P<scale>[a-z]*)", re.IGNORECASE
)
LONGEST = 40


def parse_value(text: str) -> Decimal | None:
    """The number that a figure prints: "1,080,312", "20 073", "1.4 million", "۱٬۳۰۰"; else None.

    Digits of every script; a point is a decimal point, as figures are stored in English form.
    """
    plain = "".join(
        str(unicodedata.digit(char)) if char.isdecimal() else char for char in text.strip()
    )
    found = _NUMBER.fullmatch(plain.replace("\u00a0", " ").replace("\u202f", " "))
    if len(text) > LONGEST or not found or found["scale"].lower() not in SCALES:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    number = Decimal(f"{whole}.{found['part'] or 0}")
    return number.scaleb(SCALES[found["scale"].lower()]).normalize()


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: its label, the value as printed, and its length in percent."""

    label: str
    value: str
    percent: float

    @property
    def from_end(self) -> float:
        """Where it begins when it is drawn from the right, in percent."""
        return round(100 - self.percent, 2)


def bars_of(rows: Iterable[tuple[str, str]]) -> list[Bar]:
    """Bars for (label, value) pairs, from zero to the longest; what is no number has none."""
    numbers = [(label, value, parse_value(value)) for label, value in rows]
    longest = max((number for *_row, number in numbers if number), default=None)
    if not longest:
        return []
    return [
        Bar(label, value, round(float(number / longest * 100), 2))
        for label, value, number in numbers
        if number is not None
    ]


def difference(value: str, parts: Iterable[str]) -> Decimal | None:
    """By how much parts miss their whole; None where something isn't a number."""
    whole, numbers = parse_value(value), [parse_value(part) for part in parts]
    if whole is None or None in numbers or not numbers:
        return None
    return whole - sum((number for number in numbers if number is not None), Decimal(0))
