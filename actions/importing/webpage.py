"""HTML (a saved web page, or its source pasted) into our Markdown: the words that it shows.

The rest of the importer reads no tags. What a browser doesn't print (scripts, styles, the
title of the window) is no word of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from actions.importing.markup import Run
from actions.importing.word_paragraphs import Paragraph, written

_BEGINS = re.compile(
    r"\s*(?:<\?xml\b[^<>]*>\s*)?<(?:!doctype html|!--|html|head|body|meta|main|article|section|"
    r"div|p|h[1-6]|ul|ol|table|header|span|b|strong)\b",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(r"</(?:p|div|h[1-6]|li|td|body|section|article)>|<br ?/?>", re.IGNORECASE)
_FEWEST_BLOCKS = 2
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "title", "iframe"})
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_HEADING = re.compile(r"h[1-6]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def is_webpage(text: str) -> bool:
    """Whether a text is HTML: it begins with a tag, and blocks end in it."""
    if not _BEGINS.match(text):
        return False
    ends = _BLOCK_END.finditer(text)
    return sum(1 for _, _ in zip(ends, range(_FEWEST_BLOCKS), strict=False)) == _FEWEST_BLOCKS


def webpage_to_text(text: str) -> str:
    """Return the words that HTML shows as Markdown, in the order of its source.

    What no browser would show whole (nested thousands deep) stays as it is, tags and all.
    """
    # Bytes, as lxml takes no text that names an encoding of its own.
    encoded = text.encode("utf-8", "replace")
    parser = html.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        tree = html.document_fromstring(encoded, parser=parser)
    except etree.LxmlError:
        return text
    if any(
        error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT or "depth" in error.message
        for error in parser.error_log
    ):
        return text
    return written(_Page().blocks(tree))


@dataclass(slots=True)
class _Page:
    """Reads a page from its first tag to its last, without going down into it: pages are deep."""

    bold: int = 0
    italic: int = 0
    unseen: int = 0
    links: list[str | None] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    current: Paragraph = field(default_factory=Paragraph)

    def blocks(self, tree: etree._Element) -> Iterator[Paragraph | None]:
        """The paragraphs of a page, None where a gap stands between two."""
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            kind = element.tag if isinstance(element.tag, str) else ""
            is_block = kind in _BLOCKS
            if is_block:
                yield from self._closed()
            if event == "start":
                self._enter(kind, element)
                self._say(element.text)
            else:
                self._leave(kind)
                if is_block and kind not in {"td", "th", "li"}:
                    yield None
                self._say(element.tail)
        yield from self._closed()

    def _closed(self) -> Iterator[Paragraph]:
        """The open paragraph, each of its lines at both ends without blanks."""
        paragraph, self.current = self.current, Paragraph()
        paragraph.runs = _trimmed(paragraph.runs)
        if paragraph.runs:
            yield paragraph

    def _enter(self, kind: str, element: etree._Element) -> None:
        self.unseen += kind in _UNSEEN
        self.bold += kind in _BOLD
        self.italic += kind in _ITALIC
        if kind == "a":
            self.links.append(element.get("href"))
        elif kind in {"ul", "ol"}:
            self.lists.append(0 if kind == "ol" else None)
        elif kind == "li":
            self.current.prefix = self._mark()
        elif _HEADING.fullmatch(kind):
            self.current.prefix = "#" * int(kind[1])
        elif kind == "br":
            self.current.runs.append(Run("\n"))

    def _leave(self, kind: str) -> None:
        self.unseen -= kind in _UNSEEN
        self.bold -= kind in _BOLD
        self.italic -= kind in _ITALIC
        if kind == "a":
            self.links.pop()
        elif kind in {"ul", "ol"}:
            self.lists.pop()

    def _mark(self) -> str:
        """The mark of the next item of the innermost list."""
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "-"
        self.lists[-1] = number + 1
        return f"{number + 1}."

    def _say(self, text: str | None) -> None:
        if text and not self.unseen:
            link = next((href for href in reversed(self.links) if href), None)
            words = _BLANKS.sub(" ", text)
            is_heading = self.current.prefix.startswith("#")
            bold, italic = self.bold > 0 and not is_heading, self.italic > 0 and not is_heading
            self.current.runs.append(Run(words, bold, italic, link))


def _trimmed(runs: list[Run]) -> list[Run]:
    """Drop blanks where a line begins or ends, and where two stand together."""
    kept: list[Run] = []
    for run in runs:
        before = kept[-1].text[-1:] if kept else "\n"
        text = run.text.lstrip(" ") if before in " \n" else run.text
        if run.text == "\n" and kept:
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        if text:
            kept.append(replace(run, text=text))
        kept = kept if not kept or kept[-1].text else kept[:-1]
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept
