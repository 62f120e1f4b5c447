"""Close, reopen, extend: one transaction each, noted in the log, in every language at once."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actions.choices import Outcome
from actions.models import ActionRecord
from actions.services.log import log_act


def close_action(
    *,
    record: ActionRecord,
    outcome: str = "",
    note: dict[str, str] | None = None,
    by: Any = None,
    now: datetime,
) -> None:
    """Stop the writing: with an outcome, and a note in one or more languages (code → text)."""
    if outcome and outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Choose one of the outcomes.")})
    must_not_be_withdrawn(record)
    if record.closed_at:
        raise ValidationError(_("This action is closed already. Reopen it first."))
    with transaction.atomic():
        record.closed_at, record.outcome = now, outcome
        for language, text in (note or {}).items():
            setattr(record, f"closing_note_{language}", text)
        record.save()
        log_act(record, "actions.close", by=by, outcome=outcome)


def reopen_action(*, record: ActionRecord, reason: str, by: Any = None) -> None:
    """Take a closing back; the deadline stays as it was."""
    if not record.closed_at:
        raise ValidationError(_("This action isn't closed."))
    with transaction.atomic():
        record.closed_at, record.outcome = None, ""
        for field in record._meta.get_fields():
            if field.name.startswith("closing_note_"):
                setattr(record, field.name, "")
        record.save()
        log_act(record, "actions.reopen", by=by, reason=reason)


def extend_deadline(
    *, record: ActionRecord, act_by: date | None, reason: str = "", by: Any = None, today: date
) -> None:
    """Move the deadline to another day, or to none; ValidationError for a day that has passed."""
    must_not_be_withdrawn(record)
    if act_by and act_by < today:
        raise ValidationError({"act_by": _("This day has passed. Choose today or a later day.")})
    if act_by and record.issued_on and act_by < record.issued_on:
        raise ValidationError({"act_by": _("The deadline is before the issue date. Check both.")})
    with transaction.atomic():
        old, record.act_by = record.act_by, act_by
        record.save(update_fields=["act_by"])
        log_act(
            record,
            "actions.extend",
            by=by,
            reason=reason,
            old=old.isoformat() if old else None,
            new=act_by.isoformat() if act_by else None,
        )


def must_not_be_withdrawn(record: ActionRecord) -> None:
    """Raises ValidationError for what was taken back: no other act applies to it."""
    if record.withdrawn_at:
        raise ValidationError(_("This action was withdrawn."))
