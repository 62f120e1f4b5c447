"""Actions in a list as a reader of one language sees them: titles in it, or marked as not yet.

A list costs the same number of queries whatever its length: one for its documents with record and
page, two for countries and topics.
"""

from collections.abc import Iterable, Sequence
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
from actions.models import ActionRecord, UrgentActionPage
from actions.states import State
from cms.collation import sort_key
from cms.localtext import LocalText, local_text
from cms.navigation import site_order
from search.engines.base import Marked
from search.models import SearchDocument

HOME_LENGTH = 12


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
    with_names: bool = True,
) -> list[Entry]:
    """Documents by their ids as entries, in that order; one that isn't there any more is left out.

    Unless they are shown `as_found`, an action that can be read in the reader's language is.
    Countries and topics have their names unless nobody reads them.
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
        .prefetch_related(*(("record__countries", "record__topics") if with_names else ()))
        .defer(*(f"page__{name}" for name in UrgentActionPage.LONG_FIELDS))
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
    return [entry_of(document, language, request, today, with_names) for document in found]


def entry_of(
    document: SearchDocument,
    language: str,
    request: HttpRequest | None,
    today: date,
    with_names: bool = True,
) -> Entry:
    """A document as an entry for a reader of a language."""
    record, page = document.record, document.page
    return Entry(
        document=document,
        label=record.label_in(language),
        title=page.title,
        language=document.language,
        url=page.get_url(request) or "",
        state=states.state_of(document.facts, today=today),
        countries=names(record.countries.all(), language) if with_names else [],
        topics=names(record.topics.all(), language) if with_names else [],
        languages=sorted(
            (code for code in document.languages.split() if code in settings.SITE_LANGUAGES),
            key=site_order,
        ),
        days_left=states.days_left(record.act_by, today=today),
        ends_soon=states.ends_soon(record.act_by, today=today),
    )


def names(rows: Iterable[Any], language: str) -> list[LocalText]:
    """Names of the directory in a language, in its order."""
    found = (local_text(row, "name", language=language) for row in rows)
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
            ids, language=page.language, request=request, today=today, as_found=False
        ),
        "library": library,
    }
