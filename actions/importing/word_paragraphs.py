"""The paragraphs of a Word document, and the Markdown of them together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from actions.importing.labels import find_label, is_salutation
from actions.importing.marks import to_markdown
from actions.importing.markup import Run

_LONGEST_SHORT_LINE = 80
_NOTE_MARK = re.compile(r"\[\^\d+\]$")


@dataclass
class Paragraph:
    """A paragraph to be: what stands before it (#, -, 1.), its runs, and what follows it."""

    prefix: str = ""
    runs: list[Run] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)

    @cached_property
    def markdown(self) -> str:
        """The paragraph in Markdown, made once it is complete."""
        text = to_markdown(self.runs)
        if self.prefix.startswith("#"):
            text = text.replace("  \n", " ")
            text = f"{text[:-1]}\\#" if text.endswith("#") else text
        return f"{self.prefix} {text}".strip() if text else ""


def written(blocks: Iterable[Paragraph | None]) -> str:
    """The Markdown of paragraphs: items and short lines below each other, gaps elsewhere."""
    parts: list[str] = []
    before: Paragraph | None = None
    for block in blocks:
        text = block.markdown if block else ""
        if block and text:
            if before is None:
                gap = "\n\n"
            elif block.prefix and before.prefix and "#" not in block.prefix + before.prefix:
                gap = "\n"
            else:
                gap = "  \n" if _are_lines(before.markdown, text, before, block) else "\n\n"
            parts += [gap, text]
        before = block if text else None
    return "".join(parts).strip()


def _are_lines(first: str, second: str, before: Paragraph, block: Paragraph) -> bool:
    """Whether two paragraphs are lines of one part, as those of an address are."""
    if before.prefix or block.prefix:
        return False
    last = _NOTE_MARK.sub("", first.split("\n")[-1])
    return (
        len(last) <= _LONGEST_SHORT_LINE
        and len(second) <= _LONGEST_SHORT_LINE
        and not last.endswith((".", "!", "?", "**"))
        and not second.endswith((".", "!", "?", "**"))
        and last.isupper() == second.isupper()
        and not (find_label(second.strip("*"), first=True) or is_salutation(second.strip("*")))
    )
