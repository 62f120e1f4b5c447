"""Translating pages: submitting, publishing, and what may never happen to readers' words."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    MissingRelatedObjectError,
    MissingTranslationError,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object


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
    """Let translators see what a published source says now; readers' words stay as they are."""
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


def publish_translation(*, translation: Translation, by: Any = None) -> None:
    """Publish a translation, whole.

    Raises ValidationError where a segment isn't translated yet: the words of the source are never
    shown as another language.
    """
    try:
        with transaction.atomic():
            page, _created = translation.source.create_or_update_translation(
                translation.target_locale,
                user=by,
                publish=False,
                copy_parent_pages=True,
                fallback=False,
            )
            # Published here and from a fresh row: left to the commit, it would come after
            # whatever else this transaction does, and write back a stale place in the tree.
            page = Page.objects.get(pk=page.pk)
            page.latest_revision.publish(user=by)
    except (MissingTranslationError, MissingRelatedObjectError) as error:
        raise ValidationError(
            _(
                "%(language)s isn't complete: %(done)s of %(all)s segments are translated. "
                "Readers keep the translation that is published now."
            ),
            params={
                "language": translation.target_locale.get_display_name(),
                "done": translation.get_progress()[1],
                "all": translation.get_progress()[0],
            },
        ) from error
