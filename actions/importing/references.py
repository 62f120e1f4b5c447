"""Lines that name an action: its number, index, date of issue, country, and oldest titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.importing.dates import FoundDate, find_date
from actions.importing.draft import Person
from actions.importing.names import find_countries, without_countries

LONGEST_REFERENCE = 200
INDEX_NUMBER = re.compile(r"\b[A-Z]{3} ?\d{2}/\d{1,6}/(?:\d{4}|\d{2})\b")
UA_NUMBER = re.compile(
    r"\b(?:UA|EXTRA|URGENT ACTION)\b:? ?(?:no\.? ?)?\d{1,4} ?[/.\-–] ?\d{2,4}\b", re.IGNORECASE
)
_REFERENCE_WORDS = re.compile(
    r"\b(?:ai|document|index|number|no|issue|issued|date|of|on|country|published|posted|updated|"
    r"for general distribution|further|information|update|"
    r"follow[- ]?up|urgent|action|extra|public|external|general|first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day)\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"\b(?:further information|follow[- ]?up|update) (?:on|to|of)\b", re.IGNORECASE
)
_CONCERN_BEHIND = re.compile(r"\W*[A-Z][^.;:!?\d]{3,80}")
_IN_BRACKETS = re.compile(r"\([^()]*+\)")
_LONGEST_SENTENCE = 60
_NUMBER_ALONE = re.compile(
    rf"(?:^|[.!?)] )\W?(?P<number>(?:[A-Z]\w+ )?{UA_NUMBER.pattern})\W*\Z", re.IGNORECASE
)
_EDGES = " -–—|:/,"
ENDS = (".", ";", ":", ",", "!", "?")


@dataclass(slots=True)
class Head:
    """Title, introduction and issue date; `references` are the lines that name the action.

    `concern` is what stands between the number and the date in the oldest layout, which has no
    other title; there the line below names the country and `people`.
    """

    title: str | None = None
    introduction: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    issued_on: FoundDate | None = None
    index_number: str | None = None
    concern: str = ""

    @property
    def heading(self) -> str:
        """All that heads the document, where the country may be named."""
        return " ".join([*self.references, self.title or ""])


def take_reference(text: str, head: Head, countries: Mapping[str, str]) -> bool:
    """Read a line such as "UA: 109/23 Index: AMR 37/6674/2017 Haiti Date: 13 July 2017".

    True if it holds nothing but references: numbers, an issue date, a country.
    """
    if len(text) > LONGEST_REFERENCE:
        return False
    rest = without_countries(_beside_references(text), countries)
    if any(map(str.isalnum, rest)) or not any(map(str.isalnum, text)):
        return False
    if not note_reference(text, head):
        if not find_countries(text, countries):
            return False
        head.references.append(text)
    return True


def note_reference(text: str, head: Head) -> bool:
    """Take the number, index and date that a text names into the head; whether it names any."""
    # What stands in brackets belongs to the earlier action that the number names.
    outside = _IN_BRACKETS.sub(" ", text)
    number = UA_NUMBER.search(text)
    index = INDEX_NUMBER.search(outside if _FURTHER.search(text) else text)
    day = find_date(_without_numbers(outside))
    if not (number or index or day):
        return False
    head.references.append(text)
    head.issued_on = head.issued_on or day
    head.index_number = head.index_number or (index[0] if index else None)
    return True


def _without_numbers(text: str) -> str:
    """A text without index and UA numbers, whose figures look like dates."""
    return INDEX_NUMBER.sub(" ", UA_NUMBER.sub(" ", text))


def _beside_references(text: str) -> str:
    """What a line says beside numbers, dates, and the words that go with them."""
    rest = _without_numbers(text)
    for found in (find_date(_IN_BRACKETS.sub(" ", rest)), find_date(rest)):
        rest = rest.replace(found.printed, " ") if found else rest
    return _REFERENCE_WORDS.sub(" ", rest)


def take_concern(text: str, head: Head) -> bool:
    """Read the first line of the oldest layout: "UA 12/95   Fear of torture   23 January 1995".

    Also without a date, and behind "Further information on UA 12/95 (index, date) -".
    """
    if head.concern or len(text) > LONGEST_REFERENCE or text.endswith(ENDS):
        return False
    concern = concern_behind_earlier(text)
    if not concern:
        number, day = UA_NUMBER.match(text), find_date(text)
        if number is None or (day and not text.endswith(day.printed)):
            return False
        concern = text[number.end() : -len(day.printed) if day else None].strip(_EDGES)
        if day is None and not (_CONCERN_BEHIND.fullmatch(concern) and not concern.isupper()):
            return False
    if not any(map(str.isalpha, concern)):
        return False
    head.concern = concern
    return note_reference(text, head)


def concern_behind_earlier(text: str) -> str:
    """The concern behind the brackets of "Further information on UA 1/99 (…) - Fear for safety"."""
    bracket = text.rfind(")") + 1
    if not (bracket and _FURTHER.match(text) and UA_NUMBER.search(text)):
        return ""
    behind = text[bracket:]
    return behind.strip(_EDGES) if _CONCERN_BEHIND.fullmatch(behind) else ""


def number_alone(text: str) -> str:
    """The number that a sentence of its own gives at the end of a text ("… in May. UA 12/20.")."""
    found = _NUMBER_ALONE.search(text[-_LONGEST_SENTENCE:])
    return found["number"] if found else ""
