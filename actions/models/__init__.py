"""What editors write (page), what is public of it (record), and whom it names (directory)."""

from actions.models.directory import (
    Country,
    Holder,
    Language,
    Office,
    Organisation,
    Topic,
)
from actions.models.findings import DismissedFinding
from actions.models.page import UrgentActionPage
from actions.models.record import ActionRecord, RecordOffice

__all__ = [
    "ActionRecord",
    "Country",
    "DismissedFinding",
    "Holder",
    "Language",
    "Office",
    "Organisation",
    "RecordOffice",
    "Topic",
    "UrgentActionPage",
]
