"""The view of an action that templates print; it asks nothing of the database."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from actions import states
from actions.cards import Card, card_of
from actions.choices import Outcome
from actions.models import ActionRecord, Holder, Office, RecordOffice, UrgentActionPage
from actions.presentation.parts import Dated, Group, Letter, Sibling, Told, words_by_id
from actions.presentation.sending import without_sending
from actions.presentation.timeline import timeline_of
from actions.presentation.withdrawn import withdrawn_addresses
from actions.services.freezing import as_it_was
from actions.states import State
from cms.localtext import NO_TEXT, LocalText, local_text
from cms.navigation import site_order
from cms.references import References


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
        names: Callable[[], dict[str, list[LocalText]]],
        request: HttpRequest | None,
        today: date,
    ) -> None:
        self.page, self.record, self.request, self.today = page, record, request, today
        self.language = page.language
        self._series, self._pages, self._offices = series, pages, offices
        self._read_names = names

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
            newest=None
            if newest is None
            else states.Newest(
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

    @cached_property
    def previous(self) -> list[Any]:
        """Earlier actions elsewhere that the editor named, without what was withdrawn since."""
        gone = self._withdrawn_addresses
        return [block for block in self.page.previous_actions if block.value["url"] not in gone]

    @cached_property
    def _withdrawn_addresses(self) -> set[str]:
        """Where links of the page lead to what was withdrawn: their words would still say it."""
        reading = (b for b in self.page.additional_information if b.block_type == "reading")
        return withdrawn_addresses(b.value["url"] for b in (*self.page.previous_actions, *reading))

    def _sibling(self, record: ActionRecord) -> Sibling | None:
        """An action of the series in the reader's language, or else in its own."""
        pages = self._pages_of(record)
        best = next((p for p in pages if p.language == self.language), None)
        return self._link_to(record, best) if best else self._original(record)

    def _original(self, record: ActionRecord) -> Sibling | None:
        """An action of the series in the language that it was written in."""
        pages = self._pages_of(record)
        original = next((p for p in pages if p.locale_id == record.source_locale_id), None)
        return self._link_to(record, original) if original else None

    def _link_to(self, record: ActionRecord, page: UrgentActionPage) -> Sibling:
        return Sibling(
            label=record.label_in(self.language),
            title=page.title,
            language=page.language,
            url=page.get_url(self.request) or "",
            sequence=record.sequence,
        )

    @cached_property
    def alternates(self) -> list[dict[str, str]]:
        """This action in each language that has it live: `{"language", "url"}`."""
        versions = [
            {"language": p.language, "url": p.get_full_url(self.request) or ""}
            for p in self._pages_of(self.record)
            if p.language in settings.SITE_LANGUAGES
        ]
        return sorted(versions, key=lambda version: site_order(version["language"]))

    @cached_property
    def original_language(self) -> str:
        """The language that the action was written in; "" where no page of that is live."""
        pages = [self.page, *self._pages_of(self.record)]
        written_in = self.record.source_locale_id
        return next((p.language for p in pages if p.locale_id == written_in), "")

    @property
    def introduction(self) -> str:
        """What happened; it stands before the safety note, so that nothing in it sends."""
        text: str = self.page.introduction
        return without_sending(text) if self.page.safety_note else text

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
        words = words_by_id(blocks)
        cards = []
        for row in self._offices:
            if row.role == role:
                office, holder = self._office_of(row)
                words_for_it = words.get(row.block_id)
                cards.append(
                    card_of(office, holder=holder, words=words_for_it, language=self.language)
                )
        return cards

    @property
    def written_to(self) -> list[tuple[RecordOffice, Office, Holder | None]]:
        """Each office of the action, targets and copies, with who holds it."""
        return [(row, *self._office_of(row)) for row in self._offices]

    def _office_of(self, row: RecordOffice) -> tuple[Office, Holder | None]:
        """An office and its holder: today's, or as they were when the writing stopped."""
        if self.allowed.may_write:
            return row.office, row.office.holder_on(self.today)
        if row.frozen:
            return as_it_was(row)
        return row.office, row.office.holder_on(
            min(self.record.stopped_on() or self.today, self.today)
        )

    @cached_property
    def letters(self) -> list[Letter]:
        """The letters, with the office's title where it is for one of several targets only."""
        offices = {row.office_id: self._office_of(row)[0] for row in self._offices}
        return [
            Letter(
                words=words,
                office_title=local_text(office, "title", language=self.language)
                if (office := offices.get(words.get("office") or 0))
                else NO_TEXT,
            )
            for words in words_by_id(self.page.letters).values()
        ]

    @property
    def letter_versions(self) -> list[dict[str, str]]:
        """The languages that the letter is there in: those of the page."""
        return self.alternates

    @property
    def steps(self) -> list[Any]:
        """What a reader is asked to do; a step that leads to reporting waits for its address."""
        return [block.value for block in self.page.steps if not block.value["reports"]]

    # -- dates and news ------------------------------------------------------------------------

    @cached_property
    def timeline(self) -> list[Dated]:
        """Key dates, updates and acts of the whole series, the newest first."""
        return timeline_of(
            shown=self._told(self.record),
            others=[
                self._told(other)
                for other in self._series
                if other.pk != self.record.pk and other.withdrawn_at is None
            ],
            today=self.today,
        )

    def _told(self, record: ActionRecord) -> Told:
        if record.translation_key == self.record.translation_key:
            page: UrgentActionPage | None = self.page
        else:
            pages = self._pages_of(record)
            page = next((p for p in pages if p.locale_id == self.page.locale_id), None)
        return Told(record, page, self._sibling(record), self._original(record))

    # -- additional information ----------------------------------------------------------------

    @cached_property
    def information(self) -> list[Group]:
        """The blocks of the additional information, sources left out, figures together."""
        blocks = (
            block
            for block in self.page.additional_information
            if block.block_type != "source"
            and (
                block.block_type != "reading" or block.value["url"] not in self._withdrawn_addresses
            )
        )
        return [
            Group(figures=figures, blocks=list(run))
            for figures, run in groupby(blocks, key=lambda block: block.block_type == "figure")
        ]

    @cached_property
    def references(self) -> References:
        """The mentions of the sources, counted while the page is drawn."""
        return References(len(self.sources))

    @cached_property
    def sources(self) -> list[Any]:
        """The sources, in the order of their numbers."""
        return [b.value for b in self.page.additional_information if b.block_type == "source"]

    # -- the directory's names -----------------------------------------------------------------

    @cached_property
    def _names(self) -> dict[str, list[LocalText]]:
        return self._read_names()

    @property
    def countries(self) -> list[LocalText]:
        """Where it happens."""
        return self._names["countries"]

    @property
    def topics(self) -> list[LocalText]:
        """What it is about."""
        return self._names["topics"]

    @property
    def preferred_languages(self) -> list[LocalText]:
        """The languages that the target is best written to in."""
        return self._names["preferred_languages"]

    @property
    def co_issuers(self) -> list[LocalText]:
        """Who issues the action together with the site's organisation."""
        return self._names["co_issuers"]

    @property
    def signatories(self) -> list[LocalText]:
        """Who signed it."""
        return self._names["signatories"]
