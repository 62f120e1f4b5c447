"""The acts on actions: the only writer of records.

Each is one transaction: it changes the record, and notes in the log of the page who did it and
why. An act holds in every language at once; no revision of a page can undo it.
"""

from actions.services.acts import close_action, extend_deadline, reopen_action
from actions.services.permission import may_act, require_may_act, source_page
from actions.services.publication import (
    draft_record,
    offices_of,
    publish_action,
    record_publication,
)
from actions.services.withdrawal import withdraw_action

__all__ = [
    "close_action",
    "draft_record",
    "extend_deadline",
    "may_act",
    "offices_of",
    "publish_action",
    "record_publication",
    "reopen_action",
    "require_may_act",
    "source_page",
    "withdraw_action",
]
