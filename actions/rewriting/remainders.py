"""What still says a name, anywhere in the database: for the answer after replacing it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    TaskState,
)
from wagtail.search.models import IndexEntry
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    String,
    StringTranslation,
    TranslationContext,
    TranslationSource,
)

from actions.models import ActionRecord, Holder, Office, Organisation, RecordOffice
from actions.rewriting.texts import stored_values, texts_of
from actions.rewriting.words import Kind, Names, words_of_address

# Each is a sort of place, the models that make it up, and whether their texts are HTML.
_TABLES: tuple[tuple[Promise, tuple[type[models.Model], ...], Kind], ...] = (
    (
        _("The directory, which is left as it is: change it there."),
        (Office, Holder, Organisation),
        Kind.PLAIN,
    ),
    (
        _("Offices as they were when the writing stopped"),
        (RecordOffice,),
        Kind.PLAIN,
    ),
    (_("Closing notes and references"), (ActionRecord,), Kind.PLAIN),
    (
        _("What translators work with"),
        (
            String,
            StringTranslation,
            TranslationSource,
            TranslationContext,
            SegmentOverride,
            OverridableSegment,
        ),
        Kind.HTML,
    ),
    (_("The log"), (PageLogEntry, ModelLogEntry), Kind.PLAIN),
    (_("Remarks of editors and reviewers"), (Comment, CommentReply, TaskState), Kind.PLAIN),
    (_("Images"), (get_image_model(), get_image_model().get_rendition_model()), Kind.PLAIN),
    (_("Documents"), (get_document_model(),), Kind.PLAIN),
    (_("Tags"), (Tag,), Kind.PLAIN),
    (_("Search of the admin"), (IndexEntry,), Kind.PLAIN),
)


@dataclass(frozen=True)
class Remainder:
    """Where a name still stands: what sort of place, how many, and the pages where it is one."""

    what: str
    count: int
    pages: tuple[str, ...] = ()


def remainders(names: Names) -> list[Remainder]:
    """Every sort of place in the database that still says one of the names."""
    found = [*_in_pages(names), *_in_revisions(names)]
    for what, tables, kind in _TABLES:
        count = sum(_count(names, table, kind) for table in tables)
        if count:
            found.append(Remainder(str(what), count))
    return found


def parts_alone(names: Names, pages: Iterable[Page]) -> list[Remainder]:
    """Words of a name that stand by themselves in pages: "Noor", where the name is Noor Example."""
    rows = [(type(page), stored_values(page)) for page in pages]
    texts = [text for model, values in rows for text in texts_of(model, values)]
    found = []
    for part in names.parts():
        wanted = Names([part])
        count = sum(wanted.are_in(text.value, kind=text.kind) for text in texts)
        if count:
            said = _("A part of the name by itself, “%(part)s”: add it as a spelling?")
            found.append(Remainder(str(said) % {"part": part}, count))
    return found


def _in_pages(names: Names) -> Iterator[Remainder]:
    """Pages of every type, and those where the name may be part of a longer word."""
    plain, hidden = [], []
    for model in _page_types():
        for page in model.objects.filter(content_type=ContentType.objects.get_for_model(model)):
            texts = list(texts_of(model, stored_values(page)))
            title = f"{page.get_admin_display_title()} ({page.locale.language_code})"
            if any(names.are_in(text.value, kind=text.kind) for text in texts) or names.are_in(
                words_of_address(page.slug)
            ):
                plain.append(title)
            elif any(names.are_hidden_in(text.value) for text in texts):
                hidden.append(title)
    if plain:
        yield Remainder(str(_("Pages that weren't asked for")), len(plain), tuple(plain))
    if hidden:
        what = str(_("Pages where it may be part of a longer word, such as a #hashtag"))
        yield Remainder(what, len(hidden), tuple(hidden))


def _page_types() -> list[type[Page]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page and not model._meta.abstract
    ]


def _in_revisions(names: Names) -> Iterator[Remainder]:
    count = 0
    kept = Revision.objects.values_list("content", "object_str").iterator(chunk_size=200)
    for content, title in kept:
        if names.are_in(title) or any(names.are_in(t, kind=Kind.HTML) for t in _strings(content)):
            count += 1
    if count:
        yield Remainder(str(_("Drafts and earlier versions of those pages")), count)


def _count(names: Names, table: type[models.Model], kind: Kind) -> int:
    columns = [
        field.name
        for field in table._meta.concrete_fields
        if isinstance(
            field, models.CharField | models.TextField | models.JSONField | models.FileField
        )
    ]
    rows = table._default_manager.values_list(*columns).iterator(chunk_size=500)
    says = _says(names, kind)
    return sum(any(says(value) for value in row) for row in rows)


def _says(names: Names, kind: Kind) -> Callable[[Any], bool]:
    def says(value: Any) -> bool:
        return any(
            names.are_in(text, kind=kind) or names.are_in(text, kind=Kind.ADDRESS)
            for text in _strings(value)
        )

    return says


def _strings(value: Any) -> Iterator[str]:
    """The texts in a value, also where JSON is kept within JSON."""
    if isinstance(value, str):
        if value[:1] in "[{" and value[-1:] in "]}":
            try:
                value = json.loads(value)
            except ValueError:
                pass
            else:
                yield from _strings(value)
                return
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
