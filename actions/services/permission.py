"""Who may do the acts on an action."""

from typing import Any

from django.core.exceptions import PermissionDenied

from actions.models import ActionRecord, UrgentActionPage


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
    found: UrgentActionPage | None = (
        UrgentActionPage.objects.filter(
            translation_key=record.translation_key, locale_id=record.source_locale_id
        )
        .select_related("locale")
        .first()
    )
    return found
