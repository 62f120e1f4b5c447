"""Dismissing findings of the consistency check, and bringing them back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from actions.models import DismissedFinding, UrgentActionPage


def dismiss_finding(
    *,
    page: UrgentActionPage,
    code: str,
    fingerprint: str,
    reason: str,
    by: Any = None,
    now: datetime,
) -> DismissedFinding:
    """Note that a finding of a page is right as it is, and why; it stays so while its words do."""
    with transaction.atomic():
        row, _new = DismissedFinding.objects.update_or_create(
            translation_key=page.translation_key,
            locale_id=page.locale_id,
            fingerprint=fingerprint,
            defaults={"code": code, "reason": reason, "dismissed_by": by, "dismissed_at": now},
        )
        log(instance=page, action="actions.dismiss_finding", user=by, data={"reason": reason})
    return row


def restore_finding(*, page: UrgentActionPage, fingerprint: str, by: Any = None) -> bool:
    """Bring a dismissed finding of a page back; False where none was dismissed."""
    with transaction.atomic():
        gone, _rows = DismissedFinding.objects.filter(
            translation_key=page.translation_key,
            locale_id=page.locale_id,
            fingerprint=fingerprint,
        ).delete()
        if gone:
            log(instance=page, action="actions.restore_finding", user=by, data={})
    return bool(gone)
