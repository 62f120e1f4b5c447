"""Cards that are printed on one line ("Minister of Tea, 1 Cup Road, Suva, Fiji. Fax: 1") as lines.

A line is taken apart only where it is plainly a card: an office or a name at its beginning, and a
way to reach it or a country at its end. No word is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from actions.importing.contacts import contact_parts, contact_places, is_name, is_office, is_title
from actions.importing.names import find_countries, without_countries

_LONGEST = 600
_WRAPPED = 45  # a line of a card of many lines is shorter
_MOST_WORDS = 9  # in one piece of an address
_BEFORE = re.compile(r"(?:(?:and|also)(?: also)? (?:to )?|to )(?:the )?(?=\w)", re.IGNORECASE)
_TRAILING_EMAIL = re.compile(r"[,;.]? \(?([^\s@();,]+@[^\s@();,]+\.[^\s@();,]*\w)\)?\.?$")
_OF_A_SENTENCE = re.compile(
    r"(?:please|write|send|call|e-?mail|who|which|but|or|where|that|at|is|has|was|if|as)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"(?P<office>[^()]{3,80}) \((?P<name>[^()]{3,60})\)")
_SHORT_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]* ){1,3}[^\W\d_][\w.'’-]*")
_EDGES = " ;,."


def card_lines(lines: Sequence[str], countries: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the lines of a block, the first taken apart if a card is printed on it.

    What joins it to the card before ("and to the") is returned by itself.
    """
    text, rest = _run_in(lines)
    if not text or len(text) > _LONGEST or contact_parts(text):
        return "", list(lines)
    joined = _BEFORE.match(text)
    before = joined[0].strip() if joined else ""
    text = text[joined.end() :] if joined else text
    prefix, contacts = _contacts(text)
    pieces = [piece for piece in re.split(r"[,;] +", prefix) if piece.strip(_EDGES)]
    ends_in_country = bool(pieces) and _is_country(pieces[-1], countries)
    is_sentence = text.endswith(".") and not contacts and not any(map(str.isdigit, text))
    if is_sentence or not _is_card(
        pieces, reachable=bool(contacts), ends_in_country=ends_in_country
    ):
        return "", list(lines)
    head = _head(pieces)
    address = ", ".join(pieces[_taken(pieces) :]).strip(" ")
    return before, [*head, *([address] if address else []), *contacts, *rest]


def _run_in(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The text of a card on one line (which may be wrapped), and the lines below it."""
    rest = list(lines)
    said: list[str] = []
    while rest and not (said and contact_parts(rest[0])):
        said.append(rest.pop(0))
    if len(said) > 1 and not all(len(line) >= _WRAPPED for line in said[:-1]):
        return "", []
    return " ".join(said), rest


def _contacts(text: str) -> tuple[str, list[str]]:
    """What stands above the first way to reach, and each of these as a line of its own."""
    contacts: list[str] = []
    found = _TRAILING_EMAIL.search(text)
    if found and (";" in found[0] or not contact_places(text[: found.start() + 1])):
        contacts, text = [found[1]], text[: found.start()]
    places = contact_places(text)
    ends = [*places[1:], len(text)][: len(places)]
    labelled = [
        text[place:end].strip(" ;,|(").rstrip(".") for place, end in zip(places, ends, strict=True)
    ]
    closed = [
        line[:-1] if line.endswith(")") and line.count(")") > line.count("(") else line
        for line in labelled
    ]
    prefix = text[: places[0]] if places else text
    return prefix.strip(" ;,(").rstrip(".") if contacts or places else text, [*closed, *contacts]


def _is_country(piece: str, countries: Mapping[str, str]) -> bool:
    return bool(find_countries(piece, countries)) and not any(
        map(str.isalnum, without_countries(piece.strip(_EDGES), countries))
    )


def _is_card(pieces: Sequence[str], *, reachable: bool, ends_in_country: bool) -> bool:
    if len(pieces) < 2 or any(len(piece.split()) > _MOST_WORDS for piece in pieces):
        return False
    if any(_OF_A_SENTENCE.match(piece) for piece in pieces):
        return False
    first, second = pieces[:2]
    ends_in_code = len(pieces) > 2 and is_office(first) and any(map(str.isdigit, pieces[-1]))
    if not (reachable or ends_in_code or (ends_in_country and len(pieces) > 3)):
        return False
    known = is_office(_title(first)) or is_name(first) or is_office(second)
    return known or (ends_in_country and len(pieces) > 3 and not any(map(str.isdigit, first)))


def _title(piece: str) -> str:
    found = _IN_BRACKETS.fullmatch(piece)
    return found["office"] if found else piece


def _taken(pieces: Sequence[str]) -> int:
    """How many pieces are the head: an office, a name, or both."""
    first, second = pieces[:2]
    if len(pieces) < 3 or any(map(str.isdigit, second)):
        return 1
    if _IN_BRACKETS.fullmatch(first) and len(_head(pieces[:1])) == 2:
        return 1
    if is_office(first) and not is_office(second):
        return 2 if is_name(second) else 1
    return 2 if is_title(second) and not is_office(first) else 1


def _head(pieces: Sequence[str]) -> list[str]:
    first, *others = pieces if len(pieces) == 1 else pieces[: _taken(pieces)]
    found = _IN_BRACKETS.fullmatch(first)
    if found and is_office(found["office"]) and is_name_in_brackets(found["name"]):
        return [found["office"], found["name"]]
    return [first, *others]


def is_name_in_brackets(text: str) -> bool:
    """Whether what stands in brackets behind an office names who holds it."""
    words = text.split()
    return is_name(text) or (
        _SHORT_NAME.fullmatch(text) is not None
        and words[0][:1].isupper()
        and words[-1][0].isalpha()
    )
