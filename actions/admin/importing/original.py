"""The document as it was read, line by line, with what found no place marked in it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from actions.importing.document import is_readable, tidy
from actions.importing.markup import read_lines

# A shorter line may stand in a text that wasn't placed and be placed itself: "Kenya".
_SHORTEST = 12


@dataclass(frozen=True)
class OriginalLine:
    """One line as it is written in the document; `unplaced` where no part of the draft has it."""

    text: str
    unplaced: bool = False


def original_lines(text: str, *, unplaced: Collection[str]) -> Iterator[OriginalLine]:
    """The lines of a document; what the importer could not place is marked."""
    text = tidy(text)
    left = [" ".join(words.split()) for words in unplaced]
    whole = {" ".join(line.split()) for words in unplaced for line in words.split("\n")}
    marks = bool(left) and is_readable(text)
    for line in text.strip("\n").split("\n"):
        yield OriginalLine(line, marks and _is_left(line, left, whole))


def _is_left(line: str, left: Collection[str], whole: Collection[str]) -> bool:
    """Whether the visible words of a line are among those that were left."""
    printed = " ".join(" ".join(read.printed.split()) for read in read_lines(line.strip("# ")))
    if not printed:
        return False
    return printed in whole or (
        len(printed) >= _SHORTEST and any(printed in words for words in left)
    )
