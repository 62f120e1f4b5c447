"""The log of the acts, in the history of the page in the language it was written in."""

from typing import Any

from wagtail.log_actions import log

from actions.models import ActionRecord
from actions.services.permission import source_page


def log_act(record: ActionRecord, action: str, *, by: Any, **data: Any) -> None:
    """Note an act in the history of the source page."""
    page = source_page(record)
    if page:
        log(instance=page, action=action, user=by, data=data)
