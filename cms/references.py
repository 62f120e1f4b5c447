"""Numbered references that lead both ways: `[1]` in a text to its source, and back.

One `References` goes along while a page is drawn from its top to its foot, where the sources
stand: by then it knows every mention.
"""

import re
from collections import Counter
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# A tag, so that brackets in its attributes stay what they are, or a number in brackets.
_PIECE = re.compile(
    r"<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|\[(?P<source>\d{1,3})\]"
)


@dataclass(frozen=True)
class BackLink:
    """The way from a source to a mention of it."""

    source: int
    mention: int

    @property
    def anchor(self) -> str:
        """The id of the mention."""
        return f"cite-{self.source}-{self.mention}"


class References:
    """The mentions of a page's sources, as they are drawn."""

    def __init__(self, sources: int) -> None:
        self.sources = sources
        self._mentions: Counter[int] = Counter()

    def link(self, html: str) -> SafeString:
        """HTML whose `[1]` lead to their sources; a number without a source stays text.

        So does one in a link, which can't hold another.
        """
        in_link = False

        def cited(found: re.Match[str]) -> str:
            nonlocal in_link
            if found["tag"]:
                if found["tag"].lower() == "a":
                    in_link = not found["end"]
                return found[0]
            return found[0] if in_link else self.cite(int(found["source"]))

        drawn = _PIECE.sub(cited, html)
        # A number stays on the line of the word that it belongs to.
        return mark_safe(drawn.replace(' <a class="cite"', '\u00a0<a class="cite"'))  # noqa: S308  (HTML before, HTML after)

    def cite(self, source: int) -> SafeString:
        """One mention of a source."""
        if not 1 <= source <= self.sources:
            return format_html('<bdi dir="ltr">[{}]</bdi>', source)
        self._mentions[source] += 1
        return format_html(
            '<a class="cite" id="{}" href="#source-{}"><bdi dir="ltr">[{}]</bdi></a>',
            BackLink(source, self._mentions[source]).anchor,
            source,
            source,
        )

    def back(self, source: int) -> list[BackLink]:
        """The mentions of a source that were drawn before."""
        return [BackLink(source, mention + 1) for mention in range(self._mentions[source])]


class ReferencesElsewhere(References):
    """Mentions in a text of another page: its `[1]` is that page's first source, not this one's."""

    def __init__(self, path: str) -> None:
        super().__init__(sources=0)
        self.path = path

    def cite(self, source: int) -> SafeString:
        """A link to the source on its own page, which has no way back to here."""
        return format_html(
            '<a class="cite" href="{}#source-{}"><bdi dir="ltr">[{}]</bdi></a>',
            self.path,
            source,
            source,
        )
