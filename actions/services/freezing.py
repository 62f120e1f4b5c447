"""Offices of actions that are no longer open: they stay as they were when the writing stopped."""

from actions.models import ActionRecord


def thaw(*, record: ActionRecord) -> None:
    """Let an action that is open again show its offices as the directory has them now."""
    record.offices.filter(frozen__isnull=False).update(frozen=None)
