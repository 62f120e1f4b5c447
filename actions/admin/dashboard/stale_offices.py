"""Offices that open actions write to and that nobody has checked for long."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from actions.models import ActionRecord, Office
from actions.verification import STALE_AFTER, Verification, age_of, months_before


@dataclass(frozen=True)
class StaleOffice:
    """An office to check, with the number of open actions that name it."""

    pk: int
    name: str
    verified_on: date | None
    age: Verification
    actions: int


def read_stale_offices(*, today: date) -> list[StaleOffice]:
    """Those never checked first, then by the day of the check; in one query."""
    return [_stale(office, today=today) for office in _offices(today=today)]


def _offices(*, today: date) -> Any:
    stale = Q(verified_on=None) | Q(verified_on__lt=months_before(today, STALE_AFTER))
    return (
        Office.objects.filter(
            stale, uses__record__in=ActionRecord.objects.open(today=today).live().values("pk")
        )
        .annotate(actions=Count("uses__record", distinct=True))
        .select_related("organisation", "country", "embassy_of")
        .order_by(F("verified_on").asc(nulls_first=True), "-actions", "pk")
    )


def _stale(office: Any, *, today: date) -> StaleOffice:
    return StaleOffice(
        office.pk,
        str(office),
        office.verified_on,
        age_of(office.verified_on, today=today),
        office.actions,
    )
