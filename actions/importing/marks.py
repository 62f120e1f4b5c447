"""Runs of text into the Markdown that `markup` reads back as the same words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from actions.importing.markup import Run

NOTE = "\ue000{}\ue001"
"""How the mark of a footnote stands in the text of a run."""

_NOTE = re.compile("\ue000(\\w{1,10})\ue001")
_WORD = re.compile(r"\S+")
_BLANK = re.compile(r"\s+")
_LETTERS = re.compile(r"[^\W_](?:\S*[^\W_])?")
_PLAIN, _BOLD, _ITALIC = 0, 1, 2
_URL = re.compile(r"(?<![^\W_])((?:https?://|www\.)[^\s<>]++)", re.IGNORECASE)
_ESCAPED = re.compile(
    r"""
      \\
    | (?<=\S)\*|\*(?![ ])
    | (?<![^\W_])_|_(?![^\W_])
    | \[(?=\^)
    | \](?=\()
    | <(?=\S|\Z)
    | &(?=(?:amp|lt|gt|quot|nbsp|\#39);)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ESCAPED_IN_LINK = re.compile(rf"[\[\]]|{_ESCAPED.pattern}", _ESCAPED.flags)
_LINE_START = re.compile(r"^(?=#{1,6}[ \t]|(?:-{3,}|={3,}|(?:- ){2,}-)[ \t]*$)", re.MULTILINE)
_UNSAFE_IN_ADDRESS = re.compile(r"[\s()<>\\]")


def to_markdown(runs: Sequence[Run]) -> str:
    """Return the Markdown of a paragraph; a line end in it stays one.

    Bold and italic begin and end between words: within one they could not be read back.
    """
    parts: list[str] = []
    said = [run if run.text.strip() else Run(run.text) for run in runs if run.text]
    for href, group in groupby(said, key=lambda run: run.href):
        text = "".join(_formatted(list(group), href is not None))
        if href and text.strip():
            if parts and parts[-1].endswith("!"):  # "!" before a link would make it a picture
                parts[-1] = f"{parts[-1][:-1]}\\!"
            bare = text.strip()
            address = _UNSAFE_IN_ADDRESS.sub(lambda char: f"%{ord(char[0]):02X}", href)
            before = text[: len(text) - len(text.lstrip())]
            text = f"{before}[{bare}]({address}){text[len(text.rstrip()) :]}"
        parts.append(text)
    lines = "".join(parts).split("\n")
    text = "  \n".join(_LINE_START.sub(r"\\", line.strip()) for line in lines)
    return _NOTE.sub(r"[^\1]", text).strip()


def _formatted(runs: Sequence[Run], in_link: bool) -> Iterator[str]:
    """Pieces of text in one format each, with their marks."""
    text = "".join(run.text for run in runs)
    formats = bytearray()
    for run in runs:
        formats += bytes([run.bold * _BOLD + run.italic * _ITALIC]) * len(run.text)
    for word in _WORD.finditer(text):
        _settle_word(word, formats)
    for blank in _BLANK.finditer(text):
        start, end = blank.span()
        around = {formats[start - 1], formats[end]} if start > 0 and end < len(text) else {_PLAIN}
        same = len(around) == 1 and "\n" not in blank[0]
        formats[start:end] = bytes([around.pop() if same else _PLAIN]) * (end - start)
    places = _escaped_places(text, in_link=in_link)
    position = 0
    for kind, group in groupby(formats):
        start, position = position, position + len(list(group))
        mark = "**" * bool(kind & _BOLD) + "*" * bool(kind & _ITALIC)
        yield f"{mark}{_with_backslashes(text, start, position, places)}{mark}"


def _settle_word(word: re.Match[str], formats: bytearray) -> None:
    """Give a word the format of its first letter; marks around it have that or none."""
    start, end = word.span()
    letters = _LETTERS.search(word[0])
    if letters is None:
        formats[start:end] = bytes([_PLAIN]) * (end - start)
        return
    first, last = start + letters.start(), start + letters.end()
    kind = formats[first]
    formats[first:last] = bytes([kind]) * (last - first)
    # A mark right behind @ would be taken for a part of a handle.
    held = "@" in word.string[start:first]
    plain = False
    for place in range(first - 1, start - 1, -1):
        plain = plain or (formats[place] != kind and not held)
        formats[place] = _PLAIN if plain else kind
    plain = False
    for place in range(last, end):
        plain = plain or formats[place] != kind or word.string[place] == "@"
        formats[place] = _PLAIN if plain else kind


def _escaped_places(text: str, *, in_link: bool) -> list[int]:
    """Where a backslash must stand lest markup be read; addresses stay as they are."""
    pattern = _ESCAPED_IN_LINK if in_link else _ESCAPED
    places = []
    position = 0
    for number, piece in enumerate(_URL.split(text)):
        if number % 2 == 0:
            places += [position + found.start() for found in pattern.finditer(piece)]
        position += len(piece)
    return places


def _with_backslashes(text: str, start: int, end: int, places: Sequence[int]) -> str:
    """A part of a text with a backslash at each of the places that lie in it."""
    first, last = bisect_left(places, start), bisect_left(places, end)
    bounds = [start, *places[first:last], end]
    return "\\".join(text[a:b] for a, b in pairwise(bounds))
