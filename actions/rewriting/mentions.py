"""Where actions mention somebody: for previews, and for whoever must be told."""

import html as html_entities
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from actions.models import UrgentActionPage
from actions.rewriting.rewriter import language_codes
from actions.rewriting.texts import Text, stored_values, texts_of
from actions.rewriting.words import Found, Kind, Names

_AROUND = 40  # characters on each side of the name
# Wagtail keeps the title twice; the second is its draft, and no other text.
_TWICE = frozenset({"draft_title"})


@dataclass(frozen=True)
class Mention:
    """A name in one text of a page."""

    page_id: int
    translation_key: UUID
    language: str
    where: str
    path: str
    is_salutation: bool
    excerpt: str


def find_mentions(*, names: Collection[str], pages: Iterable[UrgentActionPage]) -> list[Mention]:
    """Every text of these pages, as they are given, in which one of the names stands.

    One mention a text, in the order of the page; whole words, however their letters are written.
    """
    wanted, languages = Names(names), language_codes()
    return [
        Mention(
            page_id=page.pk,
            translation_key=page.translation_key,
            language=languages[page.locale_id],
            where=text.where,
            path=text.path,
            is_salutation=text.path.endswith(".salutation"),
            excerpt=excerpt,
        )
        for page in pages
        for text, excerpt in _mentions(page, wanted, languages[page.locale_id])
    ]


def _mentions(page: UrgentActionPage, names: Names, language: str) -> Iterator[tuple[Text, str]]:
    for text in texts_of(type(page), stored_values(page)):
        if text.path in _TWICE:
            continue
        if text.kind is Kind.ADDRESS:
            if names.are_in(text.value, kind=text.kind):
                yield text, text.value
            continue
        html = text.kind is Kind.HTML
        found = next(names.find(text.value, html=html, language=language), None)
        if found:
            yield text, excerpt_of(text.value, found, html=html)


def excerpt_of(text: str, found: Found, *, html: bool = False) -> str:
    """Some words round a name, without tags."""
    before, name, after = (
        _plain(part) if html else " ".join(part.split())
        for part in (text[: found.start], text[found.start : found.end], text[found.end :])
    )
    gap_before = " " if re.search(r"[\s>]$", text[: found.start]) and before else ""
    gap_after = " " if re.match(r"\s", text[found.end :]) else ""
    start = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
    end = f"{after[:_AROUND]}…" if len(after) > _AROUND else after
    return f"{start}{gap_before}{name}{gap_after}{end}"


def _plain(html: str) -> str:
    text = re.sub(r"<(?:br|/p|/li|/h\d)[^>]*>", " ", html)
    return " ".join(html_entities.unescape(re.sub(r"<[^>]*>", "", text)).split())
