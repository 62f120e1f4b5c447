"""Replacing words in what translators work with: sources, their segments, translations, overrides.

A translation belongs to a string of the source by its words. When those change, it moves to the
string with the new words, so that what was translated stays translated; strings are shared by all
actions, so that none is changed in its place.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.strings import StringValue, extract_strings

from actions.rewriting.rewriter import Rewriter
from actions.rewriting.texts import Text, change_texts
from actions.rewriting.words import Kind

# (source, path, words of a segment) → its new words
Moves = dict[tuple[int, str, str], str]


def rewrite_memory(rewriter: Rewriter, page_ids: dict[tuple[UUID, int], int]) -> int:
    """Change all that translators' work on the actions holds; returns how many sources changed.

    `page_ids` has the page of each translation key and locale.
    """
    sources = list(
        TranslationSource.objects.filter(object_id__in=rewriter.keys).select_related(
            "specific_content_type"
        )
    )
    moves: Moves = {}
    reshaped = []
    changed = []
    for source in sources:
        touched, moved, shape_changed = _rewrite_source(rewriter, source)
        moves |= moved
        if touched:
            changed.append(source)
        if shape_changed:
            reshaped.append(source)
    TranslationSource.objects.bulk_update(changed, ["content_json", "object_repr"])
    _Strings(rewriter, page_ids).move(sources, moves)
    for source in reshaped:
        source.refresh_segments()
    if rewriter.places is None:
        _rewrite_overrides(rewriter)
        _drop_unused(rewriter)
    return len(changed)


def _rewrite_source(rewriter: Rewriter, source: TranslationSource) -> tuple[bool, Moves, bool]:
    """Change a source's content; what that does to its segments, and whether to their shape."""
    values = json.loads(source.content_json)
    page_id = values["pk"]
    change = rewriter.change(page_id, source.locale_id)
    moves: Moves = {}
    reshaped = False

    def follow(text: Text) -> str:
        nonlocal reshaped
        new = change(text)
        if new != text.value:
            old_strings, old_shape = _segments(text.value, text.kind)
            new_strings, new_shape = _segments(new, text.kind)
            reshaped |= old_shape != new_shape
            pairs = zip(old_strings, new_strings, strict=False)
            moves.update({(source.pk, text.path, old): new for old, new in pairs if old != new})
        return new

    model = source.specific_content_type.model_class()
    changed = change_texts(model, values, follow) | rewriter.change_slug(values)
    if changed:
        source.content_json = json.dumps(values)
    if rewriter.may_change(page_id, "title"):
        name = rewriter.replace_in(source.locale_id, source.object_repr, kind=Kind.PLAIN)[:200]
        changed |= {"title"} if name != source.object_repr else set()
        source.object_repr = name
    return bool(changed), moves, reshaped


def _segments(text: str, kind: Kind) -> tuple[list[str], Any]:
    """The strings that a text is translated by, and all about it that isn't in them."""
    if kind is Kind.HTML:
        shape, strings = extract_strings(text)
        return [value.data for value, _attrs in strings], (shape, [a for _v, a in strings])
    return [StringValue.from_plaintext(text).data], None


