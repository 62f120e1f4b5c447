"""How unevenly things are spread over made-up actions: a few have many, most have few."""

import random
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

# An order in which the countries with the most made-up actions are small and at peace.
ORDER = 2849
# Of a hundred actions, how many are told in a language: about 255 pages.
SHARES = {"en": 100, "ur": 62, "ar": 42, "fr": 30, "es": 21}


class Spread(Generic[Thing]):
    """Things to choose from: the first twice as often as the second, three times as the third."""

    def __init__(self, things: Iterable[Thing], *, shuffled: bool = False) -> None:
        self.things = list(things)
        if shuffled:  # so that none owes its place to the alphabet, and each keeps it
            random.Random(ORDER).shuffle(self.things)  # noqa: S311  (no secret hangs on it)
        self.cumulative = list(accumulate(1 / place for place in range(1, len(self.things) + 1)))

    def pick(self, chance: random.Random) -> Thing:
        """One of them."""
        return chance.choices(self.things, cum_weights=self.cumulative)[0]

    def pick_some(self, chance: random.Random, *, most: int) -> list[Thing]:
        """One or more of them, each once; none where there are none."""
        if not self.things:
            return []
        size = chance.randint(1, most)
        found = chance.choices(self.things, cum_weights=self.cumulative, k=size)
        return list(dict.fromkeys(found))
