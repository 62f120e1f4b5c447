"""The forms of an action and of an office: what can still be changed, and what is read kindly."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from actions import numbering
from actions.blocks import or_nothing
from actions.choices import Kind
from actions.contacts import clean_x_handle
from actions.numbers import FIRST_YEAR, year_in_full
from cms.ordering import InOrder
from cms.panels import WordsForm

# What actions/numbers.py reads again: a serial of five digits, an ordinal of three.
LAST_YEAR = FIRST_YEAR + 99
LAST_SERIAL = 99_999
LAST_SEQUENCE = 999


def reason_field(help_text: Any = None) -> forms.CharField:
    """Why an act is done, in whichever language its doer writes; who reads it, in the help."""
    return forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=help_text or _("Kept in the history; readers don't see it."),
    )


class NumberFields:
    """Mixin of forms: the parts of a number as typed, within what can be read again."""

    cleaned_data: dict[str, Any]
    data: Any
    add_prefix: Any

    def clean_serial(self) -> int | None:
        """A serial number that can be read again in an address."""
        return _within(self.cleaned_data["serial"], LAST_SERIAL)

    def clean_sequence(self) -> int | None:
        """A place in the series that can be read again in a label."""
        return _within(self.cleaned_data["sequence"], LAST_SEQUENCE)

    def clean_year(self) -> int | None:
        """A year may be written with two digits: 23 is 2023, 95 is 1995, 00 is 2000."""
        year: int | None = self.cleaned_data["year"]
        typed = str(self.data.get(self.add_prefix("year"), "")).strip()
        if year is not None and len(typed) == 2:
            year = year_in_full(year)
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(
                _("Write a year from %(first)s to %(last)s, or its last two digits."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        return year


class UrgentActionForm(NumberFields, WordsForm):
    """Editors' form; the deadline is read-only once the record has it."""

    other_words = ("unplaced",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # "AMR 37/6674/2017" is read from its own beginning, in an admin in Urdu too.
        for name in ("index_number", "reference"):
            if name in self.fields:
                self.fields[name].widget.attrs["dir"] = "auto"
        sort_checklists(self)
        record = self.instance.record if self.instance.pk else None
        if record and "act_by" in self.fields:
            self.initial["act_by"] = record.act_by
            self.fields["act_by"].disabled = True
            self.fields["act_by"].help_text = _(
                "Published. “Extend the deadline” changes it in every language at once."
            )
        if "slug" in self.fields:
            self.fields["slug"].required = False  # the page takes its label, else its title

    def clean_introduction(self) -> str:
        """An untouched editor posts an empty paragraph, which introduces nothing."""
        field, words = self.fields["introduction"], or_nothing(self.cleaned_data["introduction"])
        if field.required and not words:
            raise ValidationError(field.error_messages["required"], code="required")
        return words

    def clean_safety_note(self) -> str:
        """Nothing rather than an empty paragraph, which would be shown as a note."""
        return or_nothing(self.cleaned_data["safety_note"])

    def clean(self) -> dict[str, Any]:
        """To be published, further information says which document of its series it is."""
        cleaned: dict[str, Any] = super().clean()
        numbered = cleaned.get("serial") and cleaned.get("year")
        follows = cleaned.get("kind") in (Kind.FURTHER_INFORMATION, Kind.FOLLOW_UP)
        asked = "sequence" in cleaned and cleaned["sequence"] is None
        if numbered and follows and asked and not self.is_deferred_validation:
            free = numbering.next_sequence(
                serial=cleaned["serial"],
                year=cleaned["year"],
                by_other_than=self.instance.translation_key,
            )
            message = _("%(free)s is the next free one; enter it to confirm.")
            self.add_error("sequence", ValidationError(message, params={"free": free}))
        return cleaned


# How what a card prints runs, whatever the language of the admin: an address line by line.
DIRECTIONS = {
    "address": "auto",
    **dict.fromkeys(("phone", "fax", "emails", "x_handle", "website"), "ltr"),
}


class OfficeForm(WagtailAdminModelForm):
    """Editors' form of an office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sort_checklists(self)
        if "x_handle" in self.fields:  # an address of X is longer than the handle that it names
            longer = self._meta.model._meta.get_field("x_handle").formfield(max_length=200)
            self.fields["x_handle"] = longer
        # Where the admin is in Urdu, "+92 51" would be read from its other end.
        for name, way in DIRECTIONS.items():
            if name in self.fields:
                self.fields[name].widget.attrs["dir"] = way

    def save(self, commit: bool = True) -> Any:
        """Save it; actions that are no longer open keep the office as it was."""
        from actions.services import change_office

        if not commit or not self.instance.pk:
            return super().save(commit=commit)
        with change_office(self.instance.pk, today=timezone.localdate()):
            return super().save()

    def clean_x_handle(self) -> str:
        """The handle, with its @, also from an address of X."""
        return clean_x_handle(self.cleaned_data["x_handle"])


def _within(number: int | None, last: int) -> int | None:
    """A number from 1 to `last`, or none; ValidationError for others."""
    if number is not None and not 1 <= number <= last:
        raise ValidationError(
            _("Write a number from %(first)s to %(last)s."), params={"first": 1, "last": last}
        )
    return number


class Checklist(forms.CheckboxSelectMultiple):
    """Many choices as a list to tick, in columns that scroll; no keys to hold while clicking."""

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__({"class": "checklist", **(attrs or {})}, **kwargs)


def sort_checklists(form: Any) -> None:
    """Have the lists of a form offer names in the order of the admin's language."""
    for field in form.fields.values():
        if isinstance(field.widget, Checklist):
            field.queryset = field.queryset.order_by(InOrder("name"))
