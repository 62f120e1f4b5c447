"""The acts on actions: the only writer of records.

Each is one transaction: it changes the record, and notes in the log of the page who did it and
why. An act holds in every language at once; no revision of a page can undo it.
"""

from actions.services.acts import close_action, extend_deadline, reopen_action
from actions.services.findings import dismiss_finding, restore_finding
from actions.services.merging import merge_offices
from actions.services.offices import change_office, correct_office, predecessor, succeed
from actions.services.permission import may_act, require_may_act, source_page
from actions.services.publication import (
    draft_record,
    offices_of,
    publish_action,
    record_publication,
)
from actions.services.renaming import preview_replacement, replace_name
from actions.services.series import DraftExists, languages_to_copy, next_number, start_next
from actions.services.withdrawal import withdraw_action, withdrawn_pages

__all__ = [
    "DraftExists",
    "change_office",
    "close_action",
    "correct_office",
    "dismiss_finding",
    "draft_record",
    "extend_deadline",
    "languages_to_copy",
    "may_act",
    "merge_offices",
    "next_number",
    "offices_of",
    "predecessor",
    "preview_replacement",
    "publish_action",
    "record_publication",
    "reopen_action",
    "replace_name",
    "require_may_act",
    "restore_finding",
    "source_page",
    "start_next",
    "succeed",
    "withdraw_action",
    "withdrawn_pages",
]
