"""The open actions as a desk sees them: who can read them, until when, where they are edited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from actions.models import ActionRecord, DismissedFinding, Holder
from actions.models.record import number_of
from actions.numbers import label_for_editors
from actions.states import days_left, ends_soon
from cms.navigation import site_order

# What several actions are made of, and the consistency check reads.
SHARED = ("office", "organisation", "image")


class Facts(NamedTuple):
    """What lists say of an action besides its words."""

    serial: int | None
    year: int | None
    sequence: int | None
    kind: str
    reference: str
    act_by: date | None = None


class PageRow(NamedTuple):
    """What the desk needs of a page: not more, since there is one an action and language."""

    pk: int
    path: str
    owner: int | None
    title: str
    live: bool
    language: str
    changed_at: datetime | None  # by the history of the page
    dismissed: int  # findings of its action


@dataclass
class OpenAction:
    """An action that readers are asked to write on, with its pages by language."""

    facts: Facts
    source_language: str
    key_dates: list[date]
    today: date
    pages: dict[str, PageRow] = field(default_factory=dict)

    @property
    def act_by(self) -> date | None:
        """The deadline."""
        return self.facts.act_by

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, 0 on its last day."""
        return days_left(self.act_by, today=self.today)

    @property
    def ends_soon(self) -> bool:
        """Whether the deadline is at most seven days away."""
        return ends_soon(self.act_by, today=self.today)

    @property
    def label(self) -> str:
        """The label in the language of the admin; the reference where it has no number."""
        return label_of(self.facts)

    @property
    def source(self) -> PageRow:
        """The page in the language it was written in; another where that was deleted."""
        return self.pages.get(self.source_language) or next(iter(self.pages.values()))

    @property
    def languages(self) -> list[str]:
        """Those that readers have it in, in the site's order."""
        return sorted((page.language for page in self.pages.values() if page.live), key=site_order)

    @property
    def stamp(self) -> str:
        """Changes with whatever the consistency check reads of the action's own."""
        passed = sum(day < self.today for day in self.key_dates)
        return repr([self.facts.act_by, passed, *sorted(self.pages.values())])


@dataclass
class OpenWork:
    """All open actions by deadline, and the home page of each language that has one, by code."""

    actions: list[OpenAction]
    homes: dict[str, str]  # code → path in the tree
    shared: str  # changes with what actions share: the directory, and who holds its offices


def read_open_work(*, today: date) -> OpenWork:
    """Read the open actions and the home pages, in one query."""
    actions: dict[UUID, OpenAction] = {}
    work = OpenWork([], {}, "")
    for key, is_home, facts, key_dates, shared_at, began, ended, *row in _rows(today=today):
        page = PageRow(*row)
        work.shared = f"{shared_at}|{began}|{ended}"
        if is_home:
            work.homes[page.language] = page.path
        elif facts:
            if key not in actions:
                actions[key] = _action(facts, key_dates, today=today)
            actions[key].pages[page.language] = page
    work.actions = list(by_deadline(action for action in actions.values() if action.languages))
    return work


def by_deadline(actions: Iterable[OpenAction]) -> Iterator[OpenAction]:
    """Those that end first, first; those without a deadline after them, the newest first."""
    return iter(
        sorted(
            actions,
            key=lambda action: (
                action.act_by or date.max,
                -(action.facts.year or 0),
                -(action.facts.serial or 0),
                -(action.facts.sequence or 0),
            ),
        )
    )


def label_of(facts: Any) -> str:
    """The label of what has serial, year, sequence, kind and reference, in the admin's language."""
    number = number_of(facts)
    return label_for_editors(number) if number else facts.reference


def _rows(*, today: date) -> Iterable[Any]:
    """Home pages and pages of open actions.

    Of each: key, whether a home, facts and key dates of the record, the three marks of what is
    shared, then a PageRow's parts.
    """
    open_records = ActionRecord.objects.open(today=today)
    record = ActionRecord.objects.filter(translation_key=OuterRef("translation_key"))
    edits = PageLogEntry.objects.filter(page_id=OuterRef("pk"))
    dismissed = DismissedFinding.objects.filter(translation_key=OuterRef("translation_key"))
    shared = ModelLogEntry.objects.filter(content_type__model__in=SHARED)
    holders = Holder.objects.all()
    return (
        Page.objects.filter(
            Q(homepage__isnull=False)
            | Q(translation_key__in=open_records.values("translation_key")),
            alias_of__isnull=True,
            locale__language_code__in=settings.SITE_LANGUAGES,
        )
        .annotate(
            is_home=Q(homepage__isnull=False),
            facts=Subquery(record.annotate(facts=_facts()).values("facts")),
            key_dates=Subquery(record.values("key_dates")),
            shared_at=_only(shared, Max("timestamp")),
            began=_only(holders.filter(since__lte=today), Count("pk")),
            ended=_only(holders.filter(until__lt=today), Count("pk")),
            changed_at=_only(edits, Max("timestamp")),
            dismissed=_only(dismissed, Count("pk")),
        )
        .values_list(
            "translation_key",
            "is_home",
            "facts",
            "key_dates",
            "shared_at",
            "began",
            "ended",
            "pk",
            "path",
            "owner_id",
            "draft_title",
            "live",
            "locale__language_code",
            "changed_at",
            "dismissed",
        )
    )


def _only(rows: Any, aggregate: Any) -> Subquery:
    """One value made of rows, asked for within another query."""
    return Subquery(
        rows.order_by().annotate(one=Value(1)).values("one").annotate(x=aggregate).values("x")
    )


def _facts() -> JSONObject:
    """The facts of a record, as `Facts` has them, in one column."""
    names = {name: F(name) for name in Facts._fields}
    return JSONObject(source=F("source_locale__language_code"), **names)


def _action(facts: dict[str, Any], key_dates: Any, *, today: date) -> OpenAction:
    source, act_by = facts.pop("source"), facts.pop("act_by")
    known = Facts(**facts, act_by=date.fromisoformat(act_by) if act_by else None)
    days = [date.fromisoformat(fact["date"]) for fact in key_dates or []]
    return OpenAction(known, source, days, today)
