"""Which numbers are taken, by published actions and by drafts.

A number without a place in its series can't be taken: nothing says yet which document it is.
"""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Max, QuerySet

from actions.numbers import ActionNumber


def is_taken(number: ActionNumber, *, by_other_than: UUID | None) -> bool:
    """Whether an action with another translation key has a number."""
    return number.sequence is not None and any(
        found.filter(sequence=number.sequence).exists()
        for found in _of_series(number.serial, number.year, by_other_than)
    )


def next_sequence(*, serial: int, year: int, by_other_than: UUID | None = None) -> int:
    """The place after the last one of a series; at least 2, since it follows something."""
    last = [
        found.aggregate(last=Max("sequence"))["last"] or 1
        for found in _of_series(serial, year, by_other_than)
    ]
    return max(last) + 1


def _of_series(serial: int, year: int, by_other_than: UUID | None) -> list[QuerySet[Any]]:
    """The records, and the pages, of all other actions in a series; an alias is no action."""
    pages: Any = apps.get_model("actions", "UrgentActionPage")._default_manager
    records: Any = apps.get_model("actions", "ActionRecord")._default_manager
    return [
        found.filter(serial=serial, year=year).exclude(translation_key=by_other_than)
        for found in (records, pages.filter(alias_of=None))
    ]
