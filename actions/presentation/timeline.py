"""What happened since, on a case: key dates, news and acts of every action of the series.

Facts come from the records, words from the page in the reader's language: what it hasn't got is
left out, never shown in another language.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from actions.choices import Certainty, Outcome, UpdateKind
from actions.models import ActionRecord, UrgentActionPage
from actions.presentation.parts import Dated, Sibling, words_by_id

Other = tuple[ActionRecord, Sibling | None, list[UrgentActionPage]]


def timeline_of(
    *, record: ActionRecord, page: UrgentActionPage, series: Sequence[Other], today: date
) -> list[Dated]:
    """The entries of an action and of the others of its series, the newest first.

    `series` has each other record that the public may know of, how it is linked to, and its live
    pages; one that isn't live anywhere is left out.
    """
    others = [other for other in series if other[1]]
    entries = [*_key_dates(record, page, today=today), *_news(record, page, of=None)]
    entries += _acts(record, of=None, issued=bool(others))
    for other, sibling, pages in others:
        theirs = next((p for p in pages if p.locale_id == page.locale_id), None)
        entries += _news(other, theirs, of=sibling)
        entries += _acts(other, of=sibling, issued=True)
    return sorted(entries, key=lambda entry: entry.date, reverse=True)


def _key_dates(record: ActionRecord, page: UrgentActionPage, *, today: date) -> Iterator[Dated]:
    words = words_by_id(page.key_dates)
    for fact in record.key_dates:
        day = date.fromisoformat(fact["date"])
        expected = fact["certainty"] == Certainty.EXPECTED
        if day > today:
            label = _("Expected") if expected else _("Coming")
        else:
            label = _("Was expected") if expected else _("Key date")
        yield Dated(day, fact["certainty"], label, words.get(fact["id"]), ahead=day > today)


def _news(
    record: ActionRecord, page: UrgentActionPage | None, *, of: Sibling | None
) -> Iterator[Dated]:
    words: dict[str, Any] = words_by_id(page.updates) if page else {}
    for fact in record.updates:
        kind = UpdateKind(fact["kind"])
        day = date.fromisoformat(fact["date"])
        yield Dated(day, fact["kind"], str(kind.label), words.get(fact["id"]), of=of)


def _acts(record: ActionRecord, *, of: Sibling | None, issued: bool) -> Iterator[Dated]:
    """When it was issued, where there are several to tell apart, and how it was closed."""
    if issued and record.issued_on:
        yield Dated(record.issued_on, "issued", _("Urgent action issued"), of=of)
    if record.closed_at:
        outcome = Outcome(record.outcome) if record.outcome else None
        yield Dated(
            localdate(record.closed_at),
            "closed",
            _("Closed: %(outcome)s") % {"outcome": outcome.label} if outcome else _("Closed"),
            good=bool(outcome and outcome.is_good),
            of=of,
        )
