"""What is known of made-up words beforehand: how often each is found, for benchmarks of search."""

from enum import Enum
from functools import cache
from typing import NamedTuple

from actions.synthesis.spread import SHARES
from actions.synthesis.telling import PARAGRAPHS, made_up_words
from actions.synthesis.vocabulary import RANKS, probability, vocabulary


class Band(Enum):
    """How often a word is found."""

    RARE = "rare"  # in a handful of pages, however large the library
    COMMON = "common"  # in 1 to 5 % of them
    VERY_COMMON = "very common"  # in 15 to 50 %


SHARES_OF = {Band.COMMON: (0.01, 0.05), Band.VERY_COMMON: (0.15, 0.50)}
HANDFUL = (3, 9)  # pages


class KnownWord(NamedTuple):
    """A made-up word and the share, of the pages in its language, that it is expected on."""

    text: str
    share: float


def words_of_band(language: str, band: Band, *, actions: int) -> list[KnownWord]:
    """The words of a band in a library of so many made-up actions, the most frequent first.

    Both the words and their shares are the same on every run. A word stands anywhere on a page:
    in the title, the introduction, the letter or the additional information.
    """
    pages = actions * SHARES[language] / 100
    least, most = SHARES_OF.get(band) or (HANDFUL[0] / pages, HANDFUL[1] / pages)
    words, shares = vocabulary(language), _shares()
    return [KnownWord(words[rank], shares[rank]) for rank in RANKS if least <= shares[rank] <= most]


@cache
def _shares() -> tuple[float, ...]:
    return tuple(map(_share, RANKS))


def _share(rank: int) -> float:
    """The share of pages that have the word of a rank once or more."""
    others = 1 - probability(rank)
    missing = (others ** made_up_words(paragraphs) for paragraphs in PARAGRAPHS)
    return 1 - sum(missing) / len(PARAGRAPHS)
