"""Text into blocks: headings, paragraphs, items and notes, each with its printed lines.

Markdown and plain text share one reading. A Word document comes as Markdown (`word`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from actions.importing.lines import (
    Setting,
    cut,
    is_page_number,
    rejoined,
    setting_of,
    start_of_signature,
)
from actions.importing.markup import Line, read_lines
from actions.importing.tables import in_reading_order

MOST_LINES = 20_000
MOST_MARKS = 20_000
"""More lines, or marks of inline markup, are no urgent action: the longest have hundreds."""

_MARKS = ("*", "_", "[", "<", "&", "\\", "://", "www.")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ufeff]")
_SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]+")
# What no reader sees and no pattern of ours expects: soft hyphens, joiners, directions.
_INVISIBLE = re.compile(r"[\xad\u200b\u2060\u202a-\u202e\u2066-\u2069]")
_HARD_BREAK = re.compile(r"(?<!\\)((?:\\\\)*+)\\(?= ?(?:\n|\Z))")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,}|(?:[-*_] ){2,}[-*_])")
_ITEM = re.compile(
    r"(?:(?:[-*+–—]|\d{1,3}[.)]|[a-h]\))[ \t]+|§[ \t]+(?=[^\W\d])|"
    r"[•●▪◦‣·▸‧➢❖✓✔■□▫◆◇○⦁∙►➔➤\uf0a7\uf0b7\uf0d8][ \t]*)(?=\S)"
)
_QUOTE = re.compile(r"(?:> ?)+")
_NOTE = re.compile(r"\[\^(\w{1,10})\]:[ \t]*(?=\S)")
_ROW = re.compile(r"\|.*\|")
_RULE_OF_TABLE = re.compile(r"[|:\- ]+")

Kind = Literal["heading", "paragraph", "item", "note", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, item or note.

    `marker` is an item's mark ("-", "1.") or a footnote's ("[1]") as printed. A note without a
    mark is the head or foot of pages; furniture is what only numbers a page.
    """

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
    def named(self) -> dict[str, str]:
        """The beginning of it, for messages."""
        return {"text": self.text[:60]}

    @property
    def number(self) -> str:
        """The mark if it is a number or letter, whose words count."""
        return self.marker if any(map(str.isalnum, self.marker)) else ""

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
    """One kind of line end, no control characters (databases refuse some), single plain spaces.

    A backslash at the end of a line is how some Markdown prints the line's end.
    """
    text = _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text)))
    return _HARD_BREAK.sub(r"\1", _SPACES.sub(" ", text))


def is_readable(text: str) -> bool:
    """Whether a tidied text is of a size that blocks and markup can be read from in a second."""
    marks = sum(text.count(mark) for mark in _MARKS)
    return text.count("\n") <= MOST_LINES and marks <= MOST_MARKS


def read_blocks(text: str) -> Document:
    """Split a tidied text into blocks and read their inline markup."""
    return Document(tuple(_without_breaks(_blocks(text))))


def _blocks(text: str) -> Iterator[Block]:
    kind: Kind = "paragraph"
    marker = ""
    lines: list[str] = []
    unquoted = (_QUOTE.sub("", line, count=1) if line[:1] == ">" else line for line in _lines(text))
    printed = list(in_reading_order(unquoted))
    setting = setting_of(printed)
    end = start_of_signature(printed)
    for line in printed[:end]:
        bare = line.strip(" ")
        special = _special(bare)
        if bare and not (special or _RULE.fullmatch(bare)):
            lines.append(line.rstrip(" "))
            continue
        if lines:
            underlined = kind == "paragraph" and len(lines) == 1 and _UNDERLINE.fullmatch(bare)
            yield from _paragraphs("heading" if underlined else kind, lines, marker, setting)
        kind, marker, lines = "paragraph", "", []
        if special and special.kind in {"item", "note"}:
            kind, marker, lines = special.kind, special.marker, [special.text]
        elif special and special.text:
            yield _block(special.kind, [special.text], special.marker, special.level)
    if lines:
        yield from _paragraphs(kind, lines, marker, setting)
    if signature := [line for line in printed[end:] if line.strip(" -")]:
        yield _block("note", signature, "")


def _lines(text: str) -> Iterator[str]:
    return (line if line.strip(" ") else "" for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Special:
    """A line that its mark tells from others; `text` is what stands behind the mark."""

    kind: Kind
    text: str
    marker: str = ""
    level: int = 0


def _special(line: str) -> _Special | None:
    if heading := _HEADING.match(line):
        text = _without_closing_marks(line[heading.end() :])
        return _Special("heading", text, level=len(heading[1]))
    if is_page_number(line):
        return _Special("furniture", line)
    if _RULE.fullmatch(line):
        return None
    if item := _ITEM.match(line):
        return _Special("item", line[item.end() :], item[0].strip())
    if note := _NOTE.match(line):
        marker = f"[{note[1]}]" if note[1].isdigit() else ""
        return _Special("note", line[note.end() :], marker)
    if _ROW.fullmatch(line):
        return _Special("paragraph", "" if _RULE_OF_TABLE.fullmatch(line) else line.strip("| "))
    return None


def _paragraphs(kind: Kind, lines: list[str], marker: str, setting: Setting) -> Iterator[Block]:
    """The block of some lines; further paragraphs where the lines begin new ones."""
    for place, part in enumerate(cut(rejoined(lines), setting)):
        if place == 0:
            yield _block(kind, part, marker, level=1)
        else:
            yield _block("paragraph", part, "")


def _block(kind: Kind, lines: list[str], marker: str, level: int = 0) -> Block:
    printed = read_lines("\n".join(lines))
    return Block(kind, printed, level if kind == "heading" else 0, marker)


def _without_breaks(blocks: Iterator[Block]) -> Iterator[Block]:
    """Put together paragraphs that the end of a page broke in two."""
    first: Block | None = None
    lines: list[Line] = []
    furniture: list[Block] = []
    is_new_page = False
    for block in blocks:
        if block.kind == "furniture":
            furniture.append(block)
            is_new_page = True
            continue
        if is_new_page and first and _are_one(first, lines[-1], block):
            lines += block.lines
        else:
            if first:
                yield first.part(lines)
            yield from furniture
            first, lines, furniture = block, list(block.lines), []
        is_new_page = False
    if first:
        yield first.part(lines)
    yield from furniture


def _are_one(first: Block, line: Line, block: Block) -> bool:
    """Whether a paragraph goes on in another, by the end of the one and the other's first word."""
    return (
        first.kind == block.kind == "paragraph"
        and block.lines[0].text[:1].islower()
        and not line.text.endswith((".", "!", "?", ":", ";"))
    )


def _without_closing_marks(heading: str) -> str:
    bare = heading.rstrip("#")
    return bare.rstrip() if bare.endswith(" ") and bare.strip() else heading
