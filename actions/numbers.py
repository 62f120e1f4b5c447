"""Numbers of urgent actions: reading, writing, ordering.

A number is a serial within a year ("109.23"), and its place in the series of documents on one case.
Networks write it in many ways; we write it in one, in each language's label.
"""

import enum
import re
from dataclasses import dataclass
from functools import total_ordering

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import pgettext_lazy

from actions import number_words as words

# Urgent actions began in 1973: two digits from 73 on are of the twentieth century.
FIRST_YEAR = 1973


class NumberKind(enum.StrEnum):
    """What a document in a series is called."""

    URGENT_ACTION = "urgent_action"
    FURTHER_INFORMATION = "further_information"
    FOLLOW_UP = "follow_up"


@total_ordering
@dataclass(frozen=True)
class ActionNumber:
    """The number of one document: 109 of 2023, the second on its case.

    `year` has four digits. `sequence` counts the documents of a case from 1; None where a document
    says "further information" but not which. "Second further information" is the third document,
    since the first on a case is the urgent action itself.
    """

    serial: int
    year: int
    sequence: int | None = 1
    kind: NumberKind = NumberKind.URGENT_ACTION

    def __str__(self) -> str:
        """The number without its place in the series: "109.23"."""
        return f"{self.serial}.{self.year % 100:02d}"

    def __lt__(self, other: object) -> bool:
        """By year, serial and place in the series."""
        if not isinstance(other, ActionNumber):
            return NotImplemented
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[int, int, bool, int, str]:
        """Orders numbers; one without a place in its series comes after those that have one."""
        return self.year, self.serial, self.sequence is None, self.sequence or 0, self.kind


def year_in_full(year: int) -> int:
    """A year of two digits as four: 73 to 99 are 19xx, the rest 20xx. Others stay as they are."""
    if not 0 <= year <= 99:
        return year
    return year + (1900 if year >= FIRST_YEAR % 100 else 2000)


# --- Writing ---------------------------------------------------------------------------------

# Translators: ordinals agree with the name of an urgent action, as in "Second UA 109.23".
ORDINALS = (
    pgettext_lazy("urgent action number", "First"),
    pgettext_lazy("urgent action number", "Second"),
    pgettext_lazy("urgent action number", "Third"),
    pgettext_lazy("urgent action number", "Fourth"),
    pgettext_lazy("urgent action number", "Fifth"),
    pgettext_lazy("urgent action number", "Sixth"),
    pgettext_lazy("urgent action number", "Seventh"),
    pgettext_lazy("urgent action number", "Eighth"),
    pgettext_lazy("urgent action number", "Ninth"),
    pgettext_lazy("urgent action number", "Tenth"),
    pgettext_lazy("urgent action number", "Eleventh"),
    pgettext_lazy("urgent action number", "Twelfth"),
    pgettext_lazy("urgent action number", "Thirteenth"),
    pgettext_lazy("urgent action number", "Fourteenth"),
    pgettext_lazy("urgent action number", "Fifteenth"),
    pgettext_lazy("urgent action number", "Sixteenth"),
    pgettext_lazy("urgent action number", "Seventeenth"),
    pgettext_lazy("urgent action number", "Eighteenth"),
    pgettext_lazy("urgent action number", "Nineteenth"),
    pgettext_lazy("urgent action number", "Twentieth"),
)
# Beyond the words, by English ending; other languages may use one form for all four.
NUMERIC_ORDINALS = {
    "st": pgettext_lazy("urgent action number", "%(count)dst"),
    "nd": pgettext_lazy("urgent action number", "%(count)dnd"),
    "rd": pgettext_lazy("urgent action number", "%(count)drd"),
    "th": pgettext_lazy("urgent action number", "%(count)dth"),
}
# Each kind's label without and with an ordinal.
LABELS = {
    NumberKind.URGENT_ACTION: (
        pgettext_lazy("urgent action number", "UA %(number)s"),
        pgettext_lazy("urgent action number", "%(ordinal)s UA %(number)s"),
    ),
    NumberKind.FURTHER_INFORMATION: (
        pgettext_lazy("urgent action number", "Further information on UA %(number)s"),
        pgettext_lazy("urgent action number", "%(ordinal)s further information on UA %(number)s"),
    ),
    NumberKind.FOLLOW_UP: (
        pgettext_lazy("urgent action number", "Follow-up on UA %(number)s"),
        pgettext_lazy("urgent action number", "%(ordinal)s follow-up on UA %(number)s"),
    ),
}


