"""Headings in texts: none skipped, so that they make a table of contents when read aloud."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from actions.consistency.findings import Finding
from actions.consistency.subject import Subject, quote
from actions.consistency.text import plain_text

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
# The page has its title as heading 1 and a heading 2 over each part.
_ABOVE = 2


def check(subject: Subject) -> Iterator[Finding]:
    """Headings that leave out a level, or say nothing, in the order in which the page has them."""
    above, field = _ABOVE, ""
    for passage in subject.passages:
        if passage.field != field:
            above, field = _ABOVE, passage.field
        for match in _HEADING.finditer(passage.html) if "<h" in passage.html else ():
            level, words = int(match[1]), plain_text(match[2])
            if not words:
                message = _("A heading has no words. Remove it.")
                yield subject.finding("heading", passage.place, message, match[0])
            elif level > above + 1:
                message = _(
                    "The heading %(words)s is of level %(level)s, but stands under one of level "
                    "%(above)s. Make it level %(right)s."
                ) % {"words": quote(words), "level": level, "above": above, "right": above + 1}
                yield subject.finding("heading", passage.place, message, words, level, above)
            above = level
