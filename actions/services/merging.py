"""Merging two offices that are one: everything that names the one then names the other."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex, Revision
from wagtail_localize.models import TranslationSource

from actions.models import ActionRecord, Holder, Office, RecordOffice, UrgentActionPage
from actions.services.freezing import NAMES, freeze
from actions.services.offices import log_office
from cms import registry

STREAMS = ("targets", "copies", "letters")
# As many revisions as are held in memory at once; a page's content is some 50 kB.
AT_ONCE = 100


@transaction.atomic
def merge_offices(
    *,
    kept: Office,
    dropped: Office,
    pages: Iterable[UrgentActionPage],
    reason: str,
    by: Any = None,
    today: date,
) -> None:
    """Let `kept` stand wherever `dropped` did, in pages, drafts and translations; delete that one.

    Holders of the one that go beyond those of the other move over. `pages` get a line in their
    history. Raises ValidationError for an office and itself. Queries don't grow with the number of
    actions or languages, but for the revisions, which are read a hundred at a time.
    """
    if kept.pk == dropped.pk:
        raise ValidationError(_("Choose another office: an office can't be merged with itself."))
    list(Office.objects.select_for_update().filter(pk__in=(kept.pk, dropped.pk)).order_by("pk"))
    freeze(offices=[kept.pk, dropped.pk], today=today)
    pages = list(pages)
    data = f"{dropped} → {kept}"
    _move_holders(dropped, kept)
    RecordOffice.objects.filter(office=dropped).update(office=kept)
    _point_pages(dropped.pk, kept.pk)
    _point_revisions(dropped.pk, kept.pk)
    _point_sources(dropped.pk, kept.pk)
    ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Office), to_object_id=str(dropped.pk)
    ).update(to_object_id=str(kept.pk))
    log_office(kept, "actions.merge", pages=pages, by=by, reason=f"{data}. {reason}")
    dropped.delete()
    uses = ActionRecord.objects.filter(offices__office=kept)
    registry.tell_of_change(set(uses.values_list("translation_key", flat=True)))


def _move_holders(dropped: Office, kept: Office) -> None:
    """Those whose name the kept office doesn't have, with no other in office at the same time."""
    names = {text.casefold() for holder in kept.holders.all() for text in _names(holder) if text}
    terms = [(h.since or date.min, h.until or date.max) for h in kept.holders.all()]
    moved = []
    for holder in dropped.holders.all():
        since, until = holder.since or date.min, holder.until or date.max
        known = any(text.casefold() in names for text in _names(holder) if text)
        if not known and all(until < begin or end < since for begin, end in terms):
            holder.office = kept
            moved.append(holder)
    Holder.objects.bulk_update(moved, ["office"])


def _names(holder: Holder) -> list[str]:
    return [getattr(holder, name) or "" for name in NAMES]


def _point_pages(old: int, new: int) -> None:
    # The text of the JSON is a first sieve; what is found is looked at block by block.
    texts = {f"{name}_text": Cast(name, TextField()) for name in STREAMS}
    uses = Q()
    for text in texts:
        uses |= Q(**{f"{text}__contains": f'"office": {old}'})
    changed = []
    for page in UrgentActionPage.objects.alias(**texts).filter(uses):
        hit = False
        for name in STREAMS:
            raw = list(getattr(page, name).raw_data)
            if _point_blocks(raw, old, new):
                setattr(page, name, json.dumps(raw))
                hit = True
        if hit:
            changed.append(page)
    UrgentActionPage.objects.bulk_update(changed, STREAMS)


def _point_revisions(old: int, new: int) -> None:
    revisions = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(UrgentActionPage)
    ).only("content")
    changed: list[Revision] = []
    for revision in revisions.order_by("pk").iterator(chunk_size=AT_ONCE):
        if _point_values(revision.content, old, new):
            changed.append(revision)
        if len(changed) == AT_ONCE:
            Revision.objects.bulk_update(changed, ["content"])
            changed.clear()
    Revision.objects.bulk_update(changed, ["content"])


def _point_sources(old: int, new: int) -> None:
    changed = []
    sources = TranslationSource.objects.filter(
        specific_content_type=ContentType.objects.get_for_model(UrgentActionPage)
    )
    for source in sources.only("content_json").iterator(chunk_size=AT_ONCE):
        values = json.loads(source.content_json)
        if _point_values(values, old, new):
            source.content_json = json.dumps(values)
            changed.append(source)
    TranslationSource.objects.bulk_update(changed, ["content_json"])


def _point_values(values: dict[str, Any], old: int, new: int) -> bool:
    """Change the streams in a page's stored values, which are JSON in JSON."""
    hit = False
    for name in STREAMS:
        stored = values.get(name) or "[]"
        blocks = json.loads(stored) if isinstance(stored, str) else stored
        if _point_blocks(blocks, old, new):
            values[name] = json.dumps(blocks) if isinstance(stored, str) else blocks
            hit = True
    return hit


def _point_blocks(blocks: list[dict[str, Any]], old: int, new: int) -> bool:
    hit = False
    for block in blocks:
        if block["value"].get("office") == old:
            block["value"]["office"] = new
            hit = True
    return hit
