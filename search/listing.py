"""Actions in a list as a reader of one language sees them: titles in it, or marked as not yet.

A list costs the same number of queries whatever its length: one for its documents with record and
page, and one that says whether the names of countries and topics are still what they were.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from actions import states
from actions.choices import Outcome
from actions.models import ActionRecord
from actions.states import State
from cms.collation import sort_key
from cms.localtext import LocalText
from cms.navigation import site_order
from search.engines.base import Marked
from search.facets import FACETS, Names
from search.models import SearchDocument

HOME_LENGTH = 12
# What lists, feeds and tables show of an action; a page has a hundred columns more.
_SHOWN = [
    *(field.name for field in SearchDocument._meta.concrete_fields if field.name != "digest"),
    *(
        f"record__{name}"
        for name in (
            *("translation_key", "kind", "serial", "year", "sequence", "index_number"),
            *("reference", "issued_on", "act_by", "outcome", "closed_at", "published_at"),
        )
    ),
    *(
        f"page__{name}"
        for name in (
            *("title", "url_path", "is_example", "first_published_at", "last_published_at"),
            "locale__language_code",
        )
    ),
]


@dataclass(frozen=True)
class Entry:
    """One action in a list."""

    document: SearchDocument
    label: str
    title: str
    language: str  # that the title is in, and the page it leads to
    url: str
    state: State
    countries: list[LocalText]
    topics: list[LocalText]
    languages: list[str]
    days_left: int | None
    ends_soon: bool
    marked: Marked | None = None  # where words were looked for

    @property
    def record(self) -> ActionRecord:
        """The facts of the action."""
        return self.document.record

    @property
    def is_example(self) -> bool:
        """Whether it is made up."""
        return self.document.page.is_example

    @property
    def outcome(self) -> Outcome | None:
        """What became of it, where it was closed."""
        return Outcome(self.record.outcome) if self.record.outcome else None

    @property
    def tone(self) -> str:
        """How the row looks: open, good news, or plain."""
        if self.state is State.OPEN:
            return "open"
        return "good" if self.outcome and self.outcome.is_good else "past"

    @property
    def tone_of_state(self) -> str:
        """How the word for the state looks."""
        if self.state is State.OPEN:
            return "soon" if self.ends_soon else "open"
        return "good" if self.tone == "good" else self.state.value

    @property
    def mark(self) -> str:
        """The nuqta before the state: full where one can write, half or empty where not."""
        if self.state is State.OPEN or self.tone == "good":
            return ""
        return "nuqta--half" if self.state is State.SUPERSEDED else "nuqta--empty"

    @property
    def state_label(self) -> str:
        """The state in words; "ends soon" for an open one in its last week."""
        if self.state is State.OPEN and self.ends_soon:
            return gettext("Ends soon")
        return str(self.state.label)

    @property
    def act_by(self) -> date | None:
        """The deadline."""
        return self.record.act_by


def entries(
    ids: Sequence[int],
    *,
    language: str,
    request: HttpRequest | None,
    today: date,
    as_found: bool,
    names: Names | None,
) -> list[Entry]:
    """Documents by their ids as entries, in that order; one that isn't there any more is left out.

    Unless they are shown `as_found`, an action that can be read in the reader's language is.
    Without `names` countries and topics have none: nobody reads them.
    """
    wanted = Q(pk__in=ids)
    if not as_found:
        actions = SearchDocument.objects.filter(wanted).values("record")
        wanted = (wanted | Q(language=language)) & Q(record__in=actions)
    documents = (
        SearchDocument.objects.filter(
            wanted, record__withdrawn_at=None, page__live=True, language__in=settings.SITE_LANGUAGES
        )
        .select_related("record", "page__locale")
        .only(*_SHOWN)
    )
    by_id: dict[int, SearchDocument] = {}
    in_language: dict[int, SearchDocument] = {}
    for document in documents:
        by_id[document.pk] = document
        if document.language == language:
            in_language[document.record_id] = document
    found = [by_id[pk] for pk in ids if pk in by_id]
    if not as_found:
        found = [in_language.get(document.record_id, document) for document in found]
    named = _names_of(found, names) if names else {}
    return [entry_of(document, language, request, today, named) for document in found]


# By facet, the names of its values.
Named = Mapping[str, Mapping[str, LocalText]]


def _names_of(documents: Iterable[SearchDocument], names: Names) -> Named:
    named = {}
    for name in ("country", "topic"):
        values = {
            value
            for document in documents
            for value in getattr(document, FACETS[name].column).split()
        }
        named[name] = FACETS[name].labels(values, names=names)
    return named


def entry_of(
    document: SearchDocument,
    language: str,
    request: HttpRequest | None,
    today: date,
    named: Named,
) -> Entry:
    """A document as an entry for a reader of a language; countries and topics as `named`."""
    record, page = document.record, document.page
    return Entry(
        document=document,
        label=record.label_in(language),
        title=page.title,
        language=document.language,
        url=page.get_url(request) or "",
        state=states.state_of(document.facts, today=today),
        countries=_sorted_names(document.countries, named.get("country", {}), language),
        topics=_sorted_names(document.topics, named.get("topic", {}), language),
        languages=sorted(
            (code for code in document.languages.split() if code in settings.SITE_LANGUAGES),
            key=site_order,
        ),
        days_left=states.days_left(record.act_by, today=today),
        ends_soon=states.ends_soon(record.act_by, today=today),
    )


def _sorted_names(packed: str, names: Mapping[str, LocalText], language: str) -> list[LocalText]:
    """The names of packed values, in a language's order."""
    found = (names[value] for value in packed.split() if value in names)
    return sorted(found, key=sort_key(language))


def open_actions_section(page: Any, request: HttpRequest, now: datetime | None = None) -> dict:
    """What the front page shows of the library: open actions by deadline, and where all are."""
    from search.models import LibraryPage

    today = timezone.localdate(now)
    ids = list(
        SearchDocument.objects.open(today=today)
        .filter(is_primary=True)
        .order_by(F("act_by").asc(nulls_last=True), F("issued_on").desc(nulls_last=True), "-record")
        .values_list("pk", flat=True)[:HOME_LENGTH]
    )
    library = LibraryPage.objects.child_of(page).live().first()
    return {
        "entries": entries(
            ids,
            language=page.language,
            request=request,
            today=today,
            as_found=False,
            names=Names(page.language),
        ),
        "library": library,
    }
