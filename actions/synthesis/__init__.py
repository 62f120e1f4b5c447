"""A made-up library of any size, for benchmarks and trials under load.

Nothing in it is real: people, towns, cases and most of the words are put together from lists, by
chance that is the same on every run, and every action is marked as an invented example.
"""

from actions.synthesis.bands import Band, KnownWord, words_of_band
from actions.synthesis.writing import synthesise

__all__ = ["Band", "KnownWord", "synthesise", "words_of_band"]
