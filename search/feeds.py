"""The library's query as a feed, Atom or JSON Feed 1.1: the newest first unless asked otherwise."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.isolation import isolate_text
from cms.languages import direction
from cms.sharing import NAME, reaches_somebody
from cms.wording import listed
from search.columns import told
from search.facets import Names
from search.listing import Entry, entries
from search.models import SearchText
from search.outputs import Asked, licence, output, with_whole_address
from search.query import Sort
from search.service import search

PER_PAGE = 50
JSON_TYPE = "application/feed+json; charset=utf-8"
# What XML can't hold, whatever is done to it.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """An action in a feed."""

    entry: Entry
    facts: str  # in the language of the feed
    passages: list[str]  # in that of the entry

    @property
    def guid(self) -> str:
        """The same in every language, whatever becomes of the action."""
        return f"urn:uuid:{self.entry.record.translation_key}"

    @property
    def published(self) -> datetime:
        """When it was first to be read."""
        page = self.entry.document.page
        return page.first_published_at or self.entry.record.published_at

    @property
    def updated(self) -> datetime:
        """When its words, or how it stands, were last written."""
        times = (self.entry.document.page.last_published_at, self.entry.record.closed_at)
        return max([self.published, *(time for time in times if time)])

    @property
    def tags(self) -> list[str]:
        """What it is about, and where."""
        return [str(name) for name in (*self.entry.topics, *self.entry.countries)]

    def as_html(self, language: str) -> SafeString:
        """What is told of it, each text in its language."""
        about = format_html("<p>{}</p>", isolate_text(self.facts, language=language))
        told_by = self.entry.language
        words = format_html_join("", "<p>{}</p>", ((text,) for text in self.passages))
        marked = format_html('<div lang="{}" dir="{}">{}</div>', told_by, direction(told_by), words)
        return about + marked if words else about


@dataclass(frozen=True)
class Page:
    """One page of a feed."""

    asked: Asked
    items: list[Item]
    number: int
    pages: int

    @property
    def title(self) -> str:
        """Whose actions these are, and what was looked for."""
        words = [self.asked.query.text, self.asked.library.title, self.asked.organisation]
        return " · ".join(filter(None, words))

    def next_address(self, name: str) -> str:
        """Where older ones are; "" on the last page."""
        more = self.number < self.pages
        return self.asked.address(name, page=self.number + 1) if more else ""


def _page(asked: Asked) -> Page:
    query = asked.query if asked.query.sort else replace(asked.query, sort=Sort.NEWEST)
    found = search(query, today=asked.today, per_page=PER_PAGE)
    listed_entries = entries(
        found.ids,
        language=asked.language,
        request=asked.request,
        today=asked.today,
        as_found=bool(query.phrases),
        names=Names(asked.language),
    )
    return Page(asked, list(_items(listed_entries)), found.page, found.pages)


def _items(listed_entries: list[Entry]) -> Iterator[Item]:
    texts = SearchText.objects.in_bulk([entry.document.pk for entry in listed_entries])
    for entry in listed_entries:
        text = texts.get(entry.document.pk)
        words = text.introduction if text else ""
        # How somebody is reached stands behind what writing may do to a writer: on the page only.
        passages = [] if reaches_somebody(words) else words.splitlines()
        yield Item(with_whole_address(entry), facts_of(entry), passages)


def facts_of(entry: Entry) -> str:
    """What a reader must know first: whether it is open, until when, where."""
    due = entry.act_by and _("until %(day)s") % {"day": date_format(entry.act_by)}
    parts = [
        _("Invented example") if entry.is_example else "",
        str(entry.outcome.label) if entry.outcome else entry.state_label,
        due if entry.days_left is not None and entry.state == "open" else "",
        *map(str, entry.countries),
    ]
    return listed(filter(None, parts))


# -- Atom -----------------------------------------------------------------------------------------


class _Atom(Atom1Feed):
    """Django's feed, whose entries say their language; it is as old as what it shows."""

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed"]
        return changed

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next"]})
        if licence():
            handler.addQuickElement("link", "", {"rel": "license", "href": licence()})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}


@output
def atom(asked: Asked) -> HttpResponse:
    """`feed.atom`."""
    page = _page(asked)
    feed = _Atom(
        title=_in_xml(page.title),
        link=asked.address(page=page.number),
        description="",
        subtitle=_in_xml(asked.note) or None,
        language=asked.language,
        author_name=_in_xml(asked.organisation),
        feed_url=asked.address("feed.atom", page=page.number),
        feed_guid=asked.address("feed.atom"),
        changed=asked.changed,
        next=page.next_address("feed.atom"),
    )
    for item in page.items:
        feed.add_item(
            title=_in_xml(item.entry.title),
            link=item.entry.url,
            description=_in_xml(item.as_html(asked.language)),
            unique_id=item.guid,
            pubdate=item.published,
            updateddate=item.updated,
            categories=[_in_xml(tag) for tag in item.tags],
            language=item.entry.language,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _in_xml(text: str) -> str:
    return _NO_XML.sub("", text)


# -- JSON Feed ------------------------------------------------------------------------------------


@output
def json_feed(asked: Asked) -> HttpResponse:
    """`feed.json`: JSON Feed 1.1, with the facts of each action as `_qalam`."""
    page = _page(asked)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.title,
        "home_page_url": asked.address(page=page.number),
        "feed_url": asked.address("feed.json", page=page.number),
        "next_url": page.next_address("feed.json"),
        "description": asked.note,
        "language": asked.language,
        "authors": [{"name": asked.organisation}],
        "_qalam": {"about": asked.address("export.txt"), "licence": licence()},
        "items": [_as_json(item, asked) for item in page.items],
    }
    kept = {name: value for name, value in feed.items() if value or name == "items"}
    text = json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False)
    return HttpResponse(text, content_type=JSON_TYPE)


def _as_json(item: Item, asked: Asked) -> dict[str, Any]:
    said = {
        "id": item.guid,
        "url": item.entry.url,
        "title": item.entry.title,
        "summary": item.facts,
        "content_html": item.as_html(asked.language),
        "image": f"{item.entry.url}{NAME}",
        "date_published": rfc3339_date(item.published),
        "date_modified": rfc3339_date(item.updated),
        "tags": item.tags,
        "language": item.entry.language,
        "_qalam": {"about": asked.address("export.txt"), **told(item.entry)},
    }
    return {name: value for name, value in said.items() if value}
