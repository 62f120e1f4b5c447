"""The values behind the labels at a document's end: languages, deadline, people, earlier actions.

Each reader says what it understood and whether that is everything that is printed; its caller
keeps the printed words accordingly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.importing.dates import FoundDate, find_date
from actions.importing.draft import Person, PreviousAction
from actions.importing.markup import Line

_OWN_LANGUAGE = re.compile(r"\b(?:in )?(?:your|their|one's|writer's) own(?: languages?)?\b", re.I)
_BETWEEN_LANGUAGES = re.compile(r"[,;/.&|]|\b(?:and|or)\b", re.I)
_PERSON_ENDS = re.compile(r"(?<=\))(?: ?[,;]| ?&| and\b)+ ?|;", re.I)
_LONGEST_PEOPLE = 300
_NOTHING = re.compile(r"(?:n/?a|none|not applicable|[-–—])\.?", re.I)
_LABEL_EDGES = " \t:;,–-—|()<>"


@dataclass(frozen=True, slots=True)
class Languages:
    """Codes of the languages to write in, whether one's own will do, and words not understood."""

    codes: tuple[str, ...]
    own_accepted: bool
    unknown: tuple[str, ...]


def read_languages(text: str, languages: Mapping[str, str]) -> Languages:
    """Read "English, Urdu, or your own language."."""
    rest, own = _OWN_LANGUAGE.subn(" ", text)
    codes: list[str] = []
    unknown: list[str] = []
    for part in _BETWEEN_LANGUAGES.split(rest):
        name = " ".join(part.split())
        code = languages.get(name.casefold())
        if code and code not in codes:
            codes.append(code)
        elif not code and any(map(str.isalnum, name)):
            unknown.append(name)
    return Languages(tuple(codes), own > 0, tuple(unknown))


def read_deadline(text: str) -> tuple[FoundDate | None, bool]:
    """Read the day until which to write, and whether nothing else is said."""
    found = find_date(text)
    if found is None:
        return None, False
    rest = text.replace(found.printed, "", 1)
    return found, found.day is not None and not any(map(str.isalnum, rest))


def read_people(lines: Sequence[str]) -> list[Person]:
    """Read "Name (pronoun)", several on lines of their own or after each other.

    Returns nothing for what is too long to be names.
    """
    if sum(map(len, lines)) > _LONGEST_PEOPLE:
        return []
    each_ends = all(line.rstrip(".,;").endswith(")") for line in lines)
    texts = lines if each_ends else [" ".join(lines)]
    people = []
    for text in texts:
        for part in _PERSON_ENDS.split(text):
            if any(map(str.isalnum, part)):
                people.append(_person(part.strip(" ,;")))
    return people


def _person(text: str) -> Person:
    bare = text.rstrip(". ")
    name, opening, pronoun = bare.removesuffix(")").rpartition("(")
    if bare.endswith(")") and opening and name.strip() and pronoun.strip():
        return Person(name.strip(), pronoun.strip())
    return Person(text)


def read_previous(lines: Sequence[Line]) -> tuple[list[PreviousAction], list[str]]:
    """Read links to earlier actions, each with its label; also what is left without a link."""
    actions: list[PreviousAction] = []
    left: list[str] = []
    for line in lines:
        before = ""
        for run in line.runs:
            if not run.link:
                before += run.text
                continue
            own_words = "" if run.text in run.link else run.text
            label = f"{before.strip(_LABEL_EDGES)} {own_words}".strip()
            actions.append(PreviousAction(run.link, label or None))
            before = ""
        if before.strip(_LABEL_EDGES) or (before.strip() and not line.runs[-1].link):
            left.append(before.strip())
    return actions, left


def says_nothing(text: str) -> bool:
    """Whether a value only says that there is none ("N/A")."""
    return _NOTHING.fullmatch(text.strip()) is not None
