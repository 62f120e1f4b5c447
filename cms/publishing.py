"""Pages that go live or end at a set time, each by itself: one that can't holds back no other."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


def publish_due(*, now: datetime) -> None:
    """What Wagtail's publish_scheduled does, safe to run twice at once.

    Whoever comes second finds nothing left: the row is held, and looked at again when it is.
    """
    for model in _models():
        ended = model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
        _each(
            ended,
            lambda row: row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled"),
        )
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    _each(due, lambda revision: revision.publish(log_action="wagtail.publish.scheduled"))


def _models() -> list[Any]:
    return [
        Page,
        *(
            model
            for model in apps.get_models()
            if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
        ),
    ]


def _each(rows: Any, act: Callable[[Any], object]) -> None:
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                row = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
                if row is not None:
                    act(row)
        except Exception:
            logger.exception("%s %s can't go live or end as it was to.", rows.model.__name__, pk)