class _Strings:
    """Moves segments and translations to strings with the new words."""

    def __init__(self, rewriter: Rewriter, page_ids: dict[tuple[UUID, int], int]) -> None:
        self.rewriter, self.page_ids = rewriter, page_ids
        self.left: set[int] = set()

    def move(self, sources: Iterable[TranslationSource], moves: Moves) -> None:
        """Do all of it, in a few queries."""
        source_locales = {source.object_id: source.locale_id for source in sources}
        segments = list(
            StringSegment.objects.filter(source__in=sources)
            .select_related("string", "context")
            .only("source_id", "string__data", "string__locale_id", "context__path")
        )
        translations = list(
            StringTranslation.objects.filter(context__object_id__in=self.rewriter.keys)
            .select_related("translation_of", "context")
            .order_by("-updated_at", "pk")
        )
        used = {(segment.context_id, segment.string_id) for segment in segments}
        wanted: dict[Any, tuple[int, str]] = {}
        for segment in segments:
            old = segment.string.data
            new = moves.get((segment.source_id, segment.context.path, old), old)
            if new != old:
                wanted[segment] = wanted[segment.context_id, segment.string_id] = (
                    segment.string.locale_id,
                    new,
                )
        for translation in translations:
            self._rewrite_translation(translation, source_locales, wanted)
        strings = self._strings(set(wanted.values()))
        self._point(segments, "string_id", wanted, strings)
        translations = self._without_doubles(translations, used, wanted, strings)
        self._point(translations, "translation_of_id", wanted, strings)
        unused = String.objects.filter(pk__in=self.left, segments=None, translations=None)
        unused.delete()

    def _rewrite_translation(
        self,
        translation: StringTranslation,
        source_locales: dict[UUID, int],
        wanted: dict[Any, tuple[int, str]],
    ) -> None:
        """The new words of a translation, and those of what it translates."""
        rewriter, context = self.rewriter, translation.context
        source = translation.translation_of
        moved = wanted.get((context.pk, source.pk))
        if moved is None:
            source_page = self.page_ids.get(
                (context.object_id, source_locales.get(context.object_id, source.locale_id))
            )
            if rewriter.may_change(source_page, context.path):
                new = rewriter.replace_in(source.locale_id, source.data, kind=Kind.HTML)
                moved = (source.locale_id, new) if new != source.data else None
        if moved is not None:
            wanted[translation] = moved
        page = self.page_ids.get((context.object_id, translation.locale_id))
        if rewriter.may_change(page, context.path):
            locale = translation.locale_id
            translation.new_data = rewriter.replace_in(locale, translation.data, kind=Kind.HTML)
            if rewriter.words_in(locale).are_in(translation.field_error):
                translation.new_error = ""

    def _strings(self, wanted: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
        """The ids of strings with these words; those that aren't there are made."""
        if not wanted:
            return {}
        hashes = {(locale, String._get_data_hash(data)): data for locale, data in wanted}
        missing = [
            String(locale_id=locale, data_hash=key, data=data)
            for (locale, key), data in hashes.items()
        ]
        String.objects.bulk_create(missing, ignore_conflicts=True)
        found = String.objects.filter(data_hash__in=[key for _locale, key in hashes])
        return {(string.locale_id, string.data): string.pk for string in found}

    def _point(
        self,
        rows: list[Any],
        column: str,
        wanted: dict[Any, tuple[int, str]],
        strings: dict[tuple[int, str], int],
    ) -> None:
        changed = []
        for row in rows:
            new = {
                "data": getattr(row, "new_data", None),
                "field_error": getattr(row, "new_error", None),
            }
            new[column] = strings[wanted[row]] if row in wanted else None
            differs = {k: v for k, v in new.items() if v is not None and v != getattr(row, k)}
            if column in differs:
                self.left.add(getattr(row, column))
            for name, value in differs.items():
                setattr(row, name, value)
            if differs:
                changed.append(row)
        if changed:
            columns = [column.removesuffix("_id")]
            if isinstance(changed[0], StringTranslation):
                columns += ["data", "field_error"]
            type(changed[0]).objects.bulk_update(changed, columns)

    def _without_doubles(
        self,
        translations: list[StringTranslation],
        used: set[tuple[int, int]],
        wanted: dict[Any, tuple[int, str]],
        strings: dict[tuple[int, str], int],
    ) -> list[StringTranslation]:
        """One translation of each string in each place: the one in use, else the newest."""
        kept: dict[tuple[int, int, int], StringTranslation] = {}
        doubles = []
        in_use_first = sorted(
            translations, key=lambda row: (row.context_id, row.translation_of_id) not in used
        )
        for row in in_use_first:
            string_id = strings[wanted[row]] if row in wanted else row.translation_of_id
            place = (row.locale_id, string_id, row.context_id)
            if place in kept:
                doubles.append(row.pk)
                self.left.add(row.translation_of_id)
            else:
                kept[place] = row
        if doubles:
            StringTranslation.objects.filter(pk__in=doubles).delete()
        return list(kept.values())


def _rewrite_overrides(rewriter: Rewriter) -> None:
    """Addresses that a translator chose, and the places of addresses that are gone."""
    gone = []
    contexts = TranslationContext.objects.filter(object_id__in=rewriter.keys, path__contains="'")
    for context in contexts:
        if rewriter.words[""].are_in(context.path, kind=Kind.ADDRESS):
            gone.append(context.pk)
    if gone:
        SegmentOverride.objects.filter(context__in=gone).delete()
        TranslationContext.objects.filter(
            pk__in=gone, overridablesegment=None, stringsegment=None, templatesegment=None
        ).delete()
    changed = []
    for override in SegmentOverride.objects.filter(context__object_id__in=rewriter.keys):
        value = override.data
        if isinstance(value, str):
            kind = Kind.ADDRESS if "://" in value else Kind.PLAIN
            new = rewriter.replace_in(override.locale_id, value, kind=kind)
            if new != value:
                override.data_json = json.dumps(new)
                changed.append(override)
    SegmentOverride.objects.bulk_update(changed, ["data_json"])


def _drop_unused(rewriter: Rewriter) -> None:
    """Strings that nothing uses any more remember words of earlier drafts."""
    unused = String.objects.filter(segments=None, translations=None).values_list(
        "pk", "locale_id", "data"
    )
    named = [
        pk
        for pk, locale_id, data in unused.iterator()
        if rewriter.words_in(locale_id).are_in(data, kind=Kind.HTML)
    ]
    if named:
        String.objects.filter(pk__in=named).delete()
