"""What stands above the first label: references, title, introduction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from actions.importing.document import Block
from actions.importing.draft import Notes, Person
from actions.importing.markup import Line, to_html
from actions.importing.names import find_countries, without_countries
from actions.importing.references import ENDS, Head, take_concern, take_reference

_LONGEST_TITLE = 150
_SHORT_TITLE = 100
_MOST_ABOVE_TITLE = 3
_MASTHEAD = re.compile(
    r"\b(?:network|newsletter|bulletin|association|society|organi[sz]ation|federation|committee|"
    r"coalition|international)\b",
    re.IGNORECASE,
)


def read_head(
    blocks: Sequence[Block], head: Head, countries: Mapping[str, str], notes: Notes
) -> None:
    """Read the blocks above the first label into `head`.

    The title is the first heading, else a first line in bold or a short first paragraph.
    """
    rest = [part for block in blocks for part in _without_references(block, head, countries, notes)]
    _drop_masthead(rest, notes)
    _find_concern(rest, head, countries, notes)
    if head.concern and not any(block.is_heading for block in rest):
        head.title = head.concern
        rest = _without_people(rest, head, countries, notes)
    elif (place := _title_position(rest)) is not None:
        rest[place : place + 2] = _read_title(rest[place : place + 2], head, notes)
        for block in rest[:place] if head.title else ():
            notes.leave(block.printed, field="title", message=_("Text above the title: place it."))
        rest = rest[place:]
    for block in rest:
        if block.is_heading:
            message = _("“%(text)s” is no label that is known: place it.")
            notes.leave(block.printed, field="introduction", message=message % block.named)
        else:
            head.introduction.append(to_html(block.lines, before=block.bullet))


def _without_references(
    block: Block, head: Head, countries: Mapping[str, str], notes: Notes
) -> list[Block]:
    """The parts of a block beside the references that it holds, each on a line of its own."""
    if take_reference(block.text, head, countries):
        notes.label(block.printed)
        return []
    parts: list[list[Line]] = [[]]
    for place, line in enumerate(block.lines):
        if take_concern(line.text, head) or (
            _may_be_reference(block, place, countries)
            and take_reference(line.text, head, countries)
        ):
            notes.label(line.printed)
            parts.append([])
        else:
            parts[-1].append(line)
    return [block.part(lines) for lines in parts if lines]


def _may_be_reference(block: Block, place: int, countries: Mapping[str, str]) -> bool:
    """Whether a line is no part of the text above or below it, which may name a country too."""
    line = block.lines[place].text
    if block.kind != "paragraph" or len(block.lines) == 1:
        return False
    if any(map(str.isdigit, line)):
        return place <= _MOST_ABOVE_TITLE
    # A title on two lines may have only the country on its first.
    return place == 0 and not (line.isupper() and block.lines[1].text.isupper())


def _drop_masthead(blocks: list[Block], notes: Notes) -> None:
    """Set aside the network's own name above a title that nothing marks as one."""
    if len(blocks) > 1 and not any(block.is_heading or block.lines[0].is_bold for block in blocks):
        above, title = blocks[:2]
        if _MASTHEAD.search(above.text) and all(
            block.kind == "paragraph" and _is_short_title(block.text) for block in (above, title)
        ):
            notes.leave(above.printed, field="title", message=_("Text above the title: place it."))
            del blocks[0]


def _find_concern(
    blocks: list[Block], head: Head, countries: Mapping[str, str], notes: Notes
) -> None:
    """Take a concern on a line of its own, above the country and the names at risk."""
    if head.concern or any(block.is_heading for block in blocks):
        return
    for place, (block, below) in enumerate(pairwise(blocks[: _MOST_ABOVE_TITLE + 1])):
        is_concern = block.kind == "paragraph" and _is_short_title(block.text)
        if is_concern and _size_of_country(below, countries):
            head.concern = block.text
            for above in blocks[:place]:
                notes.leave(
                    above.printed, field="title", message=_("Text above the title: place it.")
                )
            del blocks[: place + 1]
            return


