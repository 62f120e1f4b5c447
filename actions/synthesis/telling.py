"""One made-up case, told in the words of a language: known sentences with made-up words in them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from actions.synthesis.patterns import WORDS, Words
from actions.synthesis.vocabulary import CUMULATIVE, RANKS, vocabulary

PARAGRAPHS = (4, 5, 6, 7, 8)  # of the letter, and as many of the additional information
# How many sentences of a paragraph are patterns with one made-up word, and how many made-up words
# the others have.
IN_LETTER, LETTER_SENTENCES = 4, (10,)
IN_BACKGROUND, BACKGROUND_SENTENCES = 2, (6, 11, 7, 10)
IN_INTRODUCTION = 8
EACH = IN_LETTER + sum(LETTER_SENTENCES) + IN_BACKGROUND + sum(BACKGROUND_SENTENCES)


def made_up_words(paragraphs: int) -> int:
    """How many made-up words a page has; that of the title, the introduction and the email too."""
    return 1 + IN_INTRODUCTION + 1 + paragraphs * EACH


@dataclass(frozen=True)
class Told:
    """A case in one language: plain sentences, but for the paragraphs in HTML."""

    who: str
    title: str
    introduction: str
    letter: str
    short: str
    background: str


class Case:
    """One made-up case: what chance chose, which every language then tells in its own words."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311  (no secret hangs on it)
        self.paragraphs = chance.choice(PARAGRAPHS)
        self.person, self.town, self.trade = (chance.random() for _ in range(3))
        self.title, self.introduction = chance.random(), chance.random()
        self.days = str(chance.randint(2, 400))
        sentences = self.paragraphs * (IN_LETTER + IN_BACKGROUND)
        self.sentences = [chance.random() for _ in range(sentences)]
        self.ranks = chance.choices(RANKS, cum_weights=CUMULATIVE, k=made_up_words(self.paragraphs))

    def told(self, language: str) -> Told:
        """The case in a language of WORDS."""
        words = WORDS[language]
        filled = {
            "who": _pick(words.people, self.person),
            "town": _pick(words.towns, self.town),
            "trade": _pick(words.trades, self.trade),
            "days": self.days,
        }
        title = _pick(words.titles, self.title).format(**filled)
        introduction = _pick(words.introductions, self.introduction).format(**filled)
        teller = _Teller(words, filled, self.sentences, vocabulary(language), self.ranks)
        return Told(
            who=filled["who"],
            title=words.case.format(title=title, word=teller.name()),
            introduction=f"{introduction} {teller.made_up(IN_INTRODUCTION)}",
            short=teller.filled(-1),
            letter=teller.paragraphs(self.paragraphs, IN_LETTER, LETTER_SENTENCES),
            background=teller.paragraphs(self.paragraphs, IN_BACKGROUND, BACKGROUND_SENTENCES),
        )


class _Teller:
    """Tells on and on, with the next of the words that chance chose."""

    def __init__(
        self,
        words: Words,
        filled: dict[str, str],
        places: list[float],
        vocabulary: tuple[str, ...],
        ranks: list[int],
    ) -> None:
        self.patterns = tuple(
            pattern.format(**filled, word="{word}") for pattern in words.paragraphs
        )
        self.full_stop = words.full_stop
        self.places = iter(places)
        self.words: Iterator[str] = map(vocabulary.__getitem__, ranks)

    def name(self) -> str:
        """A made-up word as a name of somewhere."""
        return next(self.words).capitalize()

    def made_up(self, size: int) -> str:
        """A sentence of made-up words."""
        return " ".join(islice(self.words, size)).capitalize() + self.full_stop

    def filled(self, which: int) -> str:
        """One of the sentences that every case is told with."""
        return self.patterns[which].replace("{word}", self.name())

    def paragraphs(self, count: int, patterns: int, sizes: tuple[int, ...]) -> str:
        """Paragraphs in HTML, each of so many known sentences, then of made-up ones."""
        return "".join(f"<p>{self._paragraph(patterns, sizes)}</p>" for _ in range(count))

    def _paragraph(self, patterns: int, sizes: tuple[int, ...]) -> str:
        known = [
            self.filled(int(place * len(self.patterns))) for place in islice(self.places, patterns)
        ]
        return " ".join([*known, *map(self.made_up, sizes)])


def _pick(among: tuple[str, ...], place: float) -> str:
    return among[int(place * len(among))]
