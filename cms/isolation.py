"""Keeps foreign runs, such as an address in Urdu text, whole and in their own direction.

In a `<bdi>`; where no element can stand, between Unicode's own characters for it.
"""

import html as html_entities
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from operator import lt
from typing import Any

from django.utils.functional import lazy
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cms.languages import LATIN, direction, own_name

SHORT = 160  # characters
Isolate = Callable[[str, str], str]  # a text in a language


def isolate_text(text: str, *, language: str) -> SafeString:
    """Text as HTML with its foreign runs isolated, as `isolate_html` does it.

    Text is escaped, unless it is marked safe already. For the content of elements, not attributes.
    """
    return isolate_html(conditional_escape(text), language=language)


def marked_name(code: str) -> SafeString:
    """The name of a language in itself, marked as what it is."""
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', code, direction(code), own_name(code))


def isolate_plain(text: str, *, language: str) -> str:
    """Text with its foreign runs between the characters that isolate them (Unicode's FSI and PDI).

    For where no element can stand: the texts of a chart, choices.
    """
    return _plain(text, language)


def _kept_if_short(isolate: Isolate) -> Isolate:
    """Keeps what short texts become: titles, labels and names stand on page after page."""
    kept = lru_cache(maxsize=8192)(isolate)

    @wraps(isolate)
    def isolated(text: str, language: str) -> str:
        return (kept if len(text) <= SHORT else isolate)(text, language)

    return isolated


@_kept_if_short
def _plain(text: str, language: str) -> str:
    runs = list(_runs(text, rtl=direction(language) == "rtl"))
    for run in reversed(runs):
        inner = _by_characters(text[run.start : run.end])
        text = f"{text[: run.start]}{inner}{text[run.end :]}"
    return text


def _isolated_for_reader(text: Any) -> str:
    return isolate_plain(str(text), language=get_language() or "en")


# The same in the language that is active when it is printed.
isolated_for_reader = lazy(_isolated_for_reader, str)


def isolate_whole(text: str, *, language: str) -> str:
    """A text in one language as it stands in the present one: isolated where they run otherwise.

    Whole, a number at its beginning too, between Unicode's characters for it.
    """
    if direction(language) == direction(get_language() or "en"):
        return text
    return _by_characters(text)


def _by_characters(text: str) -> str:
    return f"\u2068{text}\u2069"


# In a choice no other element can stand.
_CHOICE = re.compile(r"(<option\b[^<>]*>)([^<]+)")


def isolate_screen(html: str, *, language: str) -> SafeString:
    """A page or a part of one, its foreign runs isolated in whichever way fits where they are.

    The title of a window stays: it is a line of its own, and runs as the page does.
    """

    def by_characters(found: re.Match[str]) -> str:
        text = isolate_plain(html_entities.unescape(found[2]), language=language)
        return f"{found[1]}{html_entities.escape(text)}"

    head, end_of_head, body = html.rpartition("</head>")
    openings, closings = _isolations(body, language=language)
    _keep_together(body, openings, closings)
    whole = f"{head}{end_of_head}{_marked(body, openings, closings)}"
    return mark_safe(_CHOICE.sub(by_characters, whole))  # noqa: S308  (as isolate_html)


def isolate_html(html: str, *, language: str) -> SafeString:
    """A fragment of trusted HTML with its foreign runs in `<bdi>`; nothing else is changed.

    Isolated are emails, web addresses, phone numbers and @handles (`dir="ltr"`), and where
    `language` is written from the right also runs of Latin words, so that "UNHCR PoR cards" keeps
    its order. A run may go through inline tags: one that would cut a tag in two stays as it is.
    What is in a `<bdi>` already is left alone.
    """
    return mark_safe(_isolated(html, language))  # noqa: S308  (trusted, and only <bdi> was added)


@_kept_if_short
def _isolated(html: str, language: str) -> str:
    return _marked(html, *_isolations(html, language=language))


Marks = dict[int, str]  # what is added, by its place in the HTML


def _isolations(html: str, *, language: str) -> tuple[Marks, Marks]:
    """Where to open and to close a `<bdi>`."""
    page = _read(html)
    openings: Marks = {}
    closings: Marks = {}
    for run in _runs(page.text, rtl=direction(language) == "rtl"):
        span = page.span(run)
        if span:
            openings[span[0]] = '<bdi dir="ltr">' if run.exact else "<bdi>"
            closings[span[1]] = "</bdi>"
    return openings, closings


