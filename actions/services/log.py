"""The log of the acts, in the history of the page in the language it was written in."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from actions.models import ActionRecord, UrgentActionPage
from actions.services.permission import source_page


def log_act(record: ActionRecord, action: str, *, by: Any, **data: Any) -> None:
    """Note an act in the history of the source page."""
    page = source_page(record)
    if page:
        log(instance=page, action=action, user=by, data=data)


def log_on_pages(
    pages: Iterable[UrgentActionPage], action: str, *, by: Any, data: dict[str, Any]
) -> None:
    """Note one act in the history of each page that it changed, in one query.

    Without the mark of the request that Wagtail's own log has: of entries with the same mark and
    action, whosever they are, a history shows only the last.
    """
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk,
            content_type=ContentType.objects.get_for_model(UrgentActionPage),
            label=page.get_admin_display_title(),
            action=action,
            timestamp=timezone.now(),
            user=by,
            data=data,
        )
        for page in pages
    )
