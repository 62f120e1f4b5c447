"""What a page says, and what of that is translated: read from a version of the page.

wagtail-localize keeps the segments of one version of a source: what the translators work on, which
is the editor's latest draft. Readers may have an earlier one. Here the words of any version are
matched with what has been translated, without writing.
"""

import json
from collections.abc import Collection, Iterable
from copy import copy
from functools import partial
from typing import Any

from wagtail.models import Locale, Page
from wagtail.whitelist import check_url
from wagtail_localize.models import (
    MissingRelatedObjectError,
    MissingTranslationError,
    SegmentOverride,
    String,
    StringTranslation,
    TranslatableObject,
    TranslationSource,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

Place = tuple[str, Any]  # a segment's path in the page, and the hash of what the source says there


def latest_draft(page: Page) -> Page:
    """The page as its editor last saved it, which is the live page where nothing is newer."""
    latest: Page = page.get_latest_revision_as_object()
    return latest


def texts_of(page: Page) -> dict[Place, str]:
    """What a page says that is to be translated, as plain text in the page's order."""
    return {
        _place(value): value.render_text()
        for value in extract_segments(page)
        if isinstance(value, StringSegmentValue)
    }


def translated_places(page: Page, locales: Iterable[Locale]) -> dict[int, set[Place]]:
    """The places of any version of a page that are translated, by the id of each locale."""
    found: dict[int, set[Place]] = {locale.pk: set() for locale in locales}
    for locale_id, path, data_hash, data in _translations(page.translation_key, found).values_list(
        "locale_id", "context__path", "translation_of__data_hash", "data"
    ):
        if is_harmless(data):
            found[locale_id].add((path, data_hash))
    return found


def is_harmless(data: str) -> bool:
    """Whether a translated text is words, with no markup but what stands within a line."""
    try:
        StringValue.from_translated_html(data)
    except ValueError:
        return False
    return True


def _leads_somewhere_harmless(path: str, data: Any) -> bool:
    """Whether a link that a translator changed is one that an editor may make."""
    is_link = path.endswith("'")  # wagtail-localize's mark: the address that the source leads to
    return not is_link or (isinstance(data, str) and check_url(data) is not None)


def source_as(source: TranslationSource, page: Page) -> TranslationSource:
    """The source with the words of one version of its page, to make a translation of those.

    Only in memory: what the translators see stays as it is.
    """
    made = copy(source)
    made.content_json = page.to_json()
    made._get_segments_for_translation = partial(_translated_segments, source.object_id, page)
    return made


def _translations(key: Any, locale_ids: Collection[int]) -> Any:
    # Those with an error too: whether they still have one shows when the page is validated, but for
    # what is no harmless text.
    return StringTranslation.objects.filter(
        context__object_id=key, locale_id__in=locale_ids
    ).exclude(data="")


def _place(value: StringSegmentValue) -> Place:
    return value.path, String._get_data_hash(value.string.data)


def _translated_segments(key: Any, page: Page, locale: Locale, fallback: bool = False) -> list[Any]:
    """The segments of a page with their translations, as `ingest_segments` takes them.

    Raises MissingTranslationError or MissingRelatedObjectError, as wagtail-localize's own method
    does, which it stands in for; there is no falling back.
    """
    texts = {
        (path, data_hash): data
        for path, data_hash, data in _translations(key, [locale.pk]).values_list(
            "context__path", "translation_of__data_hash", "data"
        )
        if is_harmless(data)
    }
    overrides = {
        path: json.loads(said)
        for path, said in SegmentOverride.objects.filter(
            context__object_id=key, locale=locale, has_error=False
        ).values_list("context__path", "data_json")
    }
    segments = []
    for value in extract_segments(page):
        if isinstance(value, StringSegmentValue):
            text = texts.get(_place(value))
            if text is None:
                raise MissingTranslationError(value, locale)
            translated = StringSegmentValue(value.path, StringValue(text), attrs=value.attrs)
            segments.append(translated.with_order(value.order))
        elif isinstance(value, OverridableSegmentValue):
            data = overrides.get(value.path)
            if value.path in overrides and _leads_somewhere_harmless(value.path, data):
                segments.append(OverridableSegmentValue(value.path, data, order=value.order))
        else:
            if isinstance(value, RelatedObjectSegmentValue) and not _exists(value, locale):
                raise MissingRelatedObjectError(value, locale)
            segments.append(value)
    return segments


def _exists(value: RelatedObjectSegmentValue, locale: Locale) -> bool:
    related = TranslatableObject(
        translation_key=value.translation_key, content_type=value.content_type
    )
    return bool(related.has_translation(locale))