def _keep_together(html: str, openings: Marks, closings: Marks) -> None:
    """Put each text that is cut into pieces into one element.

    Heads and menus of the admin lay out every child of an element by itself: the pieces would lose
    the blanks between them.
    """
    opened, closed = sorted(openings), sorted(closings)
    position = 0
    for tag in (*_TAG.finditer(html), None):
        text = html[position : tag.start() if tag else len(html)]
        start = position + len(text) - len(text.lstrip())
        stop = position + len(text.rstrip())
        position = tag.end() if tag else position
        within = opened[bisect_left(opened, start) : bisect_left(opened, stop)]
        ends = closed[bisect_right(closed, start) : bisect_right(closed, stop)]
        whole = len(within) == len(ends) and all(map(lt, within, ends))
        if within and whole and (within, ends) != ([start], [stop]):
            openings[start] = f"<span>{openings.get(start, '')}"
            closings[stop] = f"{closings.get(stop, '')}</span>"


def _marked(html: str, openings: Marks, closings: Marks) -> str:
    cuts = sorted({0, len(html), *openings, *closings})
    pieces = [
        closings.get(a, "") + openings.get(a, "") + html[a:b]
        for a, b in zip(cuts, [*cuts[1:], len(html)], strict=True)
    ]
    return "".join(pieces)


# What a run is made of. Groups are possessive and bounded, so that no text takes long to read.
_BLANK = " \u00a0"
_ATOM = re.compile(
    rf"""
      (?P<url> (?<!\w) (?i:https?://|www\.) [^\s<>"'،؛۔«»]* [^\s<>"'،؛۔«».,;:!?)\]}}*] )
    | (?P<email> (?<![\w.%+@-]) [\w.%+-]{{1,64}} @ [A-Za-z0-9-]+ (?:\.[A-Za-z0-9-]+)+ )
    | (?P<handle> (?<![\w@./]) @ [A-Za-z0-9_]{{1,50}}+ (?!\w) )
    | (?P<phone> (?<![\w.,/+@-])
        (?! [0-9]{{1,2}} [-./] [0-9]{{1,2}} [-./] [0-9]{{2,4}} (?![0-9]) )  # a date
        (?: \+[{_BLANK}]? \(? | \( (?=\+?[0-9]{{1,5}}\)) \+? | (?=0[0-9])
          | (?=[0-9]{{3}}[-.{_BLANK}][0-9]{{3}}[-.{_BLANK}][0-9]{{4}}(?![0-9])) )
        [0-9]++ (?: [{_BLANK}.()/\u2010-\u2013-]{{1,3}}+ [0-9]++ )*+ (?!\w) )
    | (?P<word> [0-9]*+ [{LATIN}][{LATIN}\u0300-\u036f]*+ )
    | (?P<number> [0-9]++ )
    """,
    re.VERBOSE | re.ASCII,
)
# What may stand between the words of one run, and beside an address in it. Brackets and quotation
# marks may not: half of a pair inside a run would be turned the wrong way.
_BETWEEN_WORDS = re.compile(rf"[{_BLANK},.'’&/+\u2010-\u2014-]{{0,3}}")
_BESIDE_EXACT = re.compile(rf"[{_BLANK}]{{1,2}}")


@dataclass
class _Run:
    """A stretch of text to isolate: [start, end) in characters; exact where it holds an address."""

    start: int
    end: int
    exact: bool = False
    word: bool = False  # holds a word of two letters or more


# A text that is Latin from its first letter to its last sign, such as a title in English: whole, so
# that its clauses stay in order and the last stop at its end.
_LATIN_TEXT = re.compile(
    rf"(?<![^\n])[{_BLANK}]*+([{LATIN}][{LATIN}0-9{_BLANK}\u0300-\u036f"
    r"""'’‘"“”.,:;!?()&%/…\u2010-\u2014-]*+)(?![^\n])"""
)


