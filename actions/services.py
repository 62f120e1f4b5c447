"""The acts on actions: the only writer of records.

Each is one transaction: it changes the record, and notes in the log of the page who did it and
why. An act holds in every language at once; no revision of a page can undo it.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actions.choices import Outcome
from actions.models import ActionRecord, RecordOffice, UrgentActionPage
from actions.models.page import FACT_FIELDS, FACT_LISTS
from cms.localisation.services import is_translation

RECORD_FIELDS = tuple(name for name in FACT_FIELDS if name != "is_example")
# Facts that acts change once an action is public; the form's value is then only its draft.
KEPT_BY_ACTS = ("act_by",)


def publish_action(*, page: UrgentActionPage, by: Any = None, clean: bool = True) -> ActionRecord:
    """Publish what the page holds now, and write its record; returns the record.

    Raises ValidationError where the page isn't complete.
    """
    with transaction.atomic():
        revision = page.save_revision(user=by, clean=clean)
        revision.publish(user=by)
    page.refresh_from_db()
    page.__dict__.pop("record", None)
    return ActionRecord.objects.get(translation_key=page.translation_key)


@transaction.atomic
def record_publication(*, page: UrgentActionPage, now: datetime) -> ActionRecord | None:
    """Write the facts of a page that has just been published into its record.

    Only the page in the source language writes: a translation carries words, and an alias
    nothing. Returns None for those.
    """
    if page.alias_of_id or is_translation(page):
        return None
    record = ActionRecord.objects.filter(translation_key=page.translation_key).first()
    first = record is None
    if record is None:
        record = ActionRecord(
            translation_key=page.translation_key, source_locale_id=page.locale_id, published_at=now
        )
    elif record.source_locale_id != page.locale_id:
        return None
    _copy_facts(page, record, first=first)
    record.save()
    for name in FACT_LISTS:
        getattr(record, name).set(getattr(page, name).all())
    _write_offices(page, record)
    return record


def draft_record(page: UrgentActionPage) -> ActionRecord:
    """The record as publishing the page now would write it, unsaved: for previews."""
    record = ActionRecord.objects.filter(translation_key=page.translation_key).first()
    first = record is None
    if record is None:
        record = ActionRecord(
            translation_key=page.translation_key,
            source_locale_id=page.locale_id,
            published_at=timezone.now(),
        )
    if first or record.source_locale_id == page.locale_id:
        _copy_facts(page, record, first=first)
    return record


def _copy_facts(page: UrgentActionPage, record: ActionRecord, *, first: bool) -> None:
    for name in RECORD_FIELDS:
        if first or name not in KEPT_BY_ACTS:
            setattr(record, name, getattr(page, name))
    record.key_dates = [
        {
            "id": block.id,
            "date": block.value["date"].isoformat(),
            "certainty": block.value["certainty"],
        }
        for block in page.key_dates
        if block.value["date"]
    ]
    record.updates = [
        {"id": block.id, "date": block.value["date"].isoformat(), "kind": block.value["kind"]}
        for block in page.updates
        if block.value["date"]
    ]


def offices_of(page: UrgentActionPage, record: ActionRecord) -> list[RecordOffice]:
    """The offices that a page names, as unsaved rows of its record."""
    return [
        RecordOffice(
            record=record,
            office=block.value["office"],
            role=role,
            position=position,
            block_id=block.id,
        )
        for role, blocks in (
            (RecordOffice.Role.TARGET, page.targets),
            (RecordOffice.Role.COPY, page.copies),
        )
        for position, block in enumerate(blocks)
        if block.value["office"]
    ]


def _write_offices(page: UrgentActionPage, record: ActionRecord) -> None:
    record.offices.all().delete()
    RecordOffice.objects.bulk_create(offices_of(page, record))


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
    _must_not_be_withdrawn(record)
    if record.closed_at:
        raise ValidationError(_("This action is closed already. Reopen it first."))
    with transaction.atomic():
        record.closed_at, record.outcome = now, outcome
        for language, text in (note or {}).items():
            setattr(record, f"closing_note_{language}", text)
        record.save()
        _log(record, "actions.close", by=by, outcome=outcome)


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
        _log(record, "actions.reopen", by=by, reason=reason)


def extend_deadline(
    *, record: ActionRecord, act_by: date | None, reason: str = "", by: Any = None, today: date
) -> None:
    """Move the deadline to another day, or to none; ValidationError for a day that has passed."""
    _must_not_be_withdrawn(record)
    if act_by and act_by < today:
        raise ValidationError({"act_by": _("This day has passed. Choose today or a later day.")})
    if act_by and record.issued_on and act_by < record.issued_on:
        raise ValidationError({"act_by": _("The deadline is before the issue date. Check both.")})
    with transaction.atomic():
        old, record.act_by = record.act_by, act_by
        record.save(update_fields=["act_by"])
        _log(
            record,
            "actions.extend",
            by=by,
            reason=reason,
            old=old.isoformat() if old else None,
            new=act_by.isoformat() if act_by else None,
        )


def withdraw_action(*, record: ActionRecord, reason: str, by: Any = None, now: datetime) -> None:
    """Take an action back in every language: its addresses answer 410 with nothing of it."""
    _must_not_be_withdrawn(record)
    with transaction.atomic():
        record.withdrawn_at = now
        record.save(update_fields=["withdrawn_at"])
        _log(record, "actions.withdraw", by=by, reason=reason)


def may_act(user: Any, record: ActionRecord) -> bool:
    """Whether a person may close, reopen, extend or withdraw: who may publish the source page."""
    page = source_page(record)
    return page is not None and page.permissions_for_user(user).can_publish()


def require_may_act(user: Any, record: ActionRecord) -> None:
    """Raises PermissionDenied for who may not publish the source page."""
    if not may_act(user, record):
        raise PermissionDenied


def source_page(record: ActionRecord) -> UrgentActionPage | None:
    """The page in the language that the action was written in."""
    found: UrgentActionPage | None = UrgentActionPage.objects.filter(
        translation_key=record.translation_key, locale_id=record.source_locale_id
    ).first()
    return found


def _must_not_be_withdrawn(record: ActionRecord) -> None:
    if record.withdrawn_at:
        raise ValidationError(_("This action was withdrawn."))


def _log(record: ActionRecord, action: str, *, by: Any, **data: Any) -> None:
    """Note an act in the history of the source page."""
    page = source_page(record)
    if page:
        log(instance=page, action=action, user=by, data=data)
