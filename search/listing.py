"""The list of actions as a reader of one language sees it: titles in it, or marked as not yet.

A list costs the same number of queries whatever its length: one for the records, one for the
pages of those on show, one for their countries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from actions import states
from actions.choices import Outcome
from actions.models import ActionRecord, UrgentActionPage
from actions.querysets import ActionRecordQuerySet
from actions.states import State
from cms.collation import sort_key
from cms.localtext import LocalText, local_text
from cms.navigation import site_order

PER_PAGE = 20
HOME_LENGTH = 12


@dataclass(frozen=True)
class Entry:
    """One action in a list."""

    record: ActionRecord
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
    is_example: bool

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


def library_records(*, today: date, status: str = "") -> ActionRecordQuerySet:
    """Records that the library shows, in its order; of one state where `status` names it."""
    found = ActionRecord.objects.not_withdrawn().live().with_state(today=today)
    if status in State.values:
        found = found.filter(state=status)
    return found.by_deadline()


def page_of_records(
    records: ActionRecordQuerySet, number: str | None, *, per_page: int = PER_PAGE
) -> Page[ActionRecord]:
    """One page of records; a number that isn't one of its pages gives the nearest that is."""
    return Paginator(records.prefetch_related("countries", "topics"), per_page).get_page(number)


def entries(
    records: Iterable[ActionRecord], *, language: str, request: HttpRequest | None, today: date
) -> list[Entry]:
    """Records (with `state`) as entries in a language; one that has no page to show is left out."""
    records = list(records)
    versions: dict[Any, list[UrgentActionPage]] = {}
    for page in (
        UrgentActionPage.objects.filter(
            translation_key__in=[record.translation_key for record in records],
            live=True,
            alias_of__isnull=True,
            locale__language_code__in=settings.SITE_LANGUAGES,
        )
        .select_related("locale")
        .defer(*UrgentActionPage.LONG_FIELDS)
    ):
        versions.setdefault(page.translation_key, []).append(page)
    return [
        _entry(record, versions[record.translation_key], language, request, today)
        for record in records
        if record.translation_key in versions
    ]


def _entry(
    record: ActionRecord,
    pages: list[UrgentActionPage],
    language: str,
    request: HttpRequest | None,
    today: date,
) -> Entry:
    pages = sorted(pages, key=lambda page: site_order(page.language))
    best = next(
        (p for p in pages if p.language == language),
        next((p for p in pages if p.locale_id == record.source_locale_id), pages[0]),
    )
    return Entry(
        record=record,
        label=record.label_in(language),
        title=best.title,
        language=best.language,
        url=best.get_url(request) or "",
        state=State(record.state),  # type: ignore[attr-defined]  # annotated by with_state
        countries=_names(record.countries.all(), language),
        topics=_names(record.topics.all(), language),
        languages=[page.language for page in pages],
        days_left=states.days_left(record.act_by, today=today),
        ends_soon=states.ends_soon(record.act_by, today=today),
        is_example=best.is_example,
    )


def _names(rows: Iterable[Any], language: str) -> list[LocalText]:
    """Names of the directory in a language, in its order."""
    names = (local_text(row, "name", language=language) for row in rows)
    return sorted(names, key=sort_key(language))


def open_actions_section(page: Any, request: HttpRequest, now: datetime | None = None) -> dict:
    """What the front page shows of the library: open actions by deadline, and where all are."""
    from search.models import LibraryPage

    today = timezone.localdate(now)
    records = list(
        library_records(today=today, status=State.OPEN).prefetch_related("countries", "topics")[
            :HOME_LENGTH
        ]
    )
    library = LibraryPage.objects.child_of(page).live().first()
    return {
        "entries": entries(records, language=page.language, request=request, today=today),
        "library": library,
    }
