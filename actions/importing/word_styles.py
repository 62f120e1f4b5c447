"""What a Word document's styles and lists say about a paragraph or a run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from actions.importing.word_xml import attribute, child, local

_MOST_ANCESTORS = 12
_HEADING = re.compile(r"heading ([1-9])|(title)|(subtitle)", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set: the level of a heading (0 is none), its list, its letters."""

    level: int = 0
    list_id: str = ""
    list_level: str = "0"
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run is set."""

    bold: bool
    italic: bool
    hidden: bool


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on or off, None where nothing is said."""
    element = child(properties, name)
    return None if element is None else attribute(element, "val").casefold() not in _OFF


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,3}", text) else None


class Styles:
    """The styles of a document, each with those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._looks: dict[str, ParagraphLook] = {}
        self._said: dict[tuple[str, str], bool | None] = {}
        self._default = ""
        for style in root if root is not None else ():
            if isinstance(style.tag, str) and local(style) == "style":
                self._styles[attribute(style, "styleId")] = style
                if attribute(style, "type") == "paragraph" and attribute(style, "default") == "1":
                    self._default = attribute(style, "styleId")

    def paragraph(self, element: etree._Element) -> ParagraphLook:
        """How a paragraph is set, by its own properties and its style."""
        properties = child(element, "pPr")
        style = self._look(attribute(child(properties, "pStyle"), "val") or self._default)
        level = _number(attribute(child(properties, "outlineLvl"), "val"))
        numbered = child(properties, "numPr", "numId")
        list_id = style.list_id if numbered is None else attribute(numbered, "val")
        list_level = attribute(child(properties, "numPr", "ilvl"), "val") or style.list_level
        return ParagraphLook(
            level=style.level if level is None else _heading_level(level),
            list_id="" if list_id == "0" else list_id,
            list_level=list_level,
            bold=style.bold,
            italic=style.italic,
        )

    def run(self, element: etree._Element, *, bold: bool, italic: bool) -> RunLook:
        """How a run is set, in a paragraph that is bold or italic itself or isn't."""
        properties = child(element, "rPr")
        style = attribute(child(properties, "rStyle"), "val")
        said = {"b": bold, "i": italic, "vanish": False}
        for name in said:
            own = is_on(properties, name)
            if own is None and style:
                own = self._inherited(style, name)
            said[name] = said[name] if own is None else own
        return RunLook(said["b"], said["i"], said["vanish"])

    def _look(self, style_id: str) -> ParagraphLook:
        """How paragraphs of a style are set."""
        if style_id not in self._looks:
            self._looks[style_id] = ParagraphLook(
                level=self._level(style_id),
                list_id=self._list(style_id, "numId"),
                list_level=self._list(style_id, "ilvl") or "0",
                bold=bool(self._inherited(style_id, "b")),
                italic=bool(self._inherited(style_id, "i")),
            )
        return self._looks[style_id]

    def _chain(self, style_id: str) -> Iterator[etree._Element]:
        """A style and those that it is based on; a circle ends."""
        for _place in range(_MOST_ANCESTORS):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = attribute(child(style, "basedOn"), "val")

    def _inherited(self, style_id: str, name: str) -> bool | None:
        if (style_id, name) not in self._said:
            said = (is_on(child(style, "rPr"), name) for style in self._chain(style_id))
            self._said[style_id, name] = next((one for one in said if one is not None), None)
        return self._said[style_id, name]

    def _level(self, style_id: str) -> int:
        """The heading level by the built-in name (in English whatever Word speaks) or outline."""
        for style in self._chain(style_id):
            found = _HEADING.fullmatch(attribute(child(style, "name"), "val"))
            if found:
                return min(int(found[1] or 1), 6) if not found[3] else 2
            level = _number(attribute(child(style, "pPr", "outlineLvl"), "val"))
            if level is not None:
                return _heading_level(level)
        return 0

    def _list(self, style_id: str, name: str) -> str:
        found = (
            attribute(child(style, "pPr", "numPr", name), "val") for style in self._chain(style_id)
        )
        return next(filter(None, found), "")


def _heading_level(outline: int) -> int:
    """Outline level 9 is body text."""
    return min(outline + 1, 6) if outline < 9 else 0


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._formats: dict[tuple[str, str], str] = {}
        self._counts: dict[str, dict[str, int]] = {}
        abstract: dict[str, dict[str, str]] = {}
        for element in root if root is not None else ():
            if not isinstance(element.tag, str):
                continue
            if local(element) == "abstractNum":
                levels = [e for e in element if isinstance(e.tag, str) and local(e) == "lvl"]
                abstract[attribute(element, "abstractNumId")] = {
                    attribute(e, "ilvl"): attribute(child(e, "numFmt"), "val") for e in levels
                }
            elif local(element) == "num":
                known = abstract.get(attribute(child(element, "abstractNumId"), "val"), {})
                for level, kind in known.items():
                    self._formats[attribute(element, "numId"), level] = kind

    def mark(self, list_id: str, level: str) -> str:
        """The mark of the next item of a list: "-", or its number."""
        kind = self._formats.get((list_id, level), "bullet")
        if kind == "none":
            return ""
        if not kind.startswith("decimal"):
            return "-"
        counts = {k: n for k, n in self._counts.get(list_id, {}).items() if k <= level}
        counts[level] = counts.get(level, 0) + 1
        self._counts[list_id] = counts
        return f"{counts[level]}."
