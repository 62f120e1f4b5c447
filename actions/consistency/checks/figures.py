"""Figures: what texts say against the figure blocks, and those against one another.

A figure is its definition: what is counted, where, for which period, as of when, by whom. Figures
that differ in any of that stand side by side and are no finding; only of one definition may there
be one value. Texts are held to a figure where they say the same of it, or where a number is so
nearly another that a slip of the pen is likelier than another count.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from django.utils.translation import gettext as _

from actions.consistency.checks import texts
from actions.consistency.dates import WrittenDate, dates_in
from actions.consistency.findings import Finding
from actions.consistency.numerals import numbers_in
from actions.consistency.passages import Block
from actions.consistency.stated import (
    CITED,
    Stated,
    alike,
    is_digit_slip,
    rounds,
    stated_in,
    words_of,
)
from actions.consistency.subject import Subject, quote
from actions.consistency.text import folded

# Fields in which numbers are stated, and the parts of their blocks that are running text.
_TEXTS = (*texts.STATED, "additional_information", "updates")
_PARTS = frozenset(("title", "introduction", "text", "body", "short_body", "name"))


@dataclass(frozen=True)
class _Figure:
    """A figure block, read."""

    block: Block
    value: Decimal
    parts: frozenset[Decimal]
    language: str

    @cached_property
    def definition(self) -> tuple[str, ...]:
        """All that says what is counted."""
        names = ("counted", "place", "period", "as_of", "source")
        return tuple(folded(str(self.block.get(name) or "")) for name in names)

    @cached_property
    def counted(self) -> list[str]:
        """The words for what is counted, without what follows a comma ("as IOM counts them")."""
        return words_of(re.split("[,،:;(]", str(self.block.get("counted") or ""))[0])

    @cached_property
    def days(self) -> list[WrittenDate]:
        """The dates of the period, and the day it is as of."""
        return dates_in(str(self.block.get("period") or ""), language=self.language)


def check(subject: Subject) -> Iterator[Finding]:
    """Two values for one definition, and numbers in texts that are nearly a figure, or another."""
    figures = list(_figures(subject))
    yield from _two_values(subject, figures)
    stated = [s for p in subject.texts(*_TEXTS) if p.part in _PARTS for s in stated_in(p)]
    known = {f.value for f in figures} | {value for f in figures for value in f.parts}
    for one in stated:
        if one.number.value not in known:
            yield from _against_figures(subject, one, figures)
    yield from texts.compare(subject, stated, known)


def _figures(subject: Subject) -> Iterator[_Figure]:
    for block in subject.blocks["additional_information"]:
        if block.type == "figure":
            value = _value(block.get("value"), subject.language)
            if value is not None:
                parts = (_value(part, subject.language) for part in _breakdown(block))
                whole = frozenset(part for part in parts if part is not None)
                yield _Figure(block, value, whole, subject.language)


def _breakdown(block: Block) -> Iterator[object]:
    for entry in block.get("breakdown") or ():
        inner = entry.get("value", entry) if isinstance(entry, dict) else None
        if isinstance(inner, dict):
            yield inner.get("value")


def _value(written: object, language: str) -> Decimal | None:
    """The value of a figure; its digits are the same in every language, as English writes them."""
    found = numbers_in(str(written or ""), language="en") or numbers_in(
        str(written or ""), language=language
    )
    return found[0].value if len(found) == 1 else None


# -- figure blocks -----------------------------------------------------------------------------


def _two_values(subject: Subject, figures: list[_Figure]) -> Iterator[Finding]:
    for one, other in combinations(figures, 2):
        if one.definition == other.definition and one.value != other.value:
            message = _(
                "Two figures have the same definition, but one is %(one)s and the other %(other)s. "
                "Correct one, or say in which period, place or source they differ."
            ) % {
                "one": quote(one.block.get("value")),
                "other": quote(other.block.get("value")),
            }
            place = other.block.children["value"]
            yield subject.finding(
                "figure", place, message, one.value, *other.definition, other.value
            )


def _against_figures(
    subject: Subject, stated: Stated, figures: Iterable[_Figure]
) -> Iterator[Finding]:
    """A number of a text against the figure that it must mean."""
    for figure in figures:
        if _is_same_count(stated, figure) or _is_slip_of(stated, figure):
            message = _(
                "The text has %(written)s, the figure for %(counted)s is %(value)s. "
                "Correct the one that is wrong."
            ) % {
                "written": quote(stated.number.text),
                "counted": quote(figure.block.get("counted")),
                "value": quote(figure.block.get("value")),
            }
            yield subject.finding(
                "figure", stated.passage.place, message, stated.sentence, figure.value
            )
            return


def _is_same_count(stated: Stated, figure: _Figure) -> bool:
    """Whether a sentence says of its number all that defines the figure, and nothing else."""
    sentence = words_of(stated.sentence)
    values = {number.value for number in stated.beside}
    if not figure.counted or figure.value in values or rounds(stated.number.value, figure.value):
        return False
    if not any(alike(word, figure.counted[0]) for word in stated.follows[:4]):
        return False
    if not all(any(alike(word, own) for word in sentence) for own in figure.counted):
        return False
    cited = {int(number) for number in CITED.findall(stated.sentence)}
    if cited and figure.block.get("source") not in cited:
        return False
    place = words_of(str(figure.block.get("place") or ""))
    around = words_of(stated.passage.text)
    if not all(any(alike(word, own) for word in around) for own in place):
        return False
    return _same_period(stated, figure)


def _same_period(stated: Stated, figure: _Figure) -> bool:
    as_of = figure.block.get("as_of")
    day = date.fromisoformat(str(as_of)) if as_of else None
    period = str(figure.block.get("period") or "")
    named = [d for d in stated.dates if day is None or not d.means(day)]
    if day and len(named) == len(stated.dates) and not any(d.means(day) for d in figure.days):
        return False
    if period and not figure.days:
        return folded(period) in folded(stated.sentence)
    wanted = [d for d in figure.days if day is None or not d.means(day)]
    return len(named) == len(wanted) and all(
        any(d.readings == w.readings for d in named) for w in wanted
    )


def _is_slip_of(stated: Stated, figure: _Figure) -> bool:
    """Whether a number is the figure but for one digit, and counts the same thing."""
    return is_digit_slip(stated.number.value, figure.value) and any(
        alike(word, own) for word in stated.follows[:4] for own in figure.counted[:1]
    )
