"""Where one paragraph ends and the next begins, in lines that no blank line separates.

Documents come wrapped at some 70 characters, or with each paragraph as one long line, or (copied
from elsewhere) with no blank line at all. What stands here only cuts and joins lines; no word
is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WRAPPED = 120  # nobody wraps lines longer than this
_UNWRAPPED = 80  # where lines aren't wrapped, one above this is a whole paragraph
_LONG = 100
_WIDE = 60
_PROSE = 45  # a line of at least this length is no title and no line of an address
_FEW_LINES = 15
_LONGEST_SIGNATURE = 8
_FEWEST_PARAGRAPHS = 4
_IS_CONTACT = re.compile(r"@|://")
_ENDS = (".", "!", "?", ":", "”", '"', ")", ".*", ".**")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*")
_URL_AT_END = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+$", re.IGNORECASE)
_REST_OF_URL = re.compile(r"[\w\-./%?=&#~+]+[.,;)]?$")
_LOOKS_LIKE_PATH = re.compile(r"/|\d|[-_]\w|\.(?:html?|php|aspx?|pdf)\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:[^.!?]{0,80}\b)?page ?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?|[-–—] ?\d{1,3} ?[-–—]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: its widest wrapped line, and whether blank lines are rare.

    `is_unwrapped` where most lines of text are longer than anybody wraps them; `is_by_lines`
    where without blank lines nearly every line of text ends a sentence: each is a paragraph.
    """

    width: int
    is_dense: bool
    is_unwrapped: bool
    is_by_lines: bool = False


def setting_of(lines: Sequence[str]) -> Setting:
    """Measure a whole document."""
    lengths = [len(line) for line in lines if line.strip()]
    groups = sum(
        1 for place, line in enumerate(lines) if line.strip() and not (place and lines[place - 1])
    )
    paragraphs = sum(n > _LONG for n in lengths)
    width = max((length for length in lengths if length <= _WRAPPED), default=0)
    is_dense = len(lengths) >= _FEW_LINES and groups * 10 <= len(lengths)
    text = [line for line in lines if len(line) >= _PROSE and not _IS_CONTACT.search(line)]
    ended = sum(map(_ends_sentence, text))
    return Setting(
        width=width,
        is_dense=is_dense,
        is_by_lines=is_dense and len(text) >= _FEWEST_PARAGRAPHS and ended * 4 >= len(text) * 3,
        is_unwrapped=paragraphs > 2 and paragraphs * 2 > sum(n >= _WIDE for n in lengths),
    )


def is_page_number(line: str) -> bool:
    """Whether a line only numbers a page ("Page 2 of 3", "- 2 -")."""
    return _PAGE_NUMBER.fullmatch(line.strip()) is not None


def start_of_signature(lines: Sequence[str]) -> int:
    """Where the signature of a mail begins ("--" on a line), or behind the last line."""
    said = 0
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].strip() == "--":
            return place
        said += bool(lines[place].strip())
        if said > _LONGEST_SIGNATURE:
            break
    return len(lines)


def rejoined(lines: Sequence[str]) -> list[str]:
    """Put together addresses of the web that were broken at the end of a line."""
    joined: list[str] = []
    for line in lines:
        first, space, rest = line.strip(" ").partition(" ")
        if joined and first and _continues_url(joined[-1], first):
            joined[-1] = f"{joined[-1].rstrip()}{first}"
            if space:
                joined.append(rest)
        else:
            joined.append(line)
    return joined


def _continues_url(line: str, first: str) -> bool:
    line = line.rstrip()[-500:]
    url = _URL_AT_END.search(line)
    if not url or not _REST_OF_URL.fullmatch(first) or first[:1].isupper():
        return False
    if first[:4].lower() in {"http", "www."} or "@" in first:
        return False
    breaks_after = url[0][-1] in "/-_=?&%."
    looks_like_path = _LOOKS_LIKE_PATH.search(first.rstrip(".,;)")) is not None
    return looks_like_path and (breaks_after or "/" in first or first.endswith((".html", ".htm")))


def cut(lines: Sequence[str], setting: Setting) -> list[list[str]]:
    """Cut lines that stand below each other into paragraphs."""
    paragraphs = [[lines[0]]] if lines else []
    for place in range(1, len(lines)):
        before, line = lines[place - 1], lines[place]
        if (
            setting.is_by_lines
            or (setting.is_unwrapped and max(len(before), len(line)) > _UNWRAPPED)
            or _ends_title(lines, place)
            or (setting.is_dense and _ends_paragraph(lines, place, setting.width))
            or (line[:1] == " " != before[:1] and _ends_sentence(before) and len(line) >= _PROSE)
        ):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _ends_title(lines: Sequence[str], place: int) -> bool:
    """Whether a heading in capitals or bold ends where a line of text begins."""
    before, line = lines[place - 1].strip(), lines[place].strip()
    if len(line) < _PROSE:
        # A heading in the middle of text: what stands before it ends a sentence.
        return (
            place + 1 < len(lines)
            and _is_capitals(line)
            and not _is_capitals(before)
            and _ends_sentence(before)
            and len(lines[place + 1]) >= _PROSE
        )
    if _BOLD_LINE.fullmatch(before) and place == 1:
        return not line.startswith("**")
    return _is_capitals(before) and not line.isupper()


def _is_capitals(line: str) -> bool:
    line = line.strip()
    return line.isupper() and " " in line and not line.endswith((",", ":", "."))


def _ends_sentence(line: str) -> bool:
    return line.rstrip().endswith(_ENDS)


def _ends_paragraph(lines: Sequence[str], place: int, width: int) -> bool:
    """Whether a line ended before its width was used, with the end of a sentence."""
    before, line = lines[place - 1].strip(), lines[place].strip()
    first = line.partition(" ")[0]
    return (
        _ends_sentence(before)
        and len(before) + 1 + len(first) < width
        and (line[:1].isupper() or not line[:1].isalpha())
        and len(line) >= _PROSE
        and (len(before) >= _PROSE or (place > 1 and len(lines[place - 2]) >= _PROSE))
    )
