"""The picture of a page for whoever shares it: 1200 by 630, in the page's language and script.

Drawn when somebody asks for it, and kept under what it says: the same words are drawn once, and
others, a new deadline or another day's state, are drawn anew.
"""

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import cache as once
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from PIL import Image
from wagtail.rich_text import get_text_for_indexing

from cms.isolation import isolate_plain
from cms.languages import direction, script_class
from cms.models import BasePage, OrganisationSettings
from cms.typesetting import HERE, drawn

NAME = "card.png"
WIDTH, HEIGHT = 1200, 630
TEMPLATE = "card.typ"
KEPT_FOR = 7 * 24 * 3600  # seconds
COLOURS = 32  # ink, paper, the red, and what lies between at the edges of letters
LONGEST_TITLE, LONGEST_LINE, LONGEST_SUMMARY = 150, 90, 220  # characters
_LONG_WORD = re.compile(r"(\S{28})(?=\S)")  # wider than the card, and not to be broken otherwise

_REACHES = re.compile(r"\w@\w|\+ ?\d|\b0\d[\d /-]{5,}")  # an email, a phone number


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a card says, in its language: a line above, the title, and two facts below."""

    translation_key: UUID
    language: str
    kicker: str
    title: str
    state: str
    organisation: str
    tone: str = "ink"  # of the nuqta and the state: red, green or ink
    filled: bool = True  # the nuqta: empty where writing has stopped

    def said(self) -> dict[str, Any]:
        """The same as the template has it."""
        texts = {
            "kicker": (self.kicker, LONGEST_LINE),
            "title": (self.title, LONGEST_TITLE),
            "state": (self.state, LONGEST_LINE),
            "organisation": (self.organisation, LONGEST_LINE),
        }
        said = asdict(self) | {
            name: _fitting(text, longest, self.language) for name, (text, longest) in texts.items()
        }
        del said["translation_key"]
        script = script_class(self.language) or "latin"
        return {**said, "direction": direction(self.language), "script": script}


def _fitting(text: str, longest: int, language: str) -> str:
    """A text in one line of characters, not too long, with what runs the other way isolated."""
    words = _LONG_WORD.sub("\\1\u200b", shortened(text, longest))
    return isolate_plain(words, language=language)


def shortened(text: str, longest: int) -> str:
    """A text in one line, cut behind a word where it has more characters than that."""
    whole = " ".join(text.split())
    if len(whole) <= longest:
        return whole
    start = whole[: longest - 1]
    return f"{start.rpartition(' ')[0] or start}…"


def summary_of(page: BasePage) -> str:
    """What a page is about, in two lines of plain text, for search engines and who shares it.

    Nothing where it says how to reach somebody: that stands behind what writing may do to a writer.
    """
    text = page.search_description or get_text_for_indexing(getattr(page, "introduction", ""))
    return "" if reaches_somebody(text) else shortened(text, LONGEST_SUMMARY)


def reaches_somebody(text: str) -> bool:
    """Whether a text says how somebody is reached, by email or phone."""
    return bool(_REACHES.search(text))


def page_card(page: BasePage, request: HttpRequest) -> HttpResponse:
    """The card of a page of the site: its title, and whose it is."""
    organisation = OrganisationSettings.of_the_site()
    return card_answer(
        Card(
            translation_key=page.translation_key,
            language=page.language,
            kicker=organisation.strapline or "",
            title=page.seo_title or page.title,
            state=organisation.called,
            organisation=urlsplit(settings.SITE_URL).netloc,
        )
    )


def card_answer(card: Card) -> HttpResponse:
    """A card as a picture that other sites may show."""
    answer = HttpResponse(picture_of(card), content_type="image/png")
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def picture_of(card: Card) -> bytes:
    """The PNG of a card, as it is kept for these words or drawn now."""
    said = card.said()
    mark = hashlib.blake2b(json.dumps([_design(), said]).encode(), digest_size=16).hexdigest()
    key = _key(card.translation_key, card.language)
    kept = cache.get(key)
    if kept and kept[0] == mark:
        return bytes(kept[1])
    picture = _with_few_colours(drawn(TEMPLATE, said))
    cache.set(key, (mark, picture), KEPT_FOR)
    return picture


def forget_cards(translation_keys: Collection[UUID]) -> None:
    """Drop what is kept of pages, in every language."""
    cache.delete_many(
        [_key(key, code) for key in translation_keys for code, _name in settings.LANGUAGES]
    )


def _key(translation_key: UUID, language: str) -> str:
    return f"card:{translation_key}:{language}"


@once
def _design() -> str:
    """What the template is: another one draws other pictures of the same words."""
    return (HERE / TEMPLATE).read_text()


def _with_few_colours(png: bytes) -> bytes:
    """The same picture with a palette: a third of the bytes."""
    small = BytesIO()
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        small, "PNG"
    )
    return small.getvalue()
