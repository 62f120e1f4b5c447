"""Reads of records: by number, by state on a day, with what lists show."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from actions.states import ENDS_SOON, State

if TYPE_CHECKING:
    from actions.models import ActionRecord, UrgentActionPage

    RecordBase = QuerySet[ActionRecord]
else:
    RecordBase = QuerySet


class ActionRecordQuerySet(RecordBase):
    """Records of actions; states as actions/states.py defines them, said in SQL."""

    def of_series(self, *, serial: int, year: int) -> Self:
        """The records of one series, the newest first."""
        return self.filter(serial=serial, year=year).order_by(F("sequence").desc(nulls_last=True))

    def live(self) -> Self:
        """Those that have a live page in some language."""
        return self.filter(Exists(_live_pages()))

    def live_in(self, language: str) -> Self:
        """Those that have a live page in a language."""
        return self.filter(Exists(_live_pages().filter(locale__language_code=language)))

    def with_superseded(self) -> Self:
        """Annotates `is_superseded`: whether a later action of the series is public."""
        return self.annotate(is_superseded=Exists(self._newer()))

    def _newer(self) -> "QuerySet[ActionRecord]":
        """The later actions, live and not withdrawn, of the series of the outer query's record."""
        return self.model._default_manager.filter(
            Exists(_live_pages()),
            serial=OuterRef("serial"),
            year=OuterRef("year"),
            sequence__gt=OuterRef("sequence"),
            withdrawn_at=None,
        )

    def with_state(self, *, today: date) -> Self:
        """Annotates `state`, one of the words of `State`."""
        return self.annotate(
            state=Case(
                When(withdrawn_at__isnull=False, then=Value(State.WITHDRAWN.value)),
                When(closed_at__isnull=False, then=Value(State.CLOSED.value)),
                When(Exists(self._newer()), then=Value(State.SUPERSEDED.value)),
                When(act_by__lt=today, then=Value(State.EXPIRED.value)),
                default=Value(State.OPEN.value),
            )
        )

    def in_state(self, state: State, *, today: date) -> Self:
        """Those in one state on a day."""
        return self.with_state(today=today).filter(state=state.value)

    def open(self, *, today: date) -> Self:
        """Those that readers are asked to write on."""
        return self.in_state(State.OPEN, today=today)

    def closed(self, *, today: date) -> Self:
        """Those that an editor closed, with an outcome or without."""
        return self.in_state(State.CLOSED, today=today)

    def superseded(self, *, today: date) -> Self:
        """Those with a later action of the series live."""
        return self.in_state(State.SUPERSEDED, today=today)

    def expired(self, *, today: date) -> Self:
        """Those whose deadline has passed."""
        return self.in_state(State.EXPIRED, today=today)

    def withdrawn(self, *, today: date) -> Self:
        """Those taken back."""
        return self.in_state(State.WITHDRAWN, today=today)

    def not_withdrawn(self) -> Self:
        """Those that the public may know of."""
        return self.filter(withdrawn_at=None)

    def ending_soon(self, *, today: date) -> Self:
        """Open ones whose deadline is at most seven days away."""
        return self.open(today=today).filter(act_by__lte=today + ENDS_SOON)

    def by_deadline(self) -> Self:
        """Open ones first, by deadline, those without one after; then the rest, the newest first.

        Wants `with_state` before it.
        """
        return self.order_by(
            Case(When(state=State.OPEN.value, then=0), default=1),
            Case(When(state=State.OPEN.value, then=F("act_by"))).asc(nulls_last=True),
            F("issued_on").desc(nulls_last=True),
            F("year").desc(nulls_last=True),
            F("serial").desc(nulls_last=True),
            F("sequence").desc(nulls_last=True),
            "-pk",
        )

    def with_number(self, *, serial: int, year: int, sequence: int | None = None) -> Self:
        """Those of a number; of one place in the series where `sequence` is given."""
        found = self.filter(serial=serial, year=year)
        return found if sequence is None else found.filter(Q(sequence=sequence))


def _live_pages() -> "QuerySet[UrgentActionPage]":
    """Live pages of the record in the outer query, in any language."""
    page = apps.get_model("actions", "UrgentActionPage")
    return page._default_manager.filter(
        translation_key=OuterRef("translation_key"), live=True, alias_of__isnull=True
    ).order_by()
