"""An action with its parts as data: what its page shows, in the same words."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from wagtail.rich_text import RichText, expand_db_html

from actions.cards import Card
from actions.citations import permanent_address
from actions.presentation import ActionView
from actions.presentation.parts import Letter, Sibling, words_by_id
from cms.localtext import LocalText
from cms.sharing import NAME

Data = dict[str, Any]
DOWNLOADS = {"bibtex": "cite.bib", "ris": "cite.ris", "card": NAME}
IMAGE = "width-900"  # as on the page


def parts_of(action: ActionView) -> Data:
    """All parts of an action that its page shows; html and text in the page's language."""
    page, record = action.page, action.record
    address = page.get_full_url(action.request)
    return {
        "permanent_url": permanent_address(action),
        "may_write": action.allowed.may_write,
        "safety_note": _html(page.safety_note) or None,
        "introduction": _html(action.introduction),
        "steps": [_html(step["text"]) for step in action.steps],
        "letters": [_letter(letter) for letter in action.letters],
        "target_cards": [_card(card, action) for card in action.targets],
        "copies": [_card(card, action) for card in action.copies],
        "own_language_accepted": record.own_language_accepted,
        "people": [_person(block.value) for block in page.people],
        "key_dates": _told(record.key_dates, words_by_id(page.key_dates), "certainty", "what"),
        "updates": _told(record.updates, words_by_id(page.updates), "kind", "text"),
        "additional_information": [
            {"type": block.block_type, "value": _value(block.value)}
            for group in action.information
            for block in group.blocks
        ],
        "sources": [{"number": n, **_source(s)} for n, s in enumerate(action.sources, start=1)],
        "closing_note": _text(action.closing_note),
        "co_issuers": _texts(action.co_issuers),
        "signatories": _texts(action.signatories),
        "newest": _link(action.newest) if action.newest else None,
        "earlier": [_link(sibling) for sibling in action.earlier],
        "previous_actions": [_previous(block.value) for block in action.previous],
        "translations": [
            {**_NO_LINK, "language": v["language"], "url": v["url"]} for v in action.alternates
        ],
        "downloads": {name: f"{address}{file}" for name, file in DOWNLOADS.items()},
    }


def _html(value: Any) -> str:
    """Rich text as HTML, its links resolved."""
    return str(expand_db_html(value.source if isinstance(value, RichText) else str(value or "")))


def _text(text: LocalText) -> str | None:
    return text.text or None


def _texts(texts: Iterable[LocalText]) -> list[str]:
    return [text.text for text in texts]


def _letter(letter: Letter) -> Data:
    words = letter.words
    return {
        "office": words.get("office") or None,
        "salutation": words["salutation"],
        "body": _html(words["body"]),
        "sign_off": words["sign_off"],
    }


def _card(card: Card, action: ActionView) -> Data:
    return {
        "office": card.office_id,
        **{
            name: _text(getattr(card, name))
            for name in ("name", "honorific", "salutation", "organisation", "embassy_of", "country")
        },
        "title": card.title.text,
        "address": card.address_lines,
        "contacts": [
            {
                "kind": contact.kind,
                "label": contact.label,
                "text": contact.text,
                "link": (action.allowed.may_write and contact.link) or None,
            }
            for contact in card.contacts
        ],
        "note": card.note or None,
        "verified_on": card.verified_on,
    }


def _person(value: Any) -> Data:
    return {"name": value["name"], "pronoun": value["pronoun"] or None, "group": value["group"]}


def _told(facts: list[Data], words: dict[str, Data], kind: str, text: str) -> list[Data]:
    """Facts of the record with the words that the page has for them."""
    said = {fact["id"]: (words.get(fact["id"]) or {}).get(text) for fact in facts}
    return [
        {
            "date": fact["date"],
            kind: fact[kind],
            text: _html(said[fact["id"]]) if kind == "kind" else said[fact["id"]],
        }
        if said[fact["id"]]
        else {"date": fact["date"], kind: fact[kind], text: None}
        for fact in facts
    ]


def _value(value: Any) -> Data:
    """A block of the additional information: rich text as `html`, others by their fields."""
    if isinstance(value, RichText):
        return {"html": _html(value)}
    if "alt_text" in value:
        return _image(value)
    return {name: _plain(inner) for name, inner in value.items()}


def _plain(value: Any) -> Any:
    if hasattr(value, "items"):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (str, int)) or value is None:
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return [_plain(inner) for inner in value]


def _image(value: Any) -> Data:
    picture = value["image"]
    shown = urljoin(settings.SITE_URL, picture.get_rendition(IMAGE).url) if picture else None
    words = {name: value[name] or None for name in ("alt_text", "caption", "credit")}
    return {"url": shown, **words}


def _source(value: Any) -> Data:
    names = ("title", "date", "address", "archived_address", "accessed_on", "language")
    return {
        "publisher": value["publisher"],
        **{name: _plain(value[name]) or None for name in names},
    }


_NO_LINK: Data = dict.fromkeys(("label", "title", "language", "sequence"))


def _link(sibling: Sibling) -> Data:
    return {
        "label": sibling.label or None,
        "title": sibling.title,
        "language": sibling.language,
        "sequence": sibling.sequence,
        "url": urljoin(settings.SITE_URL, sibling.url),
    }


def _previous(value: Any) -> Data:
    return {**_NO_LINK, "label": value["label"] or None, "url": value["url"]}
