"""Makes the documents of actions: one row a live action and language, as the public may find it.

Called in the transaction of whatever changes an action or what it shows, so that the next request
finds what is true; where many actions are concerned, by jobs. Calling it again changes nothing: a
document that is as it was isn't written.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from actions.models import ActionRecord, RecordOffice, UrgentActionPage
from cms.navigation import site_order
from cms.sites import readable, the_site
from search import vocabulary
from search.facets import FACETS, Subject, pack
from search.models import SearchDocument, SearchText
from search.normalise import fold_passages
from search.texts import directory_of, words_of

BATCH = 250  # actions to a transaction, and to a job
# Characters of a part that are looked through, some thirty times a long action: PostgreSQL refuses
# a vector of more than a megabyte.
LONGEST = 200_000

Pages = dict[UUID, list[UrgentActionPage]]
Key = tuple[int, str]  # record and language

_OF_DOCUMENT = [
    field.name
    for field in SearchDocument._meta.concrete_fields
    if field.name not in ("id", "record", "language")
]
_OF_TEXT = ["language", *SearchText.PARTS, *SearchText.FOLDED]


@transaction.atomic
def index_actions(
    keys: Collection[UUID],
    *,
    now: datetime,
    series: bool = True,
    counted: vocabulary.Count | None = None,
) -> set[int]:
    """Make the documents of actions (by their translation keys) anew; the records that changed.

    With `series` also those of the other actions on the same cases: which of them is the newest
    may have changed. What isn't the public's any more loses its documents. All texts are `counted`,
    changed or not, for who has them all read.
    """
    today = timezone.localdate(now)
    records = _records(keys, series=series)
    pages: Pages = defaultdict(list)
    shown = public_pages().filter(translation_key__in=[each.translation_key for each in records])
    for page in sorted(shown, key=lambda page: site_order(page.language)):
        pages[page.translation_key].append(page)
    wanted = {
        (record.pk, text.language): (document, text)
        for record in records
        for document, text in _documents(record, pages[record.translation_key], today=today)
    }
    if counted:
        for _document, text in wanted.values():
            counted.add(text)
    known: dict[Key, SearchDocument] = {
        (document.record_id, document.language): document
        for document in SearchDocument.objects.filter(record__in=records).select_for_update()
    }
    gone = {document.pk: key for key, document in known.items() if key not in wanted}
    changed = [
        key
        for key, (document, _text) in wanted.items()
        if key not in known or known[key].digest != document.digest
    ]
    if not gone and not changed:
        return set()
    former = vocabulary.of_documents([*gone, *(known[key].pk for key in changed if key in known)])
    SearchDocument.objects.filter(pk__in=gone).delete()
    _write([wanted[key] for key in changed])
    vocabulary.update(before=former, texts=[wanted[key][1] for key in changed], counted=counted)
    return {record for record, _language in (*gone.values(), *changed)}


def _records(keys: Collection[UUID], *, series: bool) -> list[ActionRecord]:
    wanted = Q(translation_key__in=keys)
    if series:
        numbers = ActionRecord.objects.filter(wanted, serial__isnull=False)
        for serial, year in set(numbers.values_list("serial", "year")):
            wanted |= Q(serial=serial, year=year)
    offices = RecordOffice.objects.select_related(
        "office__organisation", "office__embassy_of", "office__country"
    ).prefetch_related("office__holders")
    return list(
        ActionRecord.objects.filter(wanted)
        .with_superseded()
        .prefetch_related(
            "countries",
            "topics",
            "preferred_languages",
            "co_issuers",
            "signatories",
            Prefetch("offices", offices),
        )
    )


def public_pages() -> QuerySet[UrgentActionPage]:
    """The pages of actions that anybody may read on the site."""
    found: QuerySet[UrgentActionPage] = readable(UrgentActionPage.objects.all(), site=the_site())
    return found.select_related("locale")


def _documents(
    record: ActionRecord, pages: list[UrgentActionPage], *, today: date
) -> Iterator[tuple[SearchDocument, SearchText]]:
    """The documents of an action, with their words; none where the public has no page of it."""
    if not pages:
        return
    facts = _facts(Subject(record, pages))
    primary = next((page for page in pages if page.locale_id == record.source_locale_id), pages[0])
    named = list(directory_of(record, today=today))
    for page in pages:
        words = words_of(page, record, named)
        document = SearchDocument(
            record=record,
            page=page,
            language=page.language,
            is_primary=page.pk == primary.pk,
            **facts,
        )
        document.digest = _digest(document, words)
        text = SearchText(language=page.language, **words._asdict())
        for part, folded in zip(words, SearchText.FOLDED, strict=True):
            setattr(text, folded, fold_passages(part[:LONGEST]))
        yield document, text


def _facts(subject: Subject) -> dict[str, Any]:
    """What is the same in every language of an action."""
    record = subject.record
    return {
        "issued_on": record.issued_on,
        "act_by": record.act_by,
        "closed_on": timezone.localdate(record.closed_at) if record.closed_at else None,
        "is_superseded": record.is_superseded,  # type: ignore[attr-defined]  # with_superseded
        "serial": record.serial,
        "year": record.year,
        "sequence": record.sequence,
        **{
            facet.column: pack(facet.document(subject)) for facet in FACETS.values() if facet.column
        },
    }


def _digest(document: SearchDocument, words: Iterable[str]) -> str:
    values = [str(getattr(document, field)) for field in _OF_DOCUMENT]
    return hashlib.blake2b("\0".join([*values, *words]).encode(), digest_size=16).hexdigest()


def _write(made: list[tuple[SearchDocument, SearchText]]) -> None:
    """Write documents, in the place of those that were there for the same action and language."""
    documents = SearchDocument.objects.bulk_create(
        [document for document, _text in made],
        update_conflicts=True,
        unique_fields=["record", "language"],
        update_fields=_OF_DOCUMENT,
    )
    for document, (_document, text) in zip(documents, made, strict=True):
        text.document = document
    SearchText.objects.bulk_create(
        [text for _document, text in made],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=_OF_TEXT,
    )
