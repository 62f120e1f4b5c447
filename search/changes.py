"""What a change touches: the actions whose documents are to be made anew.

A few are made anew there and then, in the transaction of the change. Many are left to jobs, which
belong to that transaction, too.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone
from elasticsearch import ApiError, TransportError
from elasticsearch.helpers import BulkIndexError

from actions.models import (
    ActionRecord,
    Country,
    Holder,
    Language,
    Office,
    Organisation,
    Topic,
    UrgentActionPage,
)
from cms import content_version
from search import tasks, vocabulary
from search.batches import batches
from search.engines import elastic_index
from search.engines.dialects import dialect
from search.indexing import BATCH, index_actions, public_pages
from search.models import SearchDocument

logger = logging.getLogger(__name__)

AT_ONCE = 25  # actions that are indexed before a change is answered

# How the records are found that show a row of the directory.
SHOWN_BY: dict[type[Model], tuple[str, ...]] = {
    Country: ("countries", "offices__office__country", "offices__office__embassy_of"),
    Topic: ("topics",),
    Language: ("preferred_languages",),
    Organisation: ("co_issuers", "signatories", "offices__office__organisation"),
    Office: ("offices__office",),
    Holder: ("offices__office__holders",),
}


def actions_changed(keys: Collection[UUID]) -> None:
    """Make the documents of actions anew, by their translation keys."""
    if len(keys) > AT_ONCE:
        later(keys)
    elif keys:
        make_anew(keys, now=timezone.now())


def make_anew(keys: Collection[UUID], *, now: datetime) -> None:
    """Make documents anew, and have Elasticsearch told of those that changed."""
    records = index_actions(keys, now=now)
    if records and elastic_index.is_on():
        tasks.send.enqueue(sorted(records))


def later(keys: Collection[UUID]) -> None:
    """Have jobs make the documents of actions anew."""
    for _done, batch in batches(sorted(map(str, keys)), BATCH):
        tasks.index.enqueue(list(batch))


def rebuild(*, now: datetime, said: Callable[[int, int], None] = lambda done, all_: None) -> int:
    """Make all documents anew, a batch to a transaction; returns how many actions that changed.

    What is there is found all the while. `said` hears how many actions are done, and of how many.
    """
    keys = list(ActionRecord.objects.order_by("pk").values_list("translation_key", flat=True))
    changed, counted = 0, vocabulary.Count()
    for done, batch in batches(keys, BATCH):
        changed += len(index_actions(batch, now=now, series=False, counted=counted))
        said(done, len(keys))
    counted.write()
    if changed:
        dialect().settle()
    return changed


def reconcile(*, now: datetime) -> None:
    """Find what no change has told of: live pages without a document, documents without one.

    And what Elasticsearch lacks, or has otherwise; it may be away.
    """
    documents = SearchDocument.objects.filter(page=OuterRef("pk"))
    missing = public_pages().exclude(Exists(documents))
    stale = SearchDocument.objects.exclude(page__live=True, record__withdrawn_at=None)
    keys = {
        *missing.values_list("translation_key", flat=True),
        *stale.values_list("record__translation_key", flat=True),
    }
    if keys:
        logger.warning("The documents of %d actions weren't as their pages are.", len(keys))
        actions_changed(keys)
    if elastic_index.is_on():
        try:
            if elastic_index.reconcile(now=now):
                content_version.renew()
        except (ApiError, TransportError, BulkIndexError) as error:
            logger.warning("Elasticsearch couldn't be compared: %s.", type(error).__name__)


def go_through_all(*, now: datetime) -> None:
    """Have jobs compare every document with what it is made of, such as who holds an office.

    And count in how many of them each word is.
    """
    later(ActionRecord.objects.values_list("translation_key", flat=True))
    tasks.count_words.enqueue()


def build_first(**kwargs: object) -> None:
    """After `migrate`: a site that had actions before it had documents gets them."""
    if not SearchDocument.objects.exists() and ActionRecord.objects.exists():
        rebuild(now=timezone.now())


def page_gone(key: UUID) -> None:
    """A page was deleted, and its document with it: the others of its series, and Elasticsearch."""
    actions_changed([key])
    if elastic_index.is_on():
        records = ActionRecord.objects.filter(translation_key=key).values_list("pk", flat=True)
        tasks.send.enqueue(list(records))


def directory_changed(row: Model) -> None:
    """Make the documents anew of whatever shows a row of the directory."""
    actions_changed(shown_by(row))


def shown_by(row: Model) -> set[UUID]:
    """The translation keys of the actions that show a row of the directory."""
    shows = Q()
    for path in SHOWN_BY[type(row)]:
        shows |= Q(**{path: row.pk})
    return set(ActionRecord.objects.filter(shows).values_list("translation_key", flat=True))


def page_moved(path: str) -> None:
    """Make the documents anew of what stands at or below a page, by its path."""
    found = UrgentActionPage.objects.filter(path__startswith=path, live=True)
    actions_changed(set(found.values_list("translation_key", flat=True)))


def connect() -> None:
    """Listen to what changes actions, pages and the directory; called when the site starts."""
    from django.db.models.signals import post_delete, post_save, pre_delete
    from wagtail.models import PageViewRestriction
    from wagtail.signals import page_published, page_unpublished, post_page_move

    from cms import registry
    from cms.schedule import Scheduled, register
    from search import receivers

    page_published.connect(receivers.page_changed, sender=UrgentActionPage)
    page_unpublished.connect(receivers.page_changed, sender=UrgentActionPage)
    post_delete.connect(receivers.page_gone, sender=UrgentActionPage)
    post_page_move.connect(receivers.page_moved)
    for model in SHOWN_BY:
        post_save.connect(receivers.directory_changed, sender=model)
        pre_delete.connect(receivers.directory_goes, sender=model)
        post_delete.connect(receivers.directory_gone, sender=model)
    for signal in (post_save, post_delete):
        signal.connect(receivers.restriction_changed, sender=PageViewRestriction)
    registry.change_steps.append(actions_changed)
    register(Scheduled("search", reconcile, every=timedelta(minutes=5)))
    register(Scheduled("search, all of it", go_through_all, at=time(4, 7)))
