"""Numbers as texts write them: "1,080,312", "10,80,312", "1.4 million", "14 لاکھ", "۸۰۰".

Marks of grouping and decimals are those of the language, by CLDR. Numbers in words count only
before a word that makes them large: "three million" is a figure, "three of them" is not.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError

from actions.consistency.scales import ADDED, alone, counted, scales
from actions.consistency.text import ATTACHED, one_form

_SPACES = "\u00a0\u202f\u2009 "
# What holds digits and is no number: addresses, handles, [1], phones, times, codes, ordinals.
_NO_NUMBER = re.compile(
    r"""
      https?://\S+ | www\.\S+ | [\w.%+-]{1,64}@[\w-]+(?:\.[\w-]+)+ | (?<!\w)@\w+
    | \[\d{1,3}\]
    | (?<![\w.,])(?:\+|\((?=\+?\d{1,5}\))|(?:(?<!\d\s)|(?!\d{3}(?:\s\d{3})*(?!\d)))0(?=\d))
      [\d\s().-]{6,}\d
    | (?<!\d)\d{1,2}:\d{2}(?!\d)
    | \b[A-Z]{2,4}[ ]\d{1,3}/\d{2,5}/\d{4}\b
    | \b[A-Za-z]\w*-?\d\w*(?:[-/.]\d+)* | \b\d+(?=[A-Za-z])(?!\d*(?:m|mn|bn)\b)[\w-]*
    """,
    re.VERBOSE,
)
_GROUPED = r"\d{1,3}\.\d{3}"
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class WrittenNumber:
    """A number in a text: where it stands, and its value."""

    start: int
    end: int
    text: str
    value: Decimal

    @property
    def is_year(self) -> bool:
        """Whether it may be a year, as it is written."""
        return len(self.text) == 4 and self.text.isdecimal() and int(self.value) in _YEARS

    @property
    def digits(self) -> str:
        """The digits as written, those of a scale left out."""
        return "".join(str(unicodedata.decimal(c)) for c in self.text if c.isdecimal())


def numbers_in(
    text: str, *, language: str, without: Iterable[tuple[int, int]] = ()
) -> list[WrittenNumber]:
    """The numbers in a text of a language, in order; none in the places `without` (dates)."""
    masked = list(one_form(text))
    spans = [match.span() for match in _NO_NUMBER.finditer(text)]
    for start, end in (*without, *spans):
        masked[start:end] = "\x00" * (end - start)
    found: list[_Term] = []
    for match in _pattern(language).finditer("".join(masked)):
        term = _Term(*match.span(), _value(match, language), _unit(match, language))
        between = text[found[-1].end : term.start] if found else ""
        if found and _is_one_number(found[-1], between, term, language):
            term = _Term(found[-1].start, term.end, found.pop().value + term.value, term.unit)
        found.append(term)
    return [WrittenNumber(t.start, t.end, text[t.start : t.end], t.value) for t in found]


@dataclass(frozen=True)
class _Term:
    """One amount with its scales: "14 لاکھ"; `unit` is what the scales multiply to."""

    start: int
    end: int
    value: Decimal
    unit: Decimal


def _is_one_number(before: _Term, between: str, after: _Term, language: str) -> bool:
    """Whether two amounts add up, as in "10 لاکھ 80 ہزار 312" or "مليون و400 ألف"."""
    if after.value >= before.unit or between not in (_JOINTS.get(language, ()) or (" ",)):
        return False
    # What is left of the thousands has no word of its own; elsewhere plain digits begin anew.
    return after.unit > 1 or (language == "ur" and before.unit == 1000)


_JOINTS = {"ar": (" ", " و", " و ")}


@cache
def _marks(language: str) -> tuple[str, str]:
    """The marks of grouping and of decimals, as the inside of a set in a pattern."""
    try:
        symbols = Locale.parse(language).number_symbols["latn"]
        group, decimal = symbols["group"], symbols["decimal"]
    except (UnknownLocaleError, ValueError, KeyError):
        group, decimal = ",", "."
    spaces = _SPACES if group.isspace() or group == "." else "\u00a0\u202f\u2009"
    return re.escape(group + "٬'" + spaces), re.escape(decimal + "٫")


@cache
def _digits(language: str) -> str:
    group, decimal = _marks(language)
    return (
        rf"\d{{1,3}}(?:[{group}]\d{{2,3}})*[{group}]\d{{3}}(?!\d)(?:[{decimal}]\d+)?"
        r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d{1,3}(?:,\d{3}){2,}(?!\d)"
        rf"|\d+(?:[{decimal}.]\d+)?"
    )


_NEVER = r"(?!)"


def _any(words: Iterable[str]) -> str:
    """Any of the words, as the inside of a pattern; of none, what never matches."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or _NEVER


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Digits with what makes them large, or small numbers in words with that."""
    digits, small, large = _digits(language), _any(counted(language)), _any(scales(language))
    before = rf"(?:(?<![\w.,/\x00-])|(?<=\s[-–—])|(?<=\d[-–—])|{ATTACHED})"
    lifted = rf"(?:[\s-]{{1,2}}(?:{large})(?!\w))"
    added = rf"(?:(?P<added>{_any(ADDED)})\s)?" if language == "ur" else "(?P<added>(?!))?"
    glued = r"(?P<glued>\d+(?:\.\d+)?)(?P<mark>mn?|bn)" if language == "en" else _NEVER
    return re.compile(
        rf"{before}(?:{glued}"
        rf"|(?P<digits>{digits})(?P<lift>{lifted}*)"
        rf"|{added}(?P<small>{small})(?P<lift_small>{lifted}+)"
        rf"|(?P<alone>{_any(alone(language))})(?P<lift_alone>{lifted}*))(?![\w\x00])",
        re.IGNORECASE,
    )


def _value(match: re.Match[str], language: str) -> Decimal:
    """The amount of a match times its scales."""
    parts = match.groupdict()
    if parts["alone"]:
        amount = Decimal(alone(language)[parts["alone"].lower()])
    elif parts["small"]:
        amount = Decimal(str(counted(language)[parts["small"].lower()]))
    else:
        amount = _plain(parts.get("glued") or parts["digits"], language)
    return (amount + Decimal(str(ADDED.get(parts["added"] or "", 0)))) * _lift(match, language)


def _unit(match: re.Match[str], language: str) -> Decimal:
    """The last place that a match says something of: of "14 لاکھ" and "مليون" the scale."""
    word = match["alone"]
    own = Decimal(alone(language)[word.lower()]).adjusted() if word else 0
    return _lift(match, language).scaleb(own)


def _lift(match: re.Match[str], language: str) -> Decimal:
    """What the scales of a match multiply to."""
    parts = match.groupdict()
    words = " ".join(filter(None, (parts.get("mark"), *(parts[name] for name in _LIFTS))))
    known = {"m": 6, **scales(language)}  # "m" only where digits are right before it
    return Decimal(10) ** sum(known[word] for word in re.split(r"[\s-]+", words.lower()) if word)


_LIFTS = ("lift", "lift_small", "lift_alone")


def _plain(written: str, language: str) -> Decimal:
    """The value of digits with their marks."""
    _group, decimal = _marks(language)
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in written)
    whole, *parts = re.split(rf"[{decimal}]", digits)
    if len(parts) > 1:  # one mark more than once groups, whatever the language
        return Decimal(re.sub(r"\D", "", digits))
    if not parts and re.fullmatch(r"\d+\.\d+", digits) and not re.fullmatch(_GROUPED, digits):
        whole, _point, part = digits.partition(".")  # a point where the language has a comma
        parts = [part]
    return Decimal(".".join([re.sub(r"\D", "", whole), *parts]))