def _runs(text: str, *, rtl: bool) -> Iterator[_Run]:
    """The stretches of a text to isolate, in order; words count only in right-to-left text."""
    position = 0
    for latin in _LATIN_TEXT.finditer(text) if rtl else ():
        whole = _Run(latin.start(1), latin.start(1) + len(latin[1].rstrip(_BLANK)), word=True)
        yield from _runs_within(text, position, latin.start(1), rtl=rtl)
        position = latin.end(1)
        within = list(_runs_within(text, *latin.span(1), rtl=rtl))
        # A name or an address alone is a run as it is; so is what a sign only follows.
        sentence = len(within) > 1 or any(run.end < whole.end for run in within)
        yield from [whole] if sentence and not any(run.exact for run in within) else within
    yield from _runs_within(text, position, len(text), rtl=rtl)


def _runs_within(text: str, start: int, stop: int, *, rtl: bool) -> Iterator[_Run]:
    """The stretches to isolate in a part of a text."""
    run: _Run | None = None
    for atom in _ATOM.finditer(text, start, stop):
        kind, length = atom.lastgroup, atom.end() - atom.start()
        if kind == "phone" and sum(c.isdigit() for c in atom[0]) < 7:
            kind = "number" if atom[0].isdigit() else "other"
        exact = kind not in ("word", "number", "other")
        if not rtl and not exact:
            continue
        if run and rtl and kind != "other" and not (run.exact and exact):
            joint = _BESIDE_EXACT if run.exact or exact else _BETWEEN_WORDS
            if joint.fullmatch(text, run.end, atom.start()):
                run.end = atom.end()
                run.exact |= exact
                run.word |= kind == "word" and length > 1
                continue
        if run and (run.exact or run.word):
            yield run
        # Digits may follow words in a run, never begin it: "2023 UNHCR" may be two things.
        begins = exact or kind == "word"
        run = _Run(*atom.span(), exact, kind == "word" and length > 1) if begins else None
    if run and (run.exact or run.word):
        yield run


_TAG = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_CHARACTER = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|.", re.DOTALL
)
_INLINE = frozenset("a abbr b cite code em i mark q s small span strong sub sup time u".split())
_HIDDEN = frozenset("script style textarea title option select bdo".split())


@dataclass
class _Html:
    """A fragment read into its text: for each character where it stands in the HTML."""

    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)  # of each character, in the HTML
    tags: list[tuple[int, int, int]] = field(default_factory=list)  # inline: start, end, +1 or -1
    isolated: list[bool] = field(default_factory=list)  # whether a character is in a <bdi>

    def span(self, run: _Run) -> tuple[int, int] | None:
        """Where to open and close a `<bdi>` for a run, None where it can't be done or is done."""
        if any(self.isolated[run.start : run.end]):
            return None
        start, end = self.spans[run.start][0], self.spans[run.end - 1][1]
        within = [change for a, b, change in self.tags if start <= a and b <= end]
        depth = lowest = 0
        for change in within:
            depth += change
            lowest = min(lowest, depth)
        # Tags that end inside must begin inside, and the other way round: take in those beside.
        for _ in range(-lowest):
            start = next((a for a, b, change in self.tags if b == start and change > 0), -1)
        for _ in range(depth - lowest):
            end = next((b for a, b, change in self.tags if a == end and change < 0), -1)
        return (start, end) if start >= 0 and end >= 0 else None


def _read(html: str) -> _Html:
    """Read a fragment; elements that break the line, or set a direction, break runs."""
    page, characters = _Html(), []
    position = inside = hidden = 0

    def take(start: int, end: int) -> None:
        for match in _CHARACTER.finditer(html, start, end) if not hidden else ():
            for character in html_entities.unescape(match[0]) or "\ufffd":
                characters.append(character)
                page.spans.append(match.span())
                page.isolated.append(inside > 0)

    for tag in _TAG.finditer(html):
        take(position, tag.start())
        position = tag.end()
        name, change = (tag[2] or "").lower(), -1 if tag[1] else 1
        if name == "bdi":
            inside = max(0, inside + change)
        elif name in _HIDDEN:
            hidden = max(0, hidden + change)
        elif name in _INLINE and not re.search(r"\bdir\s*=", tag[3]):
            page.tags.append((*tag.span(), change))
            continue
        elif not name:
            continue
        if name != "bdi":
            characters.append("\n")
            page.spans.append((position, position))
            page.isolated.append(True)
    take(position, len(html))
    page.text = "".join(characters)
    return page
