"""Figures as numbers, and how long their bars are: what a chart is drawn from."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from babel import Locale
from babel.numbers import format_compact_decimal, format_decimal

from cms.grouping import mended

SCALES = {"": 0, "thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9}
_SEPARATED = re.compile(r"\d{1,3}(?:[,٬'’  ]\d{2,3})*|\d+")
_NUMBER = re.compile(
    rf"(?P<whole>{_SEPARATED.pattern})(?:[.٫](?P<part>\d+))?\s*(?P<scale>[a-z]*)", re.IGNORECASE
)
LONGEST = 40
LINE = 32  # characters of a chart's text that fit into 280 pixels
_SHORTENED = 3  # digits behind the point of a number with its scale: 1.088 million
_SHORTEST = 0.01  # percent


def parse_value(text: str) -> Decimal | None:
    """The number that a figure prints: "1,080,312", "20 073", "1.4 million", "۱٬۳۰۰"; else None.

    Digits of every script; a point is a decimal point, as figures are stored in English form.
    """
    plain = "".join(
        str(unicodedata.digit(char)) if char.isdecimal() else char for char in text.strip()
    )
    if len(text) > LONGEST:
        return None
    found = _NUMBER.fullmatch(plain.replace("\u00a0", " ").replace("\u202f", " "))
    if not found or found["scale"].lower() not in SCALES:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    number = Decimal(f"{whole}.{found['part'] or 0}")
    return number.scaleb(SCALES[found["scale"].lower()]).normalize()


def printed(text: str, *, language: str) -> str:
    """A figure as a language writes numbers: "1,4 million" in French, "14 لاکھ" in Urdu.

    English keeps what was typed, but for thousands that weren't told apart; every language keeps
    what is no plain number, such as a range.
    """
    number = parse_value(text)
    if number is None or (language == "en" and not text.isdecimal()):
        return text
    locale = Locale.parse(language, sep="-")
    if any(char.isalpha() for char in text):
        written = format_compact_decimal(
            number, format_type="long", locale=locale, fraction_digits=_SHORTENED
        )
    else:
        written = format_decimal(number, locale=locale, decimal_quantization=False)
    return mended(written, language=language)


class Row(NamedTuple):
    """A figure as a chart takes it: what it is of, its value, and what qualifies that."""

    label: str
    value: str
    qualifier: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: its row, and its length in percent."""

    row: Row
    percent: float

    @property
    def from_end(self) -> float:
        """Where it begins when it is drawn from the right, in percent."""
        return round(100 - self.percent, 2)


def bars_of(rows: Iterable[Row]) -> list[Bar]:
    """Bars from zero to the longest; what is no number has none, and one alone compares nothing.

    The smallest number above zero still has a length; zero has none.
    """
    numbers = [(row, number) for row in rows if (number := parse_value(row.value)) is not None]
    longest = max((number for _row, number in numbers), default=None)
    if not longest or len(numbers) < 2:
        return []
    return [
        Bar(row, max(round(float(number / longest * 100), 2), _SHORTEST) if number else 0)
        for row, number in numbers
    ]


def lines_of(value: str, label: str) -> list[str]:
    """A label in lines that fit a narrow chart, the first of them after its value.

    SVG breaks no lines by itself.
    """
    stand_in = "0" * min(len(value), LINE)
    first, *others = textwrap.wrap(f"{stand_in} {label}", LINE)
    return [first.removeprefix(stand_in).strip(), *others]
