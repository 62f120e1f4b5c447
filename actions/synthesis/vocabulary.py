"""The vocabulary of made-up texts: 50,000 words a language, few of them often, most of them seldom.

A word's rank is its place in that order, 0 for the most frequent. One case is told with the same
ranks in every language, as a translation tells it; so a rank has the same share in all of them.
How often a rank comes is Zipf's law as Mandelbrot amended it, and falls faster beyond the words
that everybody uses, as it does in large collections of texts: otherwise no word of a large library
would be rare.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from actions.rewriting.folding import fold_character
from actions.synthesis.patterns import WORDS
from actions.synthesis.syllables import SOUNDS, Sounds

SIZE = 50_000
HEAD = 2.0  # flattens the first ranks: no made-up word is in every other sentence
COMMON = 4_000  # ranks from here on fall with their square
# Frequent words are short ones: so many syllables before the ending, in so many tries; together
# they give more than enough.
LENGTHS = ((1, 1_500), (2, 35_000), (3, 25_000))


def _weight(rank: int) -> float:
    return 1 / (rank + HEAD) * min(1.0, COMMON / (rank + 1))


RANKS = range(SIZE)
CUMULATIVE = list(accumulate(map(_weight, RANKS)))


def probability(rank: int) -> float:
    """How likely any one made-up word of a text is to be the one of this rank."""
    return _weight(rank) / CUMULATIVE[-1]


@cache
def vocabulary(language: str) -> tuple[str, ...]:
    """The words of a language by rank: the same on every run, and different when folded."""
    words: list[str] = []
    # Stems that were taken, folded: an engine that cuts endings off still tells two words apart.
    stems: set[str] = set()
    taken = _words_of_patterns(language)
    unwanted = re.compile("|".join(SOUNDS[language].unwanted))
    for stem, word in _made(SOUNDS[language], random.Random(language)):  # noqa: S311
        if stem not in stems and word not in taken and not unwanted.search(word):
            stems.add(stem)
            words.append(word)
    return tuple(words[:SIZE])


def _made(sounds: Sounds, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Folded stems with a word of each; the same ones may come again."""
    letters = "".join((*sounds.firsts, *sounds.further, *sounds.consonants))
    folds = {ord(letter): fold_character(letter) for letter in set(letters)}
    for syllables, size in LENGTHS:
        parts = (sounds.firsts, *[sounds.further] * (syllables - 1), sounds.consonants)
        drawn = (chance.choices(part, k=size) for part in parts)
        stems = list(map("".join, zip(*drawn, strict=True)))
        words = map("".join, zip(stems, chance.choices(sounds.endings, k=size), strict=True))
        folded = "\n".join(stems).translate(folds).split("\n")
        yield from zip(folded, words, strict=True)


def _words_of_patterns(language: str) -> frozenset[str]:
    """The words that sentences are told with anyway, which would be found everywhere."""
    words = WORDS[language]
    texts = (*words.people, *words.towns, *words.trades, *words.titles, *words.introductions)
    return frozenset(" ".join((*texts, *words.paragraphs)).lower().split())
