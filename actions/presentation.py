"""What the page of an action shows: the words of one language with the facts of all.

Templates print this and ask nothing of the database. Facts come from the record, so that a new
deadline or target stands on the Urdu page the moment the source is published; the words for them
come from the page, by the block's id, and are left out where the page has none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from actions import states
from actions.cards import Card, card_of
from actions.choices import Certainty, Outcome, UpdateKind
from actions.models import ActionRecord, RecordOffice, UrgentActionPage
from actions.services import draft_record, offices_of
from actions.states import State
from cms.localtext import NO_TEXT, LocalText, local_text


@dataclass(frozen=True)
class Dated:
    """A key date or an update: its facts, and its words where the page has them."""

    date: date
    kind: str
    kind_label: str
    words: Any

    @property
    def tone(self) -> str:
        """How the entry looks on the timeline."""
        tones = {
            Certainty.EXPECTED: "ahead",
            UpdateKind.GOOD_NEWS: "good",
            UpdateKind.BAD_NEWS: "bad",
        }
        return tones.get(self.kind, "plain")


@dataclass(frozen=True)
class Letter:
    """A model letter: its words, and the office's title where it is for one only."""

    words: Any
    office_title: LocalText = NO_TEXT

    @property
    def office(self) -> bool:
        """Whether it is for one office only."""
        return bool(self.office_title)


@dataclass(frozen=True)
class Group:
    """Neighbouring blocks of the additional information: figures stand side by side."""

    figures: bool
    blocks: list[Any]


@dataclass(frozen=True)
class Sibling:
    """Another action of the series, in the reader's language or else its source's."""

    label: str
    title: str
    language: str
    url: str
    sequence: int | None


