"""How long a letter is on paper."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """What a page holds: lines, characters a line on average, and lines between paragraphs."""

    lines: int
    characters: int
    gap: float


# A4 with margins of 2.5 cm leaves 160 × 247 mm, which is 700 pt high. Set by a browser, letters of
# the demo library had 79 to 96 Latin characters a line (a serif of 11 pt, line height 1.3: 49
# lines), and 93 to 113 in Nastaliq (12 pt, line height 2: 29 lines, which need less between
# paragraphs). Naskh at 12 pt with 1.7 lies between them. An estimate: what a writer adds or leaves
# out changes more.
LATIN = Sheet(lines=49, characters=85, gap=1)
NASTALIQ = Sheet(lines=29, characters=100, gap=0.3)
NASKH = Sheet(lines=34, characters=95, gap=0.5)
_SHEETS = {"nastaliq": NASTALIQ, "naskh": NASKH}


def lines_on_paper(paragraphs: Iterable[str], *, script: str = "") -> float:
    """How many lines paragraphs take, those between them included.

    `script` is a class of `cms.languages.script_class`; "" is Latin and the like.
    """
    sheet = _SHEETS.get(script, LATIN)
    lines = [
        sum(max(1, math.ceil(len(line) / sheet.characters)) for line in text.splitlines() or [""])
        for text in paragraphs
    ]
    return sum(lines) + max(0, len(lines) - 1) * sheet.gap


def pages_on_paper(paragraphs: Iterable[str], *, script: str = "") -> int:
    """How many pages of A4 paragraphs take."""
    lines = lines_on_paper(paragraphs, script=script)
    return max(1, math.ceil(lines / _SHEETS.get(script, LATIN).lines))
