"""Replacing words in the pages of actions, in all of their revisions, and in their records."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from actions.models import ActionRecord, UrgentActionPage
from actions.rewriting.rewriter import Rewriter
from actions.rewriting.texts import change_texts, stored_values
from actions.rewriting.words import Kind

# As many revisions as are held in memory at once; a page's content is some 50 kB.
_AT_ONCE = 200
RECORD_TEXTS = ("reference", *(f"closing_note_{code}" for code, _name in settings.LANGUAGES))


def rewrite_pages(rewriter: Rewriter, pages: Iterable[UrgentActionPage]) -> list[UrgentActionPage]:
    """Change the rows of pages; returns those that changed, as they are now."""
    changed: dict[int, UrgentActionPage] = {}
    names: set[str] = set()
    for page in pages:
        values = stored_values(page) | {"slug": page.slug, "url_path": page.url_path}
        new = change_texts(type(page), values, rewriter.change(page.pk, page.locale_id))
        new |= rewriter.change_slug(values)
        for name in new:
            field = page._meta.get_field(name)
            value = values[name]
            setattr(page, name, field.to_python(value) if isinstance(field, StreamField) else value)
        if new:
            changed[page.pk] = page
            names |= new
    if changed:
        UrgentActionPage.objects.bulk_update(changed.values(), sorted(names))
    return list(changed.values())


def rewrite_revisions(rewriter: Rewriter, pages: Iterable[UrgentActionPage]) -> int:
    """Change every revision of pages: drafts, scheduled ones and old ones; returns how many."""
    by_id = {str(page.pk): page for page in pages}
    total = 0
    for revisions in _batches(revisions_of(by_id), _AT_ONCE):
        changed = [
            revision
            for revision in revisions
            if _rewrite_revision(rewriter, revision, by_id[revision.object_id])
        ]
        Revision.objects.bulk_update(changed, ["content", "object_str"])
        total += len(changed)
    return total


def revisions_of(page_ids: Iterable[str]) -> Any:
    """The revisions of pages, by their ids."""
    return Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=list(page_ids)
    ).order_by("pk")


def _rewrite_revision(rewriter: Rewriter, revision: Revision, page: UrgentActionPage) -> bool:
    change = rewriter.change(page.pk, page.locale_id)
    changed = change_texts(type(page), revision.content, change)
    changed |= rewriter.change_slug(revision.content)
    if rewriter.may_change(page.pk, "title"):
        name = rewriter.replace_in(page.locale_id, revision.object_str, kind=Kind.PLAIN)
        if name != revision.object_str:
            revision.object_str = name
            changed.add("title")
    return bool(changed)


def rewrite_records(rewriter: Rewriter) -> int:
    """Change what the records say in words: closing notes and references; returns how many."""
    changed = []
    for record in ActionRecord.objects.filter(translation_key__in=rewriter.keys):
        old = {name: getattr(record, name) or "" for name in RECORD_TEXTS}
        for name, text in old.items():
            code = name.removeprefix("closing_note_")
            if name == "reference":
                code = rewriter.languages[record.source_locale_id]
            new = rewriter.replace(text, kind=Kind.PLAIN, language=code)
            limit = getattr(record._meta.get_field(name), "max_length", None)
            if new != text:
                setattr(record, name, new[:limit] if limit else new)
        if any(old[name] != (getattr(record, name) or "") for name in RECORD_TEXTS):
            changed.append(record)
    ActionRecord.objects.bulk_update(changed, RECORD_TEXTS)
    return len(changed)


def _batches(rows: Any, size: int) -> Iterator[list[Any]]:
    iterator = rows.iterator(chunk_size=size)
    while batch := list(islice(iterator, size)):
        yield batch
