"""Panels for fields that have a column a language (django-modeltranslation).

Panels aren't patched by modeltranslation: naming `name` would edit the column of the editor's own
interface language. So each column of the site's languages is named.
"""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.languages import direction, own_name


def language_panels(
    fields: Mapping[str, str | Promise], *, multiline: tuple[str, ...] = ()
) -> list[MultiFieldPanel]:
    """A group of inputs a field (name → heading): one for each language of the site."""
    return [
        MultiFieldPanel(
            [
                FieldPanel(
                    f"{field}_{code}",
                    heading=own_name(code),
                    widget=_input(code, multiline=field in multiline),
                )
                for code in settings.SITE_LANGUAGES
            ],
            heading=heading,
        )
        for field, heading in fields.items()
    ]


def _input(language: str, *, multiline: bool) -> forms.Widget:
    attrs = {"lang": language, "dir": direction(language)}
    return forms.Textarea({**attrs, "rows": 3}) if multiline else forms.TextInput(attrs)
