"""Taking an action back: nothing of it is public from then on."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from actions.models import ActionRecord, UrgentActionPage
from actions.services.acts import one_act
from actions.services.log import log_act
from cms import registry


def withdraw_action(*, record: ActionRecord, reason: str, by: Any = None, now: datetime) -> None:
    """Take an action back in every language: its addresses answer 410 with nothing of it.

    Whatever is public asks the record, so that one row takes back every language at once; what
    keeps words elsewhere registers a step that drops them in the same transaction.
    """
    with one_act(record):
        record.withdrawn_at = now
        record.save(update_fields=["withdrawn_at"])
        for step in registry.withdrawal_steps:
            step(record.translation_key)
        log_act(record, "actions.withdraw", by=by, reason=reason)


def withdrawn_pages() -> QuerySet[UrgentActionPage]:
    """The pages of what was taken back, live or not, in every language."""
    withdrawn = ActionRecord.objects.exclude(withdrawn_at=None).values("translation_key")
    pages: QuerySet[UrgentActionPage] = UrgentActionPage.objects.filter(
        translation_key__in=withdrawn
    ).order_by()
    return pages
