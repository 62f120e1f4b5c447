"""A new page starts from the translations of another one with the same blocks.

wagtail-localize keeps a translation for a text in a place of one page: the same text in the same
place of a copy has none. Here the copy gets them, so that only what its editor changes is left to
translate; the words for a changed text stay as what a translator can start from.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from cms.localisation.services import submit_for_translation


def languages_of(page: Page) -> list[Locale]:
    """The languages that a page is translated into, live or draft; aliases are no translations."""
    translated = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return list(
        Locale.objects.filter(
            pk__in=Translation.objects.filter(
                source__object_id=page.translation_key,
                source__locale_id=page.locale_id,
                target_locale__in=translated.values("locale_id"),
            ).values("target_locale_id")
        ).order_by("language_code")
    )


@transaction.atomic
def translate_as(*, page: Page, earlier: Page, by: Any = None) -> list[Locale]:
    """Make drafts of a page in the languages of an earlier one, with its words where they fit.

    Returns those languages. Nothing is published. How many queries it takes grows with the texts
    that wagtail-localize cuts the page into, not with their translations.
    """
    locales = languages_of(earlier)
    if not locales:
        return []
    TranslationSource.get_or_create_from_instance(page)
    contexts = _same_places(of=earlier.translation_key, on=page.translation_key)
    _copy(StringTranslation, contexts, locales)
    _copy(SegmentOverride, contexts, locales)
    submit_for_translation(page=page, locales=locales, by=by)
    return locales


def _same_places(*, of: UUID, on: UUID) -> dict[int, int]:
    """From the places of one page to the same places of another, by their ids."""
    new = dict(
        TranslationContext.objects.filter(object_id=on).order_by().values_list("path_id", "pk")
    )
    old = TranslationContext.objects.filter(object_id=of).order_by().values_list("path_id", "pk")
    return {pk: new[path_id] for path_id, pk in old if path_id in new}


def _copy(model: Any, contexts: dict[int, int], locales: list[Locale]) -> None:
    rows = list(model.objects.filter(context_id__in=contexts, locale__in=locales))
    for row in rows:
        row.pk, row.context_id = None, contexts[row.context_id]
        row._state.adding = True
    model.objects.bulk_create(rows)
