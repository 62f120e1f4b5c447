"""The number of the action, as texts print it: "Second UA 109.23", "AMR 37/6674/2017"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actions.consistency.findings import Finding
from actions.consistency.likeness import slips
from actions.consistency.passages import Passage
from actions.consistency.subject import Subject, quote
from actions.consistency.text import sentence_at
from actions.numbers import ActionNumber, label, parse_number

# Where the text speaks of this action and no other.
_OWN = ("title", "introduction", "steps", "letters")
_FIGURES = re.compile(r"\d{1,5}\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)")
# What a number follows wherever it is read as one (actions/numbers.py); spares looking for it.
_INTRODUCED = re.compile(r"u\.?a\b|urgent|ہنگام|ارجنٹ", re.IGNORECASE)
_INDEX = re.compile(r"\b[A-Z]{3}\s?\d{2}/\d{3,5}/(?:\d{4}|\d{2})\b")
# The longest label before the figures: "Twenty-second further information on urgent action no. ".
_LABEL = 70


@dataclass(frozen=True)
class _Printed:
    """A number of an action in a text, as printed."""

    number: ActionNumber
    text: str
    place: int


def check(subject: Subject) -> Iterator[Finding]:
    """Numbers in texts that are neither the action's own nor those of an action known here."""
    own = subject.facts.number
    for passage in subject.passages:
        for printed in _printed(passage):
            if own and _is_wrong(subject, passage, printed.number, own):
                yield _finding(subject, passage, printed)
        yield from _index_numbers(subject, passage)


def foreign_numbers(subject: Subject) -> set[tuple[int, int]]:
    """Serial and year of the numbers in texts that aren't the action's own."""
    own = subject.facts.number
    found = {
        (printed.number.serial, printed.number.year)
        for passage in subject.passages
        for printed in _printed(passage)
    }
    return found - ({(own.serial, own.year)} if own else set())


def _printed(passage: Passage) -> Iterator[_Printed]:
    """The numbers in a text that "UA" or the like introduces."""
    seen = 0
    if not _INTRODUCED.search(passage.text):
        return
    for figures in _FIGURES.finditer(passage.text):
        start = max(seen, figures.start() - _LABEL)
        window = passage.text[start : figures.end()]
        bare = passage.text[figures.start() : figures.end()]
        number = None if window == bare else parse_number(window)
        if number and re.search(rf"\b{number.serial}\b", bare):
            words = window[window.rfind("\n") + 1 :]
            yield _Printed(number, words[-_LABEL:], figures.start())
        seen = figures.end()


def _is_wrong(subject: Subject, passage: Passage, number: ActionNumber, own: ActionNumber) -> bool:
    if (number.serial, number.year) == (own.serial, own.year):
        return _is_other_document(passage, number, own)
    known = {(serial, year) for serial, year, _sequence in subject.directory.numbers}
    if (number.serial, number.year) in known or _is_linked(subject, number):
        return False
    # The background may speak of other cases; only what looks like a slip is doubted there.
    return passage.field in _OWN or slips(str(number), str(own), most=1) == 1


def _is_other_document(passage: Passage, number: ActionNumber, own: ActionNumber) -> bool:
    """Whether a text names another document of the series where it must mean this one.

    "UA 109.23" alone names the case, and the background may speak of every document on it.
    """
    named = number.sequence not in (None, 1, own.sequence)
    return named and passage.field in ("steps", "letters")


def _is_linked(subject: Subject, number: ActionNumber) -> bool:
    """Whether it is among the earlier actions elsewhere that the page links to."""
    ways = {str(number), str(number).replace(".", "-"), f"{number.serial}/{number.year % 100:02d}"}
    links = [
        f"{block.get('label') or ''} {block.get('url') or ''}"
        for block in subject.blocks["previous_actions"]
    ]
    return any(way in link for way in ways for link in links)


def _finding(subject: Subject, passage: Passage, printed: _Printed) -> Finding:
    own = subject.number_label
    written = label(printed.number, language=subject.language)
    message = _(
        "The text says %(printed)s, but this action is %(own)s. "
        "Correct the number, or link the action that is meant among the earlier ones."
    ) % {"printed": quote(written), "own": quote(own)}
    sentence = sentence_at(passage.text, printed.place)
    return subject.finding("number", passage.place, message, sentence, written, own)


def _index_numbers(subject: Subject, passage: Passage) -> Iterator[Finding]:
    """Index numbers that are nearly the action's own; others belong to other documents."""
    own = "".join(subject.facts.index_number.split())
    if not own:
        return
    for match in _INDEX.finditer(passage.text):
        if slips("".join(match[0].split()), own, most=1) == 1:
            message = _(
                "The text has the index number %(printed)s, the action %(own)s. "
                "Correct the one that is wrong."
            ) % {"printed": quote(match[0]), "own": quote(subject.facts.index_number)}
            yield subject.finding(
                "index-number", passage.place, message, match[0], subject.facts.index_number
            )
