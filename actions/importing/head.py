"""What stands above the first label: references, title, introduction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from actions.importing.dates import FoundDate, find_date
from actions.importing.document import Block
from actions.importing.draft import Notes
from actions.importing.markup import to_html
from actions.importing.names import without_countries

_LONGEST_REFERENCE = 200
_LONGEST_TITLE = 150
INDEX_NUMBER = re.compile(r"\b[A-Z]{3} ?\d{2}/\d{3,6}/\d{4}\b")
UA_NUMBER = re.compile(r"\bUA\b:? ?(?:no\.? ?)?\d{1,4} ?[/.\-–] ?\d{2,4}\b", re.IGNORECASE)
_REFERENCE_WORDS = re.compile(
    r"\b(?:ai|index|number|issue|issued|date|of|on|country|further|information|update|"
    r"follow[- ]?up|urgent|action|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth|\d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*+\)")


@dataclass(slots=True)
class Head:
    """Title, introduction and issue date; `references` are the lines that name the action."""

    title: str | None = None
    introduction: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    issued_on: FoundDate | None = None
    index_number: str | None = None

    @property
    def heading(self) -> str:
        """All that heads the document, where the country may be named."""
        return " ".join([*self.references, self.title or ""])


def take_reference(text: str, head: Head, countries: Mapping[str, str]) -> bool:
    """Read a line such as "UA: 109/23 Index: AMR 37/6674/2017 Haiti Date: 13 July 2017".

    True if it holds nothing but references: numbers, an issue date, a country.
    """
    if len(text) > _LONGEST_REFERENCE:
        return False
    number, index = UA_NUMBER.search(text), INDEX_NUMBER.search(text)
    # A date in brackets belongs to the earlier action that the number names.
    day = find_date(_IN_BRACKETS.sub(" ", text))
    rest = INDEX_NUMBER.sub(" ", UA_NUMBER.sub(" ", text))
    for found in (day, find_date(text)):
        rest = rest.replace(found.printed, " ") if found else rest
    rest = _REFERENCE_WORDS.sub(" ", without_countries(rest, countries))
    if any(map(str.isalnum, rest)) or not any(map(str.isalnum, text)):
        return False
    names_country = not any(map(str.isalnum, without_countries(text, countries)))
    if not (number or index or day or names_country):
        return False
    head.references.append(text)
    head.issued_on = head.issued_on or day
    head.index_number = head.index_number or (index[0] if index else None)
    return True


def read_head(
    blocks: Sequence[Block], head: Head, countries: Mapping[str, str], notes: Notes
) -> None:
    """Read the blocks above the first label into `head`.

    The title is the first heading; where there is none, a short first paragraph.
    """
    rest = []
    for block in blocks:
        if take_reference(block.text, head, countries):
            notes.label(block.printed)
        else:
            rest.append(block)
    title = _title_position(rest)
    for position, block in enumerate(rest):
        if position == title:
            _read_title(block, head, notes)
        elif title is not None and rest[title].is_heading and position < title:
            notes.leave(block.printed, field="title", message="Text above the title: place it.")
        elif block.is_heading:
            message = f"“{block.text[:60]}” is no label that is known: place it."
            notes.leave(block.printed, field="introduction", message=message)
        else:
            head.introduction.append(to_html(block.lines, before=block.bullet))


def _title_position(blocks: Sequence[Block]) -> int | None:
    for position, block in enumerate(blocks):
        if block.is_heading:
            return position
    if blocks and blocks[0].kind != "item":
        text = blocks[0].text
        if len(text) <= _LONGEST_TITLE and not text.endswith((".", ";", ":", ",")):
            return 0
    return None


def _read_title(block: Block, head: Head, notes: Notes) -> None:
    head.title = block.text
    if not block.is_heading:
        notes.problem("title", "No line is marked as the title; the first was taken: check it.")
    for line in block.lines:
        for run in line.runs:
            if run.link and run.link not in run.text:
                notes.leave(run.link, field="title", message="The title was a link: place it.")
