"""What the API tells: pages of actions, facets, one action."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from actions.models import ActionRecord, UrgentActionPage
from actions.numbers import parse_exact
from actions.presentation import present
from search.api.parameters import LAST_PAGE, address_parameters, per_page_of
from search.api.parts import parts_of
from search.columns import told
from search.facets import FACETS, Names
from search.listing import entries, entry_of
from search.models import SearchDocument
from search.outputs import with_whole_address
from search.query import Query
from search.results import options_of
from search.service import search

Data = dict[str, Any]
NOTHING: Data = {"count": 0, "items": [], "next": None, "previous": None}


def page_of(query: Query | None, request: HttpRequest, *, now: datetime) -> Data:
    """A page of what a query finds; nothing without one."""
    if query is None:
        return NOTHING
    today = timezone.localdate(now)
    found = search(query, today=today, per_page=per_page_of(request))
    is_there = found.page == query.page
    listed = entries(
        found.ids if is_there else [],
        language=query.language,
        request=request,
        today=today,
        as_found=bool(query.phrases),
        names=None,
    )
    following = query.page + 1 if query.page < min(found.pages, LAST_PAGE) else None
    before = min(query.page - 1, found.pages) or None
    return {
        "count": found.total,
        "items": [told(with_whole_address(entry)) for entry in listed],
        "next": _address(request, query, following),
        "previous": _address(request, query, before),
    }


def _address(request: HttpRequest, query: Query, page: int | None) -> str | None:
    if page is None:
        return None
    parameters = urlencode(address_parameters(request, query.on_page(page)))
    address = urljoin(settings.SITE_URL, request.path)
    return f"{address}?{parameters}" if parameters else address


def facets_of(query: Query | None, *, now: datetime) -> Data:
    """For each facet its values in the order of the form: what they are called, and how many."""
    if query is None:
        return {name: [] for name in FACETS}
    found = search(query.on_page(1), today=timezone.localdate(now), per_page=1)
    names = Names(query.language)
    return {
        name: [
            {"value": option.value, "label": option.label.text, "count": option.count}
            for option in options_of(facet, query, found, names)
        ]
        for name, facet in FACETS.items()
    }


# -- one action -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """What stands at a number: a document that the public may read, or none any more."""

    document: SearchDocument | None


def find(number: str, sequence: int | None, *, language: str) -> Place | None:
    """An action by its number, in a language or else its own; the newest without a place.

    None where nothing is known there.
    """
    parsed = parse_exact(number)
    if parsed is None:
        return None
    wanted: Data = {"serial": parsed.serial, "year": parsed.year}
    if sequence is not None:
        wanted["sequence"] = sequence
    documents = SearchDocument.objects.filter(
        record__withdrawn_at=None,
        page__live=True,
        language__in=settings.SITE_LANGUAGES,
        **wanted,
    ).order_by("-sequence")
    found = sorted(documents, key=lambda document: _preference(document, language))
    if found:
        return Place(found[0])
    withdrawn = ActionRecord.objects.filter(withdrawn_at__isnull=False, **wanted)
    return Place(None) if withdrawn.exists() else None


def _preference(document: SearchDocument, language: str) -> tuple[int, bool, bool]:
    return (
        -(document.sequence or 0),
        document.language != language,
        not document.is_primary,
    )


def whole(document: SearchDocument, request: HttpRequest, *, language: str, now: datetime) -> Data:
    """An action with its parts."""
    today = timezone.localdate(now)
    found = SearchDocument.objects.select_related("record", "page__locale").get(pk=document.pk)
    page: UrgentActionPage = found.page
    entry = with_whole_address(entry_of(found, language, request, today, {}))
    action = present(page, request=request, now=now)
    return {**told(entry), **parts_of(action)}
