"""Taking an action back: nothing of it is public from then on."""

from datetime import datetime
from typing import Any

from django.db import transaction

from actions.models import ActionRecord
from actions.services.acts import must_not_be_withdrawn
from actions.services.log import log_act


def withdraw_action(*, record: ActionRecord, reason: str, by: Any = None, now: datetime) -> None:
    """Take an action back in every language: its addresses answer 410 with nothing of it."""
    must_not_be_withdrawn(record)
    with transaction.atomic():
        record.withdrawn_at = now
        record.save(update_fields=["withdrawn_at"])
        log_act(record, "actions.withdraw", by=by, reason=reason)
