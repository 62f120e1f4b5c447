"""Paragraphs of a letter out of the rich text that an editor wrote."""

import re
from html.parser import HTMLParser

from actions.letters.letter import Paragraph, Span

_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "blockquote"})
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_BLANKS = re.compile(r"[ \t\n\r\f]+")  # as HTML has it: others, such as French ones, are meant


def paragraphs_of(html: str) -> tuple[Paragraph, ...]:
    """The paragraphs of rich text with their emphasis; a link is its words, empty ones are none."""
    reader = _Reader()
    reader.feed(html.replace("<![", "&lt;!["))  # over which the parser would stumble
    reader.close()
    reader.end_paragraph()
    return tuple(reader.paragraphs)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[Paragraph] = []
        self._spans: list[Span] = []
        self._bold = self._italic = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_paragraph()
        elif tag == "br":
            self._break()
        else:
            self._change(tag, by=1)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_paragraph()
        else:
            self._change(tag, by=-1)

    def _change(self, tag: str, *, by: int) -> None:
        if tag in _BOLD:
            self._bold = max(0, self._bold + by)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic + by)

    def handle_data(self, data: str) -> None:
        # Line breaks in HTML are blanks; those that are meant are <br>.
        text = _BLANKS.sub(" ", data)
        before = self._spans[-1].text[-1] if self._spans else "\n"
        self._add(text.removeprefix(" ") if before in " \n" else text)

    def _break(self) -> None:
        """A new line; a paragraph ends where one would be empty, as where somebody types it."""
        line = "".join(span.text for span in self._spans).rpartition("\n")[2]
        if line.strip():
            self._add("\n")
        else:
            self.end_paragraph()

    def _add(self, text: str) -> None:
        if not text:
            return
        span = Span(text, bold=self._bold > 0, italic=self._italic > 0)
        last = self._spans[-1] if self._spans else None
        if last and (last.bold, last.italic) == (span.bold, span.italic):
            self._spans[-1] = Span(last.text + text, bold=last.bold, italic=last.italic)
        else:
            self._spans.append(span)

    def end_paragraph(self) -> None:
        """What was read so far is a paragraph, if it says anything."""
        spans, self._spans = self._spans, []
        if not "".join(span.text for span in spans).strip():
            return
        first, last = spans[0], spans[-1]
        spans[0] = Span(first.text.lstrip(), bold=first.bold, italic=first.italic)
        last = spans[-1]
        spans[-1] = Span(last.text.rstrip(), bold=last.bold, italic=last.italic)
        self.paragraphs.append(tuple(span for span in spans if span.text))
