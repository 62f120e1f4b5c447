"""Translating pages: submitting, publishing, and what may never happen to readers' words."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.localisation.publishing import publish_translation

__all__ = [
    "is_synchronised",
    "is_translation",
    "publish_translation",
    "refresh_source",
    "submit_for_translation",
    "unpublish_translations",
]


def is_translation(page: Page) -> bool:
    """Whether the page is made from a source in another language."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).exists()


def is_synchronised(page: Page) -> bool:
    """Whether the page is edited as a translation, text by text beside its source."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).exists()


def submit_for_translation(*, page: Page, locales: Iterable[Locale], by: Any = None) -> None:
    """Make a draft in each language from a page; nothing is published."""
    translate_object(page, list(locales), user=by)


def refresh_source(*, page: Page) -> None:
    """Let translators see what the editor's latest draft says; readers' words stay as they are."""
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source and not is_translation(page):
        source.update_from_db()


def unpublish_translations(*, page: Page) -> None:
    """What readers no longer have in the language it was written in, they have in none."""
    if is_translation(page):
        return
    others = Page.objects.filter(translation_key=page.translation_key, live=True)
    with transaction.atomic():
        for other in others.exclude(pk=page.pk).specific():
            other.unpublish()
