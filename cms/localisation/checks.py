"""System checks of what translation relies on; each hint says the mend."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import translator
from wagtail.models import Page, TranslatableMixin


@register()
def child_models(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What is edited inside a page is translated with it.

    wagtail-localize passes over a child model without TranslatableMixin in silence: its words
    would stand in the source's language on every translated page.
    """
    return untranslated_children(model for model in apps.get_models() if issubclass(model, Page))


def untranslated_children(pages: Iterable[type[Page]]) -> list[CheckMessage]:
    """An error for each model that is edited inside one of these pages and isn't translated."""
    return [
        Error(
            f"{child._meta.label} is edited inside {page._meta.label} but isn't translated "
            "with it.",
            hint=f"Have {child._meta.object_name} inherit wagtail.models.TranslatableMixin.",
            obj=child,
            id="localisation.E001",
        )
        for page in pages
        for relation in get_all_child_relations(page)
        for child in [relation.related_model]
        # Comments, for instance, which are not for readers.
        if not child.__module__.startswith("wagtail.") and not issubclass(child, TranslatableMixin)
    ]


@register()
def both_mechanisms(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No model is translated twice: by wagtail-localize and by columns."""
    return translated_twice(translator.get_registered_models(abstract=False))


def translated_twice(models: Iterable[type[Any]]) -> list[CheckMessage]:
    """An error for each model with translated columns that also has a row a language.

    Every column would be offered to translators as a text of its own.
    """
    return [
        Error(
            f"{model._meta.label} has a column a language and a row a language.",
            hint="Take it out of translation.py, or don't have it inherit TranslatableMixin.",
            obj=model,
            id="localisation.E002",
        )
        for model in models
        if issubclass(model, TranslatableMixin)
    ]
