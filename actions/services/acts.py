"""Close, reopen, extend: one transaction each, noted in the log, in every language at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actions.choices import Outcome
from actions.models import ActionRecord
from actions.services.freezing import thaw
from actions.services.log import log_act
from cms import registry

NOTES = tuple(f"closing_note_{code}" for code in settings.MODELTRANSLATION_LANGUAGES)


def close_action(
    *,
    record: ActionRecord,
    outcome: str = "",
    note: dict[str, str] | None = None,
    reason: str = "",
    by: Any = None,
    now: datetime,
) -> None:
    """Stop the writing: with an outcome, a note to readers (code → text) and a reason for the log.

    Raises ValidationError for an unknown outcome, and for what is closed or withdrawn already.
    """
    if outcome and outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Choose one of the outcomes.")})
    with one_act(record):
        if record.closed_at:
            raise ValidationError(_("This action is closed already. Reopen it first."))
        record.closed_at, record.outcome = now, outcome
        for language, text in (note or {}).items():
            setattr(record, f"closing_note_{language}", text)
        record.save(update_fields=["closed_at", "outcome", *NOTES])
        log_act(record, "actions.close", by=by, outcome=outcome, reason=reason)


def reopen_action(*, record: ActionRecord, reason: str, by: Any = None) -> None:
    """Take a closing back; the deadline stays as it was. ValidationError for what isn't closed."""
    with one_act(record):
        if not record.closed_at:
            raise ValidationError(_("This action isn't closed."))
        record.closed_at, record.outcome = None, ""
        for name in NOTES:
            setattr(record, name, "")
        record.save(update_fields=["closed_at", "outcome", *NOTES])
        thaw(record=record)
        log_act(record, "actions.reopen", by=by, reason=reason)


def extend_deadline(
    *, record: ActionRecord, act_by: date | None, reason: str = "", by: Any = None, today: date
) -> None:
    """Move the deadline to another day, or to none.

    Raises ValidationError for a day that has passed, one before the issue date, and the deadline
    that it has now.
    """
    if act_by and act_by < today:
        raise ValidationError({"act_by": _("This day has passed. Choose today or a later day.")})
    with one_act(record):
        if record.closed_at:
            raise ValidationError(_("This action is closed. Reopen it first."))
        if act_by == record.act_by:
            raise ValidationError({"act_by": _("This is the deadline already. Choose another.")})
        if act_by and record.issued_on and act_by < record.issued_on:
            before = _("The deadline is before the issue date. Check both.")
            raise ValidationError({"act_by": before})
        old, record.act_by = record.act_by, act_by
        record.save(update_fields=["act_by"])
        thaw(record=record)
        log_act(
            record,
            "actions.extend",
            by=by,
            reason=reason,
            old=old.isoformat() if old else None,
            new=act_by.isoformat() if act_by else None,
        )


@contextmanager
def one_act(record: ActionRecord) -> Iterator[None]:
    """One transaction on the record as it is now: of two acts at once, the second sees the first.

    Raises ValidationError for what was withdrawn: no other act applies to it.
    """
    with transaction.atomic():
        record.refresh_from_db(from_queryset=ActionRecord.objects.select_for_update())
        must_not_be_withdrawn(record)
        yield
        registry.tell_of_change([record.translation_key])


def must_not_be_withdrawn(record: ActionRecord) -> None:
    """Raises ValidationError for what was taken back: no other act applies to it."""
    if record.withdrawn_at:
        raise ValidationError(_("This action was withdrawn."))
