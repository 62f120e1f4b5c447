"""Text into blocks: headings, paragraphs and items of lists, each with its printed lines.

Markdown and plain text share one reading. Another format (a Word document) would make the
same `Document` from its own paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from actions.importing.markup import Line, read_lines

MOST_LINES = 20_000
MOST_MARKS = 20_000
"""More lines, or marks of inline markup, are no urgent action: the longest have hundreds."""

_MARKS = ("*", "_", "[", "<", "&", "\\", "://", "www.")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ufeff]")
_SPACES = re.compile(r"[ \t]+")
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,}|(?:[-*_] ){2,}[-*_])")
_ITEM = re.compile(r"(?:(?:[-*+–—]|\d{1,3}[.)])[ \t]+|[•●▪◦‣·▸‧][ \t]*)(?=\S)")

Kind = Literal["heading", "paragraph", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or item; `marker` is an item's mark ("-", "1.") as printed."""

    kind: Kind
    lines: tuple[Line, ...]
    level: int = 0
    marker: str = ""

    @property
    def text(self) -> str:
        """The visible words as one line, without the mark."""
        return " ".join(line.text for line in self.lines if line.text)

    @property
    def printed(self) -> str:
        """The visible words as printed, line by line, with the mark."""
        lines = "\n".join(line.printed for line in self.lines if line.text)
        return f"{self.marker} {lines}".strip()

    @property
    def number(self) -> str:
        """The mark if it is a number, whose words count."""
        return self.marker if self.marker[:1].isdigit() else ""

    @property
    def bullet(self) -> str:
        """The mark as a paragraph begins with it where there are no lists."""
        return (self.number or "•") if self.marker else ""

    @property
    def is_upper_heading(self) -> bool:
        """Whether this is a heading in capitals alone, as plain text has them."""
        if self.kind != "paragraph" or len(self.lines) > 3:
            return False
        text = self.text
        return 6 <= len(text) <= 200 and text.isupper() and not text.endswith((".", ","))

    @property
    def is_heading(self) -> bool:
        """Whether this is a heading, marked as one or in capitals."""
        return self.kind == "heading" or self.is_upper_heading

    def as_paragraph(self) -> Block:
        """The same lines as a paragraph: what follows a label in a block is no item or heading."""
        return replace(self, kind="paragraph", level=0, marker="")

    def part(self, lines: list[Line]) -> Block:
        """The same block with only some of its lines."""
        return replace(self, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class Document:
    """A document as blocks in reading order."""

    blocks: tuple[Block, ...]


def tidy(text: str) -> str:
    """One kind of line end, no control characters (databases refuse some), single spaces."""
    text = _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", text))
    return _SPACES.sub(" ", text)


def is_readable(text: str) -> bool:
    """Whether a tidied text is of a size that blocks and markup can be read from in a second."""
    marks = sum(text.count(mark) for mark in _MARKS)
    return text.count("\n") <= MOST_LINES and marks <= MOST_MARKS


def read_blocks(text: str) -> Document:
    """Split a tidied text into blocks and read their inline markup."""
    return Document(tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[Block]:
    kind: Kind = "paragraph"
    marker = ""
    lines: list[str] = []
    for line in text.split("\n"):
        line = line.strip(" ")
        heading = _HEADING.match(line)
        item = None if heading or _RULE.fullmatch(line) else _ITEM.match(line)
        underline = kind == "paragraph" and len(lines) == 1 and re.fullmatch("={3,}|-{3,}", line)
        if line.strip() and not (heading or item or _RULE.fullmatch(line)):
            lines.append(line)
            continue
        if lines:
            yield _block("heading" if underline else kind, lines, marker, level=1)
        kind, marker, lines = "paragraph", "", []
        if heading:
            yield _block(
                "heading", [_without_closing_marks(line[heading.end() :])], "", len(heading[1])
            )
        elif item:
            kind, marker, lines = "item", item[0].strip(), [line[item.end() :]]
    if lines:
        yield _block(kind, lines, marker)


def _block(kind: Kind, lines: list[str], marker: str, level: int = 0) -> Block:
    printed = read_lines("\n".join(lines))
    return Block(kind, printed, level if kind == "heading" else 0, marker)


def _without_closing_marks(heading: str) -> str:
    bare = heading.rstrip("#")
    return bare.rstrip() if bare.endswith(" ") and bare.strip() else heading
