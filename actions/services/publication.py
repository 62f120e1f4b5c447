"""From a page that is published to its record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionRecord, RecordOffice, UrgentActionPage
from actions.models.page import FACT_FIELDS, FACT_LISTS
from actions.services.log import log_act
from cms.localisation.services import is_translation

RECORD_FIELDS = tuple(name for name in FACT_FIELDS if name not in ("is_example", "final_outcome"))
# Facts that acts change once an action is public; the form's value is then only its draft.
KEPT_BY_ACTS = ("act_by",)


def publish_action(*, page: UrgentActionPage, by: Any = None, clean: bool = True) -> ActionRecord:
    """Publish what the page holds now, and write its record; returns the record.

    Raises ValidationError where the page isn't complete.
    """
    page.go_live_at = None  # otherwise Wagtail would only plan it
    with transaction.atomic():
        revision = page.save_revision(user=by, clean=clean)
        revision.publish(user=by)
    page.refresh_from_db()
    page.__dict__.pop("record", None)
    return ActionRecord.objects.get(translation_key=page.translation_key)


@transaction.atomic
def record_publication(
    *, page: UrgentActionPage, by: Any = None, now: datetime
) -> ActionRecord | None:
    """Write the facts of a page that has just been published into its record.

    Only the page in the source language writes: a translation carries words, and an alias
    nothing. Returns None for those. A final update closes the action with its outcome, once: when
    it is reopened, publishing the same words again leaves it open.
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
    closes = _copy_facts(page, record, first=first, now=now)
    record.save()
    for name in FACT_LISTS:
        getattr(record, name).set(getattr(page, name).all())
    _write_offices(page, record)
    if closes:
        reason = _("A final update was published.")
        log_act(record, "actions.close", by=by, outcome=record.outcome, reason=reason)
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
        _copy_facts(page, record, first=first, now=timezone.now())
    return record


def _copy_facts(
    page: UrgentActionPage, record: ActionRecord, *, first: bool, now: datetime
) -> bool:
    """Write what the page says into a record; returns whether that closed the action."""
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
    return _take_final_outcome(page, record, now=now)


def _take_final_outcome(page: UrgentActionPage, record: ActionRecord, *, now: datetime) -> bool:
    if not page.final_outcome or page.final_outcome == record.final_outcome:
        return False
    record.final_outcome = record.outcome = page.final_outcome
    record.closed_at = record.closed_at or now
    return True


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
    """Write the offices anew; one that was frozen stays so where the page still names it."""
    frozen = {
        (row.block_id, row.office_id): row.frozen
        for row in record.offices.filter(frozen__isnull=False)
    }
    record.offices.all().delete()
    rows = offices_of(page, record)
    for row in rows:
        row.frozen = frozen.get((row.block_id, row.office_id))
    RecordOffice.objects.bulk_create(rows)
