"""A made-up library of any size, for benchmarks and trials under load.

Nothing in it is real: people, towns and cases are put together from lists, by chance that is the
same on every run, and every action is marked as an invented example.
"""

from actions.synthesis.writing import synthesise

__all__ = ["synthesise"]