class ActionView:
    """All that the page of an action needs, read in a few queries."""

    def __init__(
        self,
        *,
        page: UrgentActionPage,
        record: ActionRecord,
        series: list[ActionRecord],
        pages: list[UrgentActionPage],
        offices: list[RecordOffice],
        request: HttpRequest | None,
        today: date,
    ) -> None:
        self.page, self.record, self.request, self.today = page, record, request, today
        self.language = page.language
        self._series, self._pages, self._offices = series, pages, offices

    @property
    def label(self) -> str:
        """Such as "Second UA 109.23", in the page's language."""
        return self.record.label_in(self.language)

    # -- state ---------------------------------------------------------------------------------

    @cached_property
    def facts(self) -> states.Facts:
        """The facts that the state follows from."""
        newest = self._newest
        return states.Facts(
            act_by=self.record.act_by,
            closed=self.record.closed_at is not None,
            withdrawn=self.record.withdrawn_at is not None,
            newest=newest
            and states.Newest(
                languages=frozenset(p.language for p in self._pages_of(newest)),
                closed=newest.closed_at is not None,
                stops_earlier_letters=newest.stops_earlier_letters,
            ),
        )

    @cached_property
    def state(self) -> State:
        """The state of the action today."""
        return states.state_of(self.facts, today=self.today)

    @cached_property
    def allowed(self) -> states.Allowed:
        """What a reader may do here, in this language."""
        return states.allowed(self.facts, language=self.language, today=self.today)

    @property
    def days_left(self) -> int | None:
        """Days until the deadline; None without one."""
        return states.days_left(self.record.act_by, today=self.today)

    @property
    def ends_soon(self) -> bool:
        """Whether the deadline is near."""
        return states.ends_soon(self.record.act_by, today=self.today)

    @property
    def outcome(self) -> Outcome | None:
        """What became of a closed action."""
        return Outcome(self.record.outcome) if self.record.outcome else None

    @property
    def closing_note(self) -> LocalText:
        """What the editor said on closing it."""
        return local_text(self.record, "closing_note", language=self.language)

    # -- the series ----------------------------------------------------------------------------

    @cached_property
    def _newest(self) -> ActionRecord | None:
        later = [
            other
            for other in self._series
            if (other.sequence or 0) > (self.record.sequence or 0)
            and other.withdrawn_at is None
            and self._pages_of(other)
        ]
        return max(later, key=lambda other: other.sequence or 0, default=None)

    def _pages_of(self, record: ActionRecord) -> list[UrgentActionPage]:
        return [p for p in self._pages if p.translation_key == record.translation_key]

    @cached_property
    def newest(self) -> Sibling | None:
        """The newest action of the series, where it isn't this one."""
        return self._sibling(self._newest) if self._newest else None

    @cached_property
    def earlier(self) -> list[Sibling]:
        """Earlier actions of the series that the public may read, the newest first."""
        found = (
            self._sibling(other)
            for other in self._series
            if (other.sequence or 0) < (self.record.sequence or 0) and other.withdrawn_at is None
        )
        return [sibling for sibling in found if sibling]

    def _sibling(self, record: ActionRecord) -> Sibling | None:
        pages = self._pages_of(record)
        best = next(
            (p for p in pages if p.language == self.language),
            next((p for p in pages if p.locale_id == record.source_locale_id), None),
        )
        if best is None:
            return None
        return Sibling(
            label=record.label_in(self.language),
            title=best.title,
            language=best.language,
            url=best.get_url(self.request) or "",
            sequence=record.sequence,
        )

    @cached_property
    def alternates(self) -> list[dict[str, str]]:
        """This action in each language that has it live: `{"language", "url"}`."""
        order = {code: place for place, code in enumerate(settings.SITE_LANGUAGES)}
        versions = [
            {"language": p.language, "url": p.get_full_url(self.request) or ""}
            for p in self._pages_of(self.record)
            if p.language in order
        ]
        return sorted(versions, key=lambda version: order[version["language"]])

    # -- whom to write to ----------------------------------------------------------------------

    @cached_property
    def targets(self) -> list[Card]:
        """The officials to write to."""
        return self._cards(RecordOffice.Role.TARGET, self.page.targets)

    @cached_property
    def copies(self) -> list[Card]:
        """Where copies go."""
        return self._cards(RecordOffice.Role.COPY, self.page.copies)

    def _cards(self, role: str, blocks: Any) -> list[Card]:
        words = _by_id(blocks)
        day = self.today if self.allowed.may_write else self.record.stopped_on() or self.today
        return [
            card_of(row.office, words=words.get(row.block_id), language=self.language, day=day)
            for row in self._offices
            if row.role == role
        ]

    @cached_property
    def letters(self) -> list[Letter]:
        """The letters, with the office they are for where it is only one."""
        return [
            Letter(
                words=block.value,
                office_title=local_text(block.value["office"], "title", language=self.language)
                if block.value["office"]
                else NO_TEXT,
            )
            for block in self.page.letters
        ]

    @property
    def letter_versions(self) -> list[dict[str, str]]:
        """The languages that the letter is there in: those of the page."""
        return self.alternates

    # -- dates and news ------------------------------------------------------------------------

    @cached_property
    def key_dates(self) -> list[Dated]:
        """What happens when, by date."""
        return self._dated(self.record.key_dates, self.page.key_dates, "certainty", Certainty)

    @cached_property
    def updates(self) -> list[Dated]:
        """What happened since, the newest first."""
        return self._dated(self.record.updates, self.page.updates, "kind", UpdateKind)[::-1]

    @property
    def timeline(self) -> list[Dated]:
        """Key dates and updates together, the newest first."""
        return sorted([*self.key_dates, *self.updates], key=lambda e: e.date, reverse=True)

    def _dated(self, facts: Iterable[dict], blocks: Any, key: str, choices: Any) -> list[Dated]:
        words = _by_id(blocks)
        entries = [
            Dated(
                date=date.fromisoformat(fact["date"]),
                kind=fact[key],
                kind_label=choices(fact[key]).label,
                words=words.get(fact["id"]),
            )
            for fact in facts
        ]
        return sorted(entries, key=lambda entry: entry.date)

    # -- additional information ----------------------------------------------------------------

    @cached_property
    def information(self) -> list[Group]:
        """The blocks of the additional information, sources left out, figures together."""
        blocks = (b for b in self.page.additional_information if b.block_type != "source")
        return [
            Group(figures=figures, blocks=list(run))
            for figures, run in groupby(blocks, key=lambda block: block.block_type == "figure")
        ]

    @cached_property
    def sources(self) -> list[Any]:
        """The sources, in the order of their numbers."""
        return [b.value for b in self.page.additional_information if b.block_type == "source"]

    # -- the directory's names -----------------------------------------------------------------

    def _names(self, rows: Iterable[Any]) -> list[LocalText]:
        return [local_text(row, "name", language=self.language) for row in rows]

    @cached_property
    def countries(self) -> list[LocalText]:
        """Where it happens."""
        return self._names(self.fact_list("countries"))

    @cached_property
    def topics(self) -> list[LocalText]:
        """What it is about."""
        return self._names(self.fact_list("topics"))

    @cached_property
    def preferred_languages(self) -> list[LocalText]:
        """The languages that the target is best written to in."""
        return self._names(self.fact_list("preferred_languages"))

    @cached_property
    def co_issuers(self) -> list[LocalText]:
        """Who issues the action together with the site's organisation."""
        return self._names(self.fact_list("co_issuers"))

    def fact_list(self, name: str) -> Iterable[Any]:
        """Rows of a list of facts: the record's, or the page's before its first publication."""
        holder = self.record if self.record.pk else self.page
        return getattr(holder, name).all()


def _by_id(blocks: Any) -> dict[str, Any]:
    return {block.id: block.value for block in blocks}


def present(
    page: UrgentActionPage, *, request: HttpRequest | None, now: datetime, draft: bool = False
) -> ActionView:
    """The view of a page for a reader, or with the page's own draft facts for an editor's preview."""
    series = list(
        ActionRecord.objects.filter(
            Q(translation_key=page.translation_key)
            | Q(serial=page.serial, year=page.year, serial__isnull=False)
        ).order_by("-sequence")
    )
    record = next((r for r in series if r.translation_key == page.translation_key), None)
    if draft or record is None:
        record = draft_record(page)
    pages = list(
        UrgentActionPage.objects.filter(
            translation_key__in=[r.translation_key for r in series],
            live=True,
            alias_of__isnull=True,
        )
        .select_related("locale")
        .only("title", "slug", "url_path", "path", "depth", "translation_key", "locale", "live")
    )
    offices = _offices(page, record, draft=draft)
    return ActionView(
        page=page,
        record=record,
        series=series,
        pages=pages,
        offices=offices,
        request=request,
        today=timezone.localdate(now),
    )


def _offices(page: UrgentActionPage, record: ActionRecord, *, draft: bool) -> list[RecordOffice]:
    if not record.pk or (draft and record.source_locale_id == page.locale_id):
        return offices_of(page, record)
    return list(
        record.offices.select_related(
            "office__organisation", "office__country", "office__embassy_of"
        ).prefetch_related("office__holders")
    )
