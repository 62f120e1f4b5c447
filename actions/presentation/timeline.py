"""What happened since, on a case: key dates, news and acts of every action of the series.

Facts come from the records, words from the page in the reader's language. What it hasn't got is
never shown in another language: the entry leads to where it can be read.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from actions.choices import Certainty, Outcome, UpdateKind
from actions.models import ActionRecord
from actions.presentation.parts import Dated, Sibling, Told, words_by_id


def timeline_of(*, shown: Told, others: Sequence[Told], today: date) -> list[Dated]:
    """The entries of an action and of the others of its series, the newest first.

    `others` are those that the public may know of; one that isn't live anywhere is left out.
    """
    others = [other for other in others if other.link]
    entries = [*_key_dates(shown, today=today), *_news(shown, of=None)]
    entries += _acts(shown.record, of=None, issued=bool(others))
    for other in others:
        entries += _news(other, of=other.link)
        entries += _acts(other.record, of=other.link, issued=True)
    return sorted(entries, key=lambda entry: entry.date, reverse=True)


def _key_dates(told: Told, *, today: date) -> Iterator[Dated]:
    words: dict[str, Any] = words_by_id(told.page.key_dates) if told.page else {}
    for fact in told.record.key_dates:
        day = date.fromisoformat(fact["date"])
        expected = fact["certainty"] == Certainty.EXPECTED
        if day > today:
            label = _("Expected") if expected else _("Coming")
        else:
            label = _("Was expected") if expected else _("Key date")
        said = words.get(fact["id"])
        yield Dated(
            day,
            fact["certainty"],
            label,
            said,
            ahead=day > today,
            original=None if said else told.original,
        )


def _news(told: Told, *, of: Sibling | None) -> Iterator[Dated]:
    words: dict[str, Any] = words_by_id(told.page.updates) if told.page else {}
    for fact in told.record.updates:
        kind = UpdateKind(fact["kind"])
        day = date.fromisoformat(fact["date"])
        said = words.get(fact["id"])
        original = None if said else told.original
        yield Dated(day, fact["kind"], str(kind.label), said, of=of, original=original)


def _acts(record: ActionRecord, *, of: Sibling | None, issued: bool) -> Iterator[Dated]:
    """How it was closed and, where there are several to tell apart, when it was issued."""
    if record.closed_at:
        outcome = Outcome(record.outcome) if record.outcome else None
        yield Dated(
            localdate(record.closed_at),
            "closed",
            _("Closed: %(outcome)s") % {"outcome": outcome.label} if outcome else _("Closed"),
            good=bool(outcome and outcome.is_good),
            of=of,
        )
    if issued and record.issued_on:
        yield Dated(record.issued_on, "issued", _("Urgent action issued"), of=of)
