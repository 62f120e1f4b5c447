"""The values behind the labels at a document's end: languages, deadline, people, earlier actions.

Each reader says what it understood and whether that is everything that is printed; its caller
keeps the printed words accordingly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from actions.importing import elsewhere
from actions.importing.dates import FoundDate, find_date
from actions.importing.draft import Person, PreviousAction
from actions.importing.markup import Line, Run

_OWN_SENTENCE = re.compile(
    r"\b(?:you (?:can|may) (?:also )?|or )?(?:please )?(?:write |use )?"
    r"(?:in )?(?:(?:your|their|one's|writer's) own(?: languages?)?|(?<=or )own(?: languages?)?|"
    r"(?<=or in )own(?: languages?)?)(?: if you prefer)?\b|"
    rf"{elsewhere.OWN_LANGUAGE}",
    re.I,
)
_BEFORE_LANGUAGES = re.compile(r"(?:please )?(?:write|use)(?: to (?:them|him|her))?(?: in)? ", re.I)
_IN_LABEL = re.compile(r"\bin (?P<languages>[^:]{3,120})", re.I)
_BETWEEN_LANGUAGES = re.compile(r"[,،;/.&|]|\b(?:and|or|et|ou|y|e|o|اور|یا|أو)\b", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_GENDER = re.compile(r"gender(?: ?\(?m/f\)?)?: ?(?:m|f|male|female|all|(?:[mf][/,; ]*)+)\.?", re.I)
_PERSON_ENDS = re.compile(r"(?<=[)\]])(?: ?[,;]| ?&| and\b)+ ?+(?!aged\b|\d)|;", re.I)
_PRONOUN_ALONE = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_WITH_PRONOUN = re.compile(
    r"(?P<name>.*\S) ?(?:[(\[] ?(?P<one>[^()\[\]]*[^()\[\] ]) ?[)\]]|"
    r"(?:,|:| [-–—]) ?(?P<other>(?:she|he|they|all)(?:/\w+)*))",
    re.IGNORECASE,
)
_LONGEST_PEOPLE = 300
_NOTHING = re.compile(rf"(?:n/?a|none|not applicable|{elsewhere.NOTHING}|#|[-–—])\.?", re.I)
_CONNECTOR = re.compile(r"^(?:and|or)\b ?", re.I)
_LABEL_EDGES = " \t:;,–-—|()<>"


@dataclass(frozen=True, slots=True)
class Languages:
    """Codes of the languages to write in, whether one's own will do, and words not understood."""

    codes: tuple[str, ...]
    own_accepted: bool
    unknown: tuple[str, ...]


def read_languages(text: str, languages: Mapping[str, str]) -> Languages:
    """Read "English, Urdu, or your own language."."""
    rest, own = _OWN_SENTENCE.subn(" ", _BEFORE_LANGUAGES.sub("", text))
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


def languages_in_label(label: str, languages: Mapping[str, str]) -> Languages:
    """Read "Please write immediately in Persian, English or your own language:"."""
    codes: list[str] = []
    own = False
    for found in _IN_LABEL.finditer(label):
        named = found["languages"]
        if own_words := _OWN_SENTENCE.search(named):
            named = named[: own_words.end()]  # "… calling on the authorities to:" follows
        read = read_languages(named, languages)
        codes += [code for code in read.codes if code not in codes]
        own |= read.own_accepted
    return Languages(tuple(codes), own, ())


def read_deadline(text: str) -> tuple[FoundDate | None, bool]:
    """Read the day until which to write, and whether nothing else is said."""
    found = find_date(text)
    if found is None:
        return None, False
    rest = _WEEKDAY.sub("", text.replace(found.printed, "", 1))
    return found, found.day is not None and not any(map(str.isalnum, rest))


def read_people(lines: Sequence[str]) -> list[Person]:
    """Read "Name (pronoun)", several on lines of their own or after each other.

    Returns nothing for what is too long to be names.
    """
    lines = [line for line in lines if not _GENDER.fullmatch(line)]
    if sum(map(len, lines)) > _LONGEST_PEOPLE:
        return []
    each_ends = all(line.rstrip(".,;").endswith((")", "]")) for line in lines)
    texts = lines if each_ends else [" ".join(lines)]
    people: list[Person] = []
    for text in texts:
        for part in _PERSON_ENDS.split(text):
            further = _PRONOUN_ALONE.fullmatch(part.strip(" ,;."))
            if further and people and people[-1].pronoun:
                # "Ana and Bo Example (she/her) and (he/him)"
                people[-1] = replace(people[-1], pronoun=f"{people[-1].pronoun}, {further[1]}")
            elif any(map(str.isalnum, part)):
                people.append(_person(part.strip(" ,;")))
    return people


def _person(text: str) -> Person:
    found = _WITH_PRONOUN.fullmatch(text.rstrip(". "))
    return Person(found["name"], found["one"] or found["other"]) if found else Person(text)


def read_previous(lines: Sequence[Line]) -> tuple[list[PreviousAction], list[str]]:
    """Read links to earlier actions, each with its label; also what is left without a link."""
    actions: list[PreviousAction] = []
    left: list[str] = []
    before = ""
    for href, runs in groupby(_all_runs(lines), key=lambda run: run.link):
        text = "".join(run.text for run in runs)
        if not href:
            before = text
            continue
        own_words = "" if text.strip() in href else text
        words = f"{_CONNECTOR.sub('', before.strip(_LABEL_EDGES))} {own_words}"
        actions.append(PreviousAction(href, " ".join(words.split()) or None))
        before = ""
    if before.strip(_LABEL_EDGES) or (before.strip() and not actions):
        left.append(before.strip())
    return actions, left


def _all_runs(lines: Sequence[Line]) -> Iterator[Run]:
    """The runs of some lines, a link that goes on in the next line with a blank in it."""
    before: Run | None = None
    for line in lines:
        for place, run in enumerate(line.runs):
            if before and place == 0:
                yield Run(" ", href=run.href if before.href == run.href else None)
            yield run
            before = run


def says_nothing(text: str) -> bool:
    """Whether a value only says that there is none ("N/A")."""
    return _NOTHING.fullmatch(text.strip()) is not None
