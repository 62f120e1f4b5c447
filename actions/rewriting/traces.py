"""What was noted about actions: the log, editors' remarks, reasons; names are taken out of it."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.images import get_image_model
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    TaskState,
)

from actions.models import DismissedFinding
from actions.rewriting.words import Kind, Words


def rewrite_traces(
    words: Words,
    *,
    keys: Collection[UUID],
    page_ids: Collection[int],
    picture_ids: Collection[int],
) -> int:
    """Replace words in what was noted about these pages and pictures; returns in how many notes."""
    ids = [str(pk) for pk in page_ids]
    pages = ContentType.objects.get_for_model(Page)
    pictures = ContentType.objects.get_for_model(get_image_model())
    return sum(
        _rewrite(words, rows, columns)
        for rows, columns in (
            (PageLogEntry.objects.filter(page_id__in=page_ids), ("label", "data")),
            (
                ModelLogEntry.objects.filter(
                    content_type=pictures, object_id__in=[str(pk) for pk in picture_ids]
                ),
                ("label", "data"),
            ),
            (Comment.objects.filter(page__in=page_ids), ("text",)),
            (CommentReply.objects.filter(comment__page__in=page_ids), ("text",)),
            (
                TaskState.objects.filter(
                    workflow_state__base_content_type=pages, workflow_state__object_id__in=ids
                ),
                ("comment",),
            ),
            (DismissedFinding.objects.filter(translation_key__in=keys), ("reason",)),
        )
    )


def _rewrite(words: Words, rows: QuerySet[Any], columns: Iterable[str]) -> int:
    changed: list[Model] = []
    for row in rows:
        new = {name: rewritten(words, getattr(row, name)) for name in columns}
        if any(getattr(row, name) != value for name, value in new.items()):
            for name, value in new.items():
                setattr(row, name, value)
            changed.append(row)
    if changed:
        rows.model._default_manager.bulk_update(changed, list(columns))
    return len(changed)


def rewritten(words: Words, value: Any) -> Any:
    """A text, or the texts anywhere in a value of JSON, without the names."""
    if isinstance(value, str):
        return words.replace(value, kind=Kind.PLAIN)
    if isinstance(value, dict):
        return {key: rewritten(words, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rewritten(words, inner) for inner in value]
    return value