def _without_people(
    blocks: list[Block], head: Head, countries: Mapping[str, str], notes: Notes
) -> list[Block]:
    """Read "HAITI   Jean Example, journalist" and the names below it; return what follows."""
    size = _size_of_country(blocks[0], countries) if blocks else 0
    if not size:
        return blocks
    lines = blocks[0].lines
    words = lines[0].text.split()
    country = " ".join(words[:size])
    head.references.append(country)
    notes.label(country)
    names = [
        lines[0].after(len(country)).printed.lstrip(":-–— "),
        *(line.printed for line in lines[1:]),
    ]
    head.people += [Person(name) for name in names if any(map(str.isalnum, name))]
    return blocks[1:]


def _size_of_country(block: Block, countries: Mapping[str, str]) -> int:
    """How many words are the country that "HAITI   Jean Example, journalist" begins with."""
    if block.kind != "paragraph":
        return 0
    if sum(len(line.text) for line in block.lines) > _LONGEST_TITLE * 2:
        return 0
    words = block.lines[0].text.split()
    sizes = range(min(5, len(words)), 0, -1)
    return next((size for size in sizes if _names(words[:size], countries)), 0)


def _names(words: Sequence[str], countries: Mapping[str, str]) -> bool:
    """Whether some words in capitals are a country's name and nothing else."""
    text = " ".join(words)
    return (
        text.isupper()
        and not any(map(str.isalnum, without_countries(text, countries)))
        and bool(find_countries(text, countries))
    )


def _title_position(blocks: Sequence[Block]) -> int | None:
    for position, block in enumerate(blocks):
        if block.is_heading:
            return position
    for position, block in enumerate(blocks[:_MOST_ABOVE_TITLE]):
        if block.kind != "item" and block.lines[0].is_bold and _is_short_title(block.lines[0].text):
            return position
    if not blocks or blocks[0].kind == "item":
        return None
    first = blocks[0]
    if _is_short_title(first.text):
        return 0
    # Without blank lines the title is a short first line, and sentences follow.
    return 0 if len(first.lines) > 1 and _stands_above(first.lines) else None


def _is_short_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(ENDS)


def _stands_above(lines: Sequence[Line]) -> bool:
    first, second = lines[0].text, lines[1].text
    return (
        len(first) <= _SHORT_TITLE
        and not first.endswith(ENDS)
        and second[:1].isupper()
        and len(first) + 1 + len(second.partition(" ")[0]) < max(len(line.text) for line in lines)
    )


def _read_title(blocks: Sequence[Block], head: Head, notes: Notes) -> list[Block]:
    """Read the title from the first block, or from two headings of one kind; return the rest."""
    block, *others = blocks
    title, rest = list(block.lines), []
    if not block.is_heading:
        size = _title_lines(block)
        title, rest = title[:size], [block.part(title[size:])] if size < len(title) else []
        if not title[0].is_bold:
            message = _("No line is marked as the title; the first was taken: check it.")
            notes.problem("title", message)
    if not rest and others and _continues_title(block, others[0]):
        title += others.pop(0).lines
    head.title = " ".join(line.text for line in title if line.text)
    for line in title:
        for run in line.runs:
            if run.link and run.link not in run.text:
                notes.leave(run.link, field="title", message=_("The title was a link: place it."))
    return [*rest, *others]


def _title_lines(block: Block) -> int:
    """How many lines of a block that isn't marked as a heading are the title."""
    lines = block.lines
    bold = next((i for i, line in enumerate(lines) if not line.is_bold), len(lines))
    if bold:
        return bold
    return len(lines) if _is_short_title(block.text) else 1


def _continues_title(block: Block, other: Block) -> bool:
    """Whether a second heading is the title's second line: two of one level, or in capitals."""
    return (
        block.is_heading
        and other.is_heading
        and block.kind == other.kind
        and block.level == other.level
        and len(block.text) + len(other.text) <= _LONGEST_TITLE
    )
