"""Numbers that texts give for one thing: the letter's are those of the introduction."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from django.utils.translation import gettext as _

from actions.consistency.findings import Finding
from actions.consistency.likeness import slips
from actions.consistency.stated import CITED, Stated, alike, firm, is_digit_slip
from actions.consistency.subject import Subject, quote

# Where the action speaks for itself, now; the background tells of other times and counts.
STATED = ("title", "introduction", "steps", "letters", "people")


def compare(subject: Subject, stated: list[Stated], known: set[Decimal]) -> Iterator[Finding]:
    """Numbers that two texts give for the same thing, where one is nearly the other.

    `known` are the values of the figure blocks: those are right. Of two numbers the rarer is
    doubted, else the one that comes later.
    """
    seen: set[frozenset[Decimal]] = set()
    often = Counter(one.number.value for one in stated)
    for first, second in combinations(stated, 2):
        values = frozenset((first.number.value, second.number.value))
        if len(values) == 1 or values in seen or values <= known:
            continue
        if {first.passage.field, second.passage.field}.isdisjoint(STATED):
            continue
        doubted = min(
            (second, first), key=lambda s: (s.number.value in known, often[s.number.value])
        )
        other = first if doubted is second else second
        if _means_same(other, doubted, often=often[other.number.value]):
            seen.add(values)
            yield _finding(subject, other, doubted)


def _means_same(other: Stated, doubted: Stated, *, often: int) -> bool:
    """Whether a doubted number must be another one, which the texts give so many times."""
    if other.passage.place.key == doubted.passage.place.key and other.start == doubted.start:
        return False  # side by side in one sentence, they are meant to differ
    if not other.follows or not doubted.follows:
        return False
    if is_digit_slip(other.number.value, doubted.number.value):
        return alike(other.follows[0], doubted.follows[0])
    return _is_rough_slip(other, doubted, often=often)


def _is_rough_slip(other: Stated, doubted: Stated, *, often: int) -> bool:
    """Whether two rough figures ("1.4 million", "1.5 million") stand for the same thing.

    Only where what is counted has the same words, and the doubted one doesn't say since when or
    from whom it is; nor the other, where it stands only once.
    """
    if {other.passage.field, doubted.passage.field} - set(STATED):
        return False
    if _is_dated(doubted) or (often < 2 and _is_dated(other)):
        return False
    a, b = other.number.value, doubted.number.value
    if a.adjusted() != b.adjusted() or min(firm(a), firm(b)) < 2:
        return False
    if slips(other.number.digits, doubted.number.digits, most=1) != 1:
        return False
    words = [stated.follows[:2] for stated in (other, doubted)]
    return len(words[0]) == len(words[1]) and all(map(alike, *words))


def _is_dated(stated: Stated) -> bool:
    return _says_when(stated) or _says_who(stated)


def _finding(subject: Subject, one: Stated, other: Stated) -> Finding:
    message = _(
        "The text has %(written)s, but %(where)s has %(value)s. Correct the one that is wrong."
    ) % {
        "written": quote(_with_noun(other)),
        "where": one.passage.place,
        "value": quote(_with_noun(one)),
    }
    return subject.finding("figure", other.passage.place, message, other.sentence, one.number.value)


def _with_noun(stated: Stated) -> str:
    """The number with a word or two of what it counts."""
    tail = stated.passage.text[stated.number.end : stated.end].split()[:2]
    return " ".join([stated.number.text, *tail]).rstrip(".,;:،؛۔")


_WHO = re.compile(
    r"\b(?:according|estimates?d?|reports?|reported|counts?|says|said|selon|según)\b|کے مطابق|وفق",
    re.IGNORECASE,
)


def _says_who(stated: Stated) -> bool:
    return bool(CITED.search(stated.sentence) or _WHO.search(stated.sentence))


def _says_when(stated: Stated) -> bool:
    return bool(stated.dates) or any(number.is_year for number in stated.beside)
