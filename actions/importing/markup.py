"""Inline Markdown (or plain text) into runs of text, and runs into HTML with only b, i and a.

Plain text is read by the same rules: what isn't plainly markup stays as it is printed.
Every pattern here takes time linear in the text; possessive quantifiers keep it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<entity>&(?:amp|lt|gt|quot|nbsp|\#39);)
    | <(?P<auto>(?:https?://|mailto:)[^\s<>]++|[^\s<>@]++@[^\s<>@]++)>
    | \[\^(?P<note>\w{1,10})\](?![:(])
    | !?\[(?P<label>(?:[^\[\]\\]|\\[\s\S])*+)\]
      \([ \t]*(?P<href>(?:[^()\s]|\([^()\s]*+\))*+)(?:[ \t]+"[^"\n]*+")?[ \t]*\)
    | (?<![^\W_])(?P<url>(?:https?://|www\.)[^\s<>]++)
    | (?P<delimiter>\*++|_++)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENTITIES = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&nbsp;": " ",
    "&#39;": "'",
}
_USABLE = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]|tel:[+\d])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of visible text in one format; `href` is the link's address as written."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str | None = None

    @property
    def link(self) -> str | None:
        """The address, if a reader could follow it from anywhere: web, mail or telephone."""
        return self.href if self.href and _USABLE.match(self.href) else None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The visible words."""
        return "".join(run.text for run in self.runs).strip()

    @property
    def printed(self) -> str:
        """The visible words, and behind them link addresses that would else be lost."""
        parts = []
        for run in self.runs:
            parts.append(run.text)
            address = (run.link or "").removeprefix("mailto:").removeprefix("tel:")
            shown = address.removeprefix("https://")
            if address and shown not in run.text and not run.text.endswith(" "):
                parts.append(f" <{address}>")
        return "".join(parts).strip()

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold, as headings without heading marks are."""
        return any(run.text.strip() for run in self.runs) and all(
            run.bold for run in self.runs if run.text.strip()
        )

    def after(self, index: int) -> Line:
        """What follows the first `index` characters of `text`."""
        kept: list[Run] = []
        for run in self.runs:
            if index < len(run.text):
                kept.append(replace(run, text=run.text[index:]))
            index = max(0, index - len(run.text))
        return _trimmed(kept)

    def joined(self, other: Line) -> Line:
        """Both lines as one, a blank between them."""
        return Line((*self.runs, Run(" "), *other.runs))


@dataclass(slots=True)
class _Delimiter:
    """A run of * or _ that may begin or end bold or italic."""

    mark: str
    opens: bool
    closes: bool
    paired: int = 0  # +1 begins, -1 ends, 0 is only text


def read_lines(text: str) -> tuple[Line, ...]:
    """Read the inline markup of one block, whose bold may span its lines."""
    lines: list[list[Run]] = [[]]
    for run in read_inline(text):
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first) if others else run)
        for other in others:
            lines.append([replace(run, text=other)])
    return tuple(_trimmed(runs) for runs in lines)


def _trimmed(runs: list[Run]) -> Line:
    """Drop empty runs and the spaces at both ends, so that offsets in `text` hold."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return Line(tuple(kept))


def read_inline(text: str) -> list[Run]:
    """Return the runs of a text: bold, italic, links, and nothing else."""
    pieces = list(_pieces(text))
    _pair([piece for piece in pieces if isinstance(piece, _Delimiter)])
    runs: list[Run] = []
    bold = italic = 0
    for piece in pieces:
        if isinstance(piece, _Delimiter):
            if not piece.paired:
                runs.append(Run(piece.mark, bold > 0, italic > 0))
            bold += piece.paired * (len(piece.mark) >= 2)
            italic += piece.paired * (len(piece.mark) != 2)
        else:
            runs.append(
                replace(piece, bold=piece.bold or bold > 0, italic=piece.italic or italic > 0)
            )
    return runs


def _pieces(text: str) -> Iterator[Run | _Delimiter]:
    position = 0
    while found := _TOKEN.search(text, position):
        if found.start() > position:
            yield Run(text[position : found.start()])
        position = found.end()
        if url := found["url"]:
            # What ends the sentence or the bold isn't part of the address.
            url = url.rstrip(".,;:!?)]}'\"*_’”")
            position = found.start() + len(url)
            yield Run(url, href=url if url[:4].lower() == "http" else f"https://{url}")
        elif found["delimiter"]:
            yield _delimiter(text, found)
        elif found["href"] is not None:
            yield from _link(found["label"], found["href"].strip("<>"))
        elif found["note"]:
            yield Run(f"[{found['note']}]")
        elif auto := found["auto"]:
            yield Run(auto.removeprefix("mailto:"), href=_address(auto))
        else:
            yield Run(found["escaped"] or _ENTITIES[found["entity"].lower()])
    if position < len(text):
        yield Run(text[position:])


def _delimiter(text: str, found: re.Match[str]) -> _Delimiter:
    before = text[found.start() - 1] if found.start() else " "
    after = text[found.end()] if found.end() < len(text) else " "
    # Between two letters it is no markup: taking it away would make one word of two. A mark
    # right after @ belongs to a handle.
    inside_word = before.isalnum() and after.isalnum()
    fits = len(found[0]) <= 3 and not inside_word and before != "@"
    return _Delimiter(
        found[0], opens=fits and not after.isspace(), closes=fits and not before.isspace()
    )


def _address(auto: str) -> str:
    return auto if "://" in auto or auto.startswith("mailto:") else f"mailto:{auto}"


def _link(label: str, href: str) -> list[Run]:
    """The runs of a link; one without words shows its address, lest it be lost."""
    runs = read_inline(label) if label.strip() else [Run(href)]
    return [replace(run, href=href) for run in runs]


def _pair(delimiters: Sequence[_Delimiter]) -> None:
    """Match each closing mark with the nearest open one of its kind, properly nested."""
    waiting: dict[str, list[int]] = {}
    for index, delimiter in enumerate(delimiters):
        openers = waiting.get(delimiter.mark)
        if delimiter.closes and openers:
            opener = openers.pop()
            delimiters[opener].paired, delimiter.paired = 1, -1
            for others in waiting.values():
                while others and others[-1] > opener:
                    others.pop()
        elif delimiter.opens:
            waiting.setdefault(delimiter.mark, []).append(index)


def to_html(lines: Iterable[Line], *, before: str = "") -> str:
    """Render printed lines as one paragraph of escaped text with b, i and a.

    Line ends become spaces; links that lead nowhere lose the link and keep their words.
    `before` is plain text to begin with (the mark of a list).
    """
    runs: list[Run] = [Run(before)] if before else []
    for line in lines:
        for position, run in enumerate(line.runs):
            visible = replace(run, href=run.link)
            gap = " " if position == 0 and runs and line.runs else ""
            if runs and replace(runs[-1], text="") == replace(visible, text=""):
                runs[-1] = replace(visible, text=f"{runs[-1].text}{gap}{visible.text}")
            else:
                runs.extend([Run(gap), visible] if gap else [visible])
    return "".join(_tagged(run) for run in runs).strip()


def _tagged(run: Run) -> str:
    html = escape(run.text, quote=False)
    if not run.text.strip():
        return html
    if run.italic:
        html = f"<i>{html}</i>"
    if run.bold:
        html = f"<b>{html}</b>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html


def html_to_text(html: str) -> str:
    """The visible words of HTML that `to_html` made."""
    text = re.sub(r"</?(?:b|i|a)(?: href=\"[^\"]*+\")?>", "", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
