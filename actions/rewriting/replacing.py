"""Replacing words wherever actions keep them, in one transaction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from actions.models import UrgentActionPage
from actions.rewriting.memory import rewrite_memory
from actions.rewriting.pages import rewrite_pages, rewrite_records, rewrite_revisions
from actions.rewriting.rewriter import Rewriter
from actions.rewriting.words import Words
from cms import registry


def replace_words(
    *,
    words: Mapping[str, str],
    keys: Collection[UUID],
    places: Collection[tuple[int, str]] | None = None,
) -> int:
    """Replace words in every language of the actions with these translation keys.

    In their pages, all their revisions, and what translators work with; what was translated stays
    translated. Limited to (page id, path) places where they are given, as `find_mentions` names
    them. Returns in how many places of the pages words were replaced.
    """
    rewriter = Rewriter(
        words={"": Words(words, language="")},
        keys=list(keys),
        places=None if places is None else frozenset(places),
    )
    rewrite(rewriter)
    return len(rewriter.touched)


@dataclass(frozen=True)
class Rewritten:
    """How many rows of each sort changed."""

    revisions: int
    sources: int
    records: int


@transaction.atomic
def rewrite(rewriter: Rewriter) -> Rewritten:
    """Do what a rewriter says, in a number of queries that languages don't add to."""
    pages = list(UrgentActionPage.objects.filter(translation_key__in=rewriter.keys))
    changed = rewrite_pages(rewriter, pages)
    revisions = rewrite_revisions(rewriter, pages)
    sources = rewrite_memory(
        rewriter, {(page.translation_key, page.locale_id): page.pk for page in pages}
    )
    records = rewrite_records(rewriter) if rewriter.places is None else 0
    registry.tell_of_change(rewriter.keys)
    reindex(UrgentActionPage, changed)
    return Rewritten(revisions=revisions, sources=sources, records=records)


def reindex(model: type, rows: Iterable[object]) -> None:
    """Bring Wagtail's own search up to date with rows that were changed in bulk."""
    rows = list(rows)
    if not rows:
        return
    # The backend would change its rows one by one; made anew, they take one query.
    content_type = ContentType.objects.get_for_model(model)
    IndexEntry.objects.filter(
        content_type=content_type,
        object_id__in=[str(row.pk) for row in rows],  # type: ignore[attr-defined]
    ).delete()
    get_search_backend().add_bulk(model, rows)
