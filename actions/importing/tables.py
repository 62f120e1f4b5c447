"""Tables whose columns are cards: one column below the other, as the cards are read.

Other tables stay as they are, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from actions.importing.contacts import contact_parts

_ROW = re.compile(r" *\|.*\| *")
_RULE = re.compile(r"[|:\- ]+")
_BREAK = re.compile(r"(?<!\\)<br ?/?>", re.IGNORECASE)
_MARKS = re.compile(r"[*_]{2}")
_MOST_COLUMNS = 6


def in_reading_order(lines: Iterable[str]) -> Iterator[str]:
    """Lines with each table of cards set column by column, and line ends where <br> stands."""
    rows: list[str] = []
    for line in lines:
        if _ROW.fullmatch(line):
            rows.append(line)
            continue
        yield from _table(rows)
        rows = []
        yield from _BREAK.split(line)
    yield from _table(rows)


def _table(rows: Sequence[str]) -> Iterator[str]:
    said = [row for row in rows if not _RULE.fullmatch(row)]
    cells = [[_lines(cell) for cell in row.strip(" ")[1:-1].split("|")] for row in said]
    columns = max(map(len, cells), default=0)
    if not (1 < columns <= _MOST_COLUMNS and any(map(_are_of_two, cells))):
        yield from rows
        return
    for column in range(columns):
        yield ""
        for row in cells:
            yield from row[column] if column < len(row) else []
    yield ""


def _lines(cell: str) -> list[str]:
    return [line for part in _BREAK.split(cell) if (line := part.strip(" "))]


def _are_of_two(row: Sequence[Sequence[str]]) -> bool:
    """Whether two cells of a row say how to reach two people, by the same means."""
    ways: set[str] = set()
    for cell in row:
        kinds = {part.kind for line in cell for part in contact_parts(_MARKS.sub("", line))}
        if ways & kinds:
            return True
        ways |= kinds
    return False
