"""Inputs of the review: inline rich text as Wagtail has it, and labels as the page has them."""

from html import escape
from typing import Any

from django import forms
from django.utils.text import capfirst
from wagtail.admin.rich_text import DraftailRichTextArea

from actions.blocks import or_nothing
from actions.models import Office, UrgentActionPage
from cms.blocks import INLINE_FEATURES


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor; what its script didn't write is taken as plain text."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The HTML of what was typed."""
        try:
            return super().value_from_datadict(data, files, name)
        except (AttributeError, KeyError, TypeError, ValueError):
            return f"<p>{escape(str(data.get(name, '')))}</p>"


class RichField(forms.CharField):
    """Inline rich text, "" where it says nothing: an editor left empty posts an empty paragraph."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=RichTextArea(features=INLINE_FEATURES), **kwargs)

    def to_python(self, value: Any) -> str:
        """The HTML, or nothing."""
        return or_nothing(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """In a row that was added: whether anything stands in it."""
        return bool(self.to_python(data))


def label_on_page(name: str) -> str:
    """The label of an action's field, as the page's own form has it."""
    return capfirst(UrgentActionPage._meta.get_field(name).verbose_name)


def label_of_office(name: str) -> str:
    """The label of an office's field, as the directory's form has it."""
    return capfirst(Office._meta.get_field(name).verbose_name)
