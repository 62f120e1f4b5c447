"""Mends of wagtail-localize 1.14: what it does to readers' words that a site at risk can't have.

Each names what happens without it, and has a test that fails then.
"""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _theirs
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page
from wagtail_localize import models
from wagtail_localize.compat import DATE_FORMAT
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from cms.localisation import services
from cms.localisation.words import latest_draft

_get_or_create_from_instance = TranslationSource.get_or_create_from_instance.__func__
_get_source_instance = TranslationSource.get_source_instance
_save_target = Translation.save_target
_from_translated_html = StringValue.from_translated_html.__func__
_copy_synchronised_fields = models.copy_synchronised_fields

# A sentence of wagtail-localize's, in its own catalogue.
REFUSED_TAG = (
    "<{}> tag is not allowed. Strings can only contain standard HTML inline tags (such as <b>, <a>)"
)


def get_or_create_from_instance(cls: type[TranslationSource], instance: Any) -> Any:
    """What is submitted is the editor's latest draft of a page.

    Without it, translators get the live row: of a change that isn't published yet, nothing.
    """
    if isinstance(instance, Page):
        instance = latest_draft(instance.specific)
    return _get_or_create_from_instance(cls, instance)


def get_source_instance(self: TranslationSource) -> Any:
    """What a source is brought up to date from is the editor's latest draft of a page, likewise."""
    instance = _get_source_instance(self)
    return latest_draft(instance) if isinstance(instance, Page) else instance


def save_target(self: Translation, user: Any = None, publish: bool = True) -> None:
    """Publish a page's translation only when whole, and leave a live page alone otherwise.

    Without it, publishing with a missing segment shows the source's words under the other
    language, and saving a draft writes them onto the live row.
    """
    target = self.source.object.get_instance_or_none(self.target_locale)
    if publish and isinstance(target, Page):
        services.publish_translation(translation=self, by=user)
    elif not (isinstance(target, Page) and target.live):
        _save_target(self, user=user, publish=publish)


def _localised_comment(get_comment: Callable[[Any], str | None]) -> Callable[[Any], str | None]:
    """What the editor says of when a text was translated, with the day as the reader writes it.

    Without it, "Translated manually on 25 November 2026" has an English month in every language.
    """

    def said(self: Any) -> str | None:
        comment = get_comment(self)
        english = self.updated_at.strftime(DATE_FORMAT)
        day = date_format(timezone.localtime(self.updated_at))
        return comment.replace(english, day) if comment else comment

    return said


def from_translated_html(cls: type[StringValue], html: str) -> StringValue:
    """What translators write has no comments, nor anything of their kind, as it has no scripts.

    Without it, a comment hides any tag: browsers end some of them before Python does.
    """
    hidden = BeautifulSoup(html, "html.parser").find(
        string=lambda text: isinstance(text, PreformattedString)
    )
    if hidden is not None:
        raise ValueError(_theirs(REFUSED_TAG).format("!--"))
    return _from_translated_html(cls, html)


def copy_synchronised_fields(source: Any, target: Any) -> None:
    """Lists such as the topics of a page follow its source, empty ones too.

    Without it, topics that were all taken off the source stay on its translations.
    """
    _copy_synchronised_fields(source, target)
    for translatable in get_translatable_fields(type(source)):
        field = translatable.get_field(type(target))
        if translatable.is_synchronized(source) and isinstance(field, ParentalManyToManyField):
            getattr(target, field.name).set(getattr(source, field.name).all())


def apply() -> None:
    """Put the mends in place; called once, at start."""
    TranslationSource.get_or_create_from_instance = classmethod(get_or_create_from_instance)
    TranslationSource.get_source_instance = get_source_instance
    Translation.save_target = save_target
    StringValue.from_translated_html = classmethod(from_translated_html)
    models.copy_synchronised_fields = copy_synchronised_fields
    StringTranslation.get_comment = _localised_comment(StringTranslation.get_comment)
