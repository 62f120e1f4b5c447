"""What an engine is asked, and what it answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.utils.safestring import SafeString

from search.models import SearchWord
from search.query import Query

OPEN, CLOSE = "\x02", "\x03"  # around what matched, in what engines answer: no text holds them


class Unavailable(Exception):
    """An engine can't answer now; another one may."""


class TooDeep(Exception):
    """An engine doesn't go that far into its results; another one does."""


@dataclass(frozen=True)
class Marked:
    """How a result is shown: its title, and the passage that has most of what was looked for."""

    title: SafeString
    passage: SafeString


@dataclass(frozen=True)
class Found:
    """One page of what was found.

    `ids` are those of documents, an action once, in the order asked for. `counts` say of each
    value of each facet how many actions choosing it alone would give, other facets as they are;
    `without` of each chosen facet how many there would be without it.
    """

    ids: list[int]
    total: int
    page: int
    pages: int
    counts: Mapping[str, Mapping[str, int]]
    without: Mapping[str, int] = field(default_factory=dict)
    marked: Mapping[int, Marked] = field(default_factory=dict)
    simpler: bool = False  # whether another engine ought to have answered


def pages_of(total: int, *, per_page: int) -> int:
    """How many pages there are; one where nothing was found."""
    return max(1, -(-total // per_page))


class Engine(Protocol):
    """Finds documents."""

    def search(self, query: Query, *, today: date, per_page: int) -> Found:
        """One page of what a query finds, the last one where it has no such page.

        Raises Unavailable where the engine can't answer.
        """

    def total(self, query: Query, *, today: date) -> int:
        """How many actions a query finds. Raises Unavailable."""

    def everything(self, query: Query, *, today: date) -> Sequence[int]:
        """The ids of all that a query finds, in its order; raises Unavailable.

        For what is taken along whole, such as tables; eight bytes each.
        """

    def near(
        self, words: Sequence[str], *, languages: Collection[str]
    ) -> dict[str, list[SearchWord]]:
        """The words in languages that each of these, folded and in no document, may be meant for.

        The likest first. Raises Unavailable.
        """
