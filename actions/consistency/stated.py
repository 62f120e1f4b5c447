"""Numbers that texts state of something: with their sentence, and what they count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from actions.consistency.dates import WrittenDate
from actions.consistency.likeness import slips
from actions.consistency.numerals import WrittenNumber
from actions.consistency.passages import Passage
from actions.consistency.text import folded, sentences

CITED = re.compile(r"\[(\d{1,3})\]")
_SMALLEST = 100  # below, numbers count too many things to be told apart
_FIRM = 4  # significant digits that two figures don't share by chance
_NEAR = 60  # characters from a number to what it counts


@dataclass(frozen=True)
class Stated:
    """A number that a text states, with its sentence."""

    passage: Passage
    number: WrittenNumber
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The sentence that it is in."""
        return self.passage.text[self.start : self.end]

    @cached_property
    def follows(self) -> list[str]:
        """The words of the sentence after the number, as far as they can belong to it."""
        end = min(self.end, self.number.end + _NEAR)
        return words_of(self.passage.text[self.number.end : end])

    @property
    def beside(self) -> list[WrittenNumber]:
        """All numbers of the sentence."""
        return [n for n in self.passage.numbers if self.start <= n.start < self.end]

    @cached_property
    def dates(self) -> list[WrittenDate]:
        """The dates in the sentence."""
        return [d for d in self.passage.dates if self.start <= d.start < self.end]


def stated_in(passage: Passage) -> Iterator[Stated]:
    """The numbers of a text that may be figures."""
    for start, end in sentences(passage.text):
        for number in passage.numbers:
            if start <= number.start < end and number.value >= _SMALLEST and not number.is_year:
                yield Stated(passage, number, start, end)


def is_digit_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two firm numbers differ in one digit: wrong, lost, doubled, or swapped."""
    if min(firm(one), firm(other)) < _FIRM or rounds(one, other) or rounds(other, one):
        return False
    return slips(f"{one:f}", f"{other:f}", most=1) == 1


def rounds(rough: Decimal, exact: Decimal) -> bool:
    """Whether a number is another one rounded, up or down, to its own last digit."""
    step = Decimal(10) ** _zeros(rough)
    return step > 1 and abs(rough - exact) < step


def _zeros(value: Decimal) -> int:
    whole = f"{int(value)}"
    return len(whole) - len(whole.rstrip("0"))


def firm(value: Decimal) -> int:
    """How many digits say something."""
    return len(f"{value.normalize():f}".replace(".", "").strip("0"))


def words_of(text: str) -> list[str]:
    """The words that carry meaning: folded, short ones left out."""
    shortest = 3 if re.search("[\u0600-\u06ff]", text) else 4
    return [w for w in folded(text).split() if len(w) >= shortest and not w.isdecimal()]


def alike(one: str, other: str) -> bool:
    """Whether two words have the same beginning: "Afghan" and "Afghans"."""
    length = max(4, min(len(one), len(other)) - 2)
    return one == other or (len(min(one, other, key=len)) >= 4 and one[:length] == other[:length])