def label(number: ActionNumber, *, language: str) -> str:
    """The number as a language writes it: "Second UA 109.23", "Further information on UA 9.99"."""
    count = _count(number)
    plain, counted = LABELS[number.kind]
    with translation.override(language):
        if count is None:
            return str(plain) % {"number": number}
        return str(counted) % {"number": number, "ordinal": _ordinal(count)}


def label_for_editors(number: ActionNumber) -> str:
    """The number as the admin writes it, in the language that is active."""
    return label(number, language=translation.get_language() or "en")


def slug(number: ActionNumber) -> str:
    """The label in an address, the same in every language: "second-ua-109-23"."""
    return slugify(label(number, language="en").replace(".", "-"))


def _count(number: ActionNumber) -> int | None:
    """The ordinal that a label names, None where it names none."""
    sequence = number.sequence or 0
    if number.kind == NumberKind.URGENT_ACTION:
        return sequence if sequence > 1 else None
    return sequence - 1 if sequence > 1 else None


def _ordinal(count: int) -> str:
    if count <= len(ORDINALS):
        return str(ORDINALS[count - 1])
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    if count % 100 in (11, 12, 13):
        ending = "th"
    return str(NUMERIC_ORDINALS[ending]) % {"count": count}


# --- Reading ---------------------------------------------------------------------------------

# Not followed by what would make it part of a date, an index number or a code.
_NUMBER = (
    r"(?P<serial>[0-9]{1,5})(?: ?/ ?|[.-])(?P<year>[0-9]{4}|[0-9]{2})"
    r"(?![0-9a-z]|[.,-][0-9]| ?/ ?[0-9])"
)
# Every repetition is bounded and blanks are single, so that reading takes time by length alone.
_LABELLED = re.compile(
    r"(?<![\w@.-])"
    rf"(?:(?:{words.BEFORE}) )?(?:(?P<ordinal>{words.ORDINAL})[ -])?"
    r"(?:"
    rf"(?:(?P<further>{words.FURTHER})|(?P<follow>{words.FOLLOW_UP}))[: -]{{0,2}}"
    rf"(?:(?:{words.ON})[: -]{{1,2}})?(?:the |la |l')?"
    rf"(?:(?:{words.ORDINAL})[ -])?"  # of the document that is followed up
    r")?"
    rf"(?:{words.URGENT_ACTION})"
    r"(?: ?(?:no\.?|number|[#:])){0,2}[ -]?" + _NUMBER
)
_BARE = re.compile(_NUMBER)
_SMALL_AU = re.compile(r"(?<![^\W\d_])au(?=[ -]?[0-9])")


def parse_number(text: str) -> ActionNumber | None:
    """The first number of an urgent action in a text, None where there is none.

    In running text only what "UA" or "urgent action" introduces is a number, since dates, index
    numbers and amounts look alike; a text that is nothing else may leave the "UA" out.
    """
    folded = words.fold(text)
    bare = _BARE.fullmatch(folded)
    matches = [bare] if bare else _LABELLED.finditer(folded)
    return next(filter(None, map(_read, matches)), None)


def parse_exact(text: str) -> ActionNumber | None:
    """The number that a whole text is, in any written form or as a slug; None if it is not one."""
    folded = words.fold(text)
    match = _BARE.fullmatch(folded) or _LABELLED.fullmatch(_SMALL_AU.sub("ua", folded))
    return _read(match) if match else None


def _read(match: re.Match[str]) -> ActionNumber | None:
    """The number that a match of either pattern holds; None where its parts cannot be one."""
    parts = match.groupdict()
    serial, year = int(parts["serial"]), year_in_full(int(parts["year"]))
    if not serial or not FIRST_YEAR <= year < FIRST_YEAR + 100:
        return None
    ordinal = parts.get("ordinal")
    count = _value(ordinal) if ordinal else None
    if count == 0:
        return None
    if parts.get("further"):
        return ActionNumber(serial, year, count and count + 1, NumberKind.FURTHER_INFORMATION)
    if parts.get("follow"):
        return ActionNumber(serial, year, count and count + 1, NumberKind.FOLLOW_UP)
    return ActionNumber(serial, year, count or 1)


def _value(ordinal: str) -> int:
    """The value of an ordinal, in words or digits: "twenty-first", "21st"."""
    digits = re.search(r"[0-9]+", ordinal)
    return int(digits[0]) if digits else words.ORDINALS[ordinal.replace("-", " ")]
