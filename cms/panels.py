"""Inputs of the admin that say which language they are written in, whatever that of the interface.

Panels aren't patched by modeltranslation: naming `name` would edit the column of the editor's own
interface language. So each column of the site's languages is named. The words of a page are in
the page's own language. static/js/admin-words.js goes on from there: to the blocks and editors
that are drawn by script.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import TranslatableField, get_translatable_fields

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
    attrs = written_in(language)
    return forms.Textarea({**attrs, "rows": 3}) if multiline else forms.TextInput(attrs)


def written_in(language: str) -> dict[str, str]:
    """The attributes of an input for words in a language."""
    return {"lang": language, "dir": direction(language)}


def mark_words(form: forms.BaseForm, names: Iterable[str], *, language: str) -> None:
    """Have fields of a form, those of them that it has, say that they are in a language."""
    for name in names:
        if name in form.fields:
            form.fields[name].widget.attrs |= written_in(language)


class WordsForm(WagtailAdminPageForm):
    """The form of a page: what translators translate is marked with the page's language."""

    # Words in the page's language that aren't translated.
    other_words: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [
            field.field_name
            for field in get_translatable_fields(type(self.instance))
            if isinstance(field, TranslatableField)
        ]
        if self.instance.locale_id:
            language = self.instance.locale.language_code
            mark_words(self, (*names, *self.other_words), language=language)
