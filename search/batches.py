"""Many things a few at a time."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def batches(things: Sequence[Thing], size: int) -> Iterator[tuple[int, Sequence[Thing]]]:
    """Things, so many at a time: how many there are up to the end of each batch, and the batch."""
    for start in range(0, len(things), size):
        batch = things[start : start + size]
        yield start + len(batch), batch
