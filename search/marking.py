"""The words that matched, marked in the text as it was written.

Engines say which words of the folded text they found, stemmed or not. Folded and written text have
the same passages with the same words, so that the place of a word leads back to what was written.
"""

from collections.abc import Collection, Iterator, Mapping

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from search.engines.base import CLOSE, OPEN, Marked
from search.models import SearchText
from search.normalise import BETWEEN, spans_of_words

AROUND = 90  # characters that are kept on either side of what matched
ELLIPSIS = "…"


# By part of a document's words, the places of the words that were matched, counted from 0.
Places = Mapping[str, frozenset[int]]


def marked(text: SearchText, places: Places) -> Marked:
    """The words of a document with what matched in `<mark>`; of a passage only what is near."""
    title = _mark(text.title, _spans(text.title, places.get("title", frozenset())))
    passage, spans = _best_passage(text, places)
    return Marked(title=title, passage=_mark(*_cut(passage, spans)) if spans else SafeString(""))


Spans = list[tuple[int, int]]


def _spans(passage: str, places: Collection[int]) -> Spans:
    """Where the words at these places stand in a passage as it was written."""
    if not places:
        return []
    return [span for place, span in enumerate(spans_of_words(passage)) if place in places]


def _best_passage(text: SearchText, places: Places) -> tuple[str, Spans]:
    """The passage, not the title, with the most different words; of several the first."""
    best: tuple[int, str, set[int]] = (0, "", set())
    for part in ("introduction", "body", "names"):
        found = places.get(part, frozenset())
        if not found:
            continue
        passages = getattr(text, part).split("\n")
        for passage, (words, within) in zip(
            passages, _by_passage(getattr(text, f"folded_{part}"), found), strict=False
        ):
            different = len({words[place] for place in within})
            if different > best[0]:
                best = (different, passage, within)
    _different, passage, within = best
    return passage, _spans(passage, within)


def _by_passage(folded: str, places: frozenset[int]) -> Iterator[tuple[list[str], set[int]]]:
    """The words of each passage of a folded text, and the places within it that matched."""
    start = 0
    for passage in folded.split(BETWEEN):
        words = passage.split()
        stop = start + len(words)
        yield words, {place - start for place in range(start, stop) if place in places}
        start = stop + 1  # what stands between two counts as a word


def _cut(passage: str, spans: Spans) -> tuple[str, Spans]:
    """What is near the first words that matched, from blank to blank."""
    first = spans[0][0]
    start = 0 if first <= AROUND else passage.find(" ", first - AROUND) + 1
    if start > first:
        start = first
    stop = len(passage)
    if stop - start > 3 * AROUND:
        stop = passage.rfind(" ", start, start + 3 * AROUND)
        if stop <= spans[0][1]:
            stop = max(spans[0][1], start + 3 * AROUND)
    before, after = ELLIPSIS * (start > 0), ELLIPSIS * (stop < len(passage))
    shift = len(before) - start
    kept = [(a + shift, b + shift) for a, b in spans if a >= start and b <= stop]
    return f"{before}{passage[start:stop]}{after}", kept


def _mark(passage: str, spans: Spans) -> SafeString:
    """HTML with each span in `<mark>`; neighbours, with what stands between, in one."""
    joined: Spans = []
    for start, stop in spans:
        if joined and not passage[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    pieces, position = [], 0
    for start, stop in joined:
        pieces.append((passage[position:start], passage[start:stop]))
        position = stop
    html = format_html_join("", "{}<mark>{}</mark>", pieces)
    return SafeString(html + escape(passage[position:]))


def marked_html(text: str) -> SafeString:
    """HTML of a text in which an engine put OPEN and CLOSE around what matched."""
    spans, plain, start = [], "", 0
    for piece in text.split(OPEN):
        within, found, after = piece.partition(CLOSE)
        if found:
            start = len(plain)
            spans.append((start, start + len(within)))
        plain += within + after
    return _mark(plain, spans)
