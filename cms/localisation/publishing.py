"""Publishing a translation: whole, and only what its source says in public.

Translators work on the editor's latest draft. Where readers of the source still have an earlier
version, a translation published by itself says what that version says; the draft's words go out
with the source (releasing.py).
"""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, Revision
from wagtail_localize.models import (
    MissingRelatedObjectError,
    MissingTranslationError,
    StringTranslation,
    Translation,
    TranslationLog,
)

from cms.languages import name_for_reader
from cms.localisation.models import Release, ReleasedTranslation
from cms.localisation.words import source_as, texts_of, translated_places


def publish_translation(*, translation: Translation, by: Any = None) -> None:
    """Publish a translation of what readers of its source have now, whole.

    Raises ValidationError where the source isn't published, where a segment isn't translated yet
    (the words of the source are never shown as another language), or where the page isn't valid.
    """
    page = public_source(translation)
    if page is None:
        raise ValidationError(
            _(
                "The %(source)s page isn't published yet. Its translations go live with it: "
                "“Release together” on that page publishes both."
            ),
            params={"source": name_for_reader(translation.source.locale.language_code)},
        )
    with transaction.atomic():
        draft_translation(translation=translation, words_of=page, by=by).publish(user=by)
        forget_errors(translation)
        _renew_planned(translation, by=by)


def _renew_planned(translation: Translation, *, by: Any) -> None:
    """A release that is to come takes over what was just published, so as not to undo it.

    As far as it can: where the draft's words aren't all translated any more, it stays as it is.
    """
    planned = ReleasedTranslation.objects.filter(
        release__in=Release.objects.pending(),
        release__page__translation_key=translation.source.object_id,
        locale=translation.target_locale,
    ).select_related("release__revision")
    for item in planned:
        words = item.release.revision.as_object()
        with suppress(ValidationError), transaction.atomic():
            item.revision = draft_translation(translation=translation, words_of=words, by=by)
            item.save(update_fields=["revision"])


def public_source(translation: Translation) -> Page | None:
    """The page that a translation is made from, as readers have it; None where they don't."""
    source = translation.source
    page: Page | None = (
        source.specific_content_type.model_class()
        .objects.filter(translation_key=source.object_id, locale_id=source.locale_id, live=True)
        .first()
    )
    return page


def draft_translation(*, translation: Translation, words_of: Page, by: Any = None) -> Revision:
    """A new revision of the translated page, of one version of its source; nothing is published.

    What readers have stays as it is. Raises ValidationError where a segment of that version isn't
    translated, or where the page isn't valid.
    """
    source = source_as(translation.source, words_of)
    locale = translation.target_locale
    target = source.object.get_instance_or_none(locale)
    try:
        if target is None or target.alias_of_id:
            made, _created = source.create_or_update_translation(
                locale, user=by, publish=False, copy_parent_pages=True
            )
            # From a fresh row: this one has a stale place in the tree.
            return Page.objects.get(pk=made.pk).latest_revision
        page = source.get_ephemeral_translated_instance(locale)
    except (MissingTranslationError, MissingRelatedObjectError) as error:
        raise _incomplete(translation, words_of) from error
    source.sync_view_restrictions(words_of, page)
    # The source's, which another page may have in the target's tree: a home has its siblings.
    page.slug = find_available_slug(page.get_parent(), page.slug, ignore_page_id=page.pk)
    revision: Revision = page.save_revision(user=by)
    TranslationLog.objects.create(source=translation.source, locale=locale, revision=revision)
    return revision


def forget_errors(translation: Translation) -> None:
    """Take away what was once wrong with texts that are now published.

    wagtail-localize keeps the mark for good, and counts such a text as untranslated.
    """
    StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale_id=translation.target_locale_id,
        has_error=True,
    ).update(has_error=False, field_error="")


def _incomplete(translation: Translation, page: Page) -> ValidationError:
    places = set(texts_of(page))
    locale = translation.target_locale
    done = places & translated_places(page, [locale])[locale.pk]
    return ValidationError(
        _(
            "%(language)s isn't complete: %(done)s of %(all)s segments are translated. "
            "Readers keep the translation that is published now."
        ),
        params={
            "language": name_for_reader(locale.language_code),
            "done": len(done),
            "all": len(places),
        },
    )
