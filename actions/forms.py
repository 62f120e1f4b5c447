"""The form of an urgent action: what of it can still be changed, and small helps while writing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from actions.numbers import year_in_full


class UrgentActionForm(WagtailAdminPageForm):
    """Editors' form; the deadline is read-only once the record has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = self.instance.record if self.instance.pk else None
        if record and "act_by" in self.fields:
            self.initial["act_by"] = record.act_by
            self.fields["act_by"].disabled = True
            self.fields["act_by"].help_text = _(
                "Published. “Extend the deadline” changes it in every language at once."
            )

    def clean_year(self) -> int | None:
        """A year may be written with two digits: 23 is 2023, 95 is 1995."""
        year = self.cleaned_data["year"]
        return year_in_full(year) if year is not None else None


class Checklist(forms.CheckboxSelectMultiple):
    """Many choices as a list to tick, in columns that scroll; no keys to hold while clicking."""

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__({"class": "checklist", **(attrs or {})}, **kwargs)
