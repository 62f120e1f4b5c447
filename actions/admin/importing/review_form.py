"""What an action has once: title, number, dates, countries, introduction, what found no place."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from actions import numbering
from actions.admin.importing.fields import RichField, label_on_page
from actions.admin.importing.rows import paragraphs_in
from actions.choices import Kind
from actions.forms import Checklist, NumberFields
from actions.importing import ActionDraft
from actions.importing.writing import paragraphs
from actions.models import UrgentActionPage
from actions.numbers import ActionNumber, NumberKind, label_for_editors
from cms.collation import sort_key

# Typed as in the page's own form, with its labels.
AS_ON_THE_PAGE = (
    "title",
    "kind",
    "serial",
    "year",
    "sequence",
    "index_number",
    "issued_on",
    "act_by",
    "own_language_accepted",
)


class ReviewForm(NumberFields, forms.Form):
    """The parts that an action has once, as they were understood."""

    countries = forms.MultipleChoiceField(
        label=label_on_page("countries"), required=False, widget=Checklist
    )
    introduction = RichField(label=label_on_page("introduction"))
    additional_information = RichField(label=label_on_page("additional_information"))
    preferred_languages = forms.MultipleChoiceField(
        label=label_on_page("preferred_languages"), required=False, widget=Checklist
    )
    unplaced = forms.CharField(
        label=label_on_page("unplaced"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Move what matters to its place. What is left stays with the draft."),
    )

    def __init__(self, data: Any, *, draft: ActionDraft, countries: Any, languages: Any) -> None:
        super().__init__(data, initial=_initial(draft))
        days = dict.fromkeys(("issued_on", "act_by"), AdminDateInput)
        self.fields |= forms.fields_for_model(UrgentActionPage, AS_ON_THE_PAGE, widgets=days)
        fields: dict[str, Any] = self.fields
        # Wagtail's own words for it aren't in every language, and say no more than the heading.
        fields["title"].label, fields["title"].help_text = _("Title"), ""
        fields["countries"].choices = countries
        fields["preferred_languages"].choices = languages

    def clean(self) -> dict[str, Any]:
        """Both halves of a number, one that no other action has, and days in their order."""
        cleaned: dict[str, Any] = super().clean() or {}
        serial, year = cleaned.get("serial"), cleaned.get("year")
        if not {"serial", "year"} & self.errors.keys() and bool(serial) != bool(year):
            message = _("A number has a serial number and a year: 109 and 2023 for UA 109.23.")
            self.add_error("year" if serial else "serial", message)
        number = self.number()
        if number and numbering.is_taken(number, by_other_than=None):
            message = _("Another action has the number %(label)s.")
            error = ValidationError(message, params={"label": label_for_editors(number)})
            self.add_error("serial", error)
        issued_on, act_by = cleaned.get("issued_on"), cleaned.get("act_by")
        if issued_on and act_by and act_by < issued_on:
            self.add_error("act_by", _("The deadline is before the issue date. Check both."))
        return cleaned

    def number(self) -> ActionNumber | None:
        """The number that was typed; None without one."""
        data = self.cleaned_data
        if not data.get("serial") or not data.get("year"):
            return None
        kind = NumberKind(data.get("kind") or NumberKind.URGENT_ACTION)
        sequence = data.get("sequence") or (1 if kind == NumberKind.URGENT_ACTION else None)
        return ActionNumber(data["serial"], data["year"], sequence, kind)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the draft has it."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "number": self.number(),
            "index_number": data["index_number"] or None,
            "issued_on": data["issued_on"],
            "act_by": data["act_by"],
            "countries": tuple(data["countries"]),
            "introduction": paragraphs_in(data["introduction"]),
            "additional_information": paragraphs_in(data["additional_information"]),
            "preferred_languages": tuple(data["preferred_languages"]),
            "own_language_accepted": data["own_language_accepted"],
            "unplaced": (data["unplaced"].strip(),) if data["unplaced"].strip() else (),
        }


def choices_of(rows: dict[str, Any], *, first: Collection[str] = ()) -> list[tuple[str, str]]:
    """Rows of the directory as choices, by their names; those of `first` before all others."""
    choices = [(code, str(row)) for code, row in rows.items()]
    key = sort_key(get_language() or "en")
    return sorted(choices, key=lambda choice: (choice[0] not in first, key(choice[1])))


def _initial(draft: ActionDraft) -> dict[str, Any]:
    number = draft.number
    return {
        "title": draft.title,
        "kind": number.kind if number else Kind.URGENT_ACTION,
        "serial": number.serial if number else None,
        "year": number.year if number else None,
        "sequence": number.sequence if number else None,
        "index_number": draft.index_number,
        "issued_on": draft.issued_on,
        "act_by": draft.act_by,
        "countries": list(draft.countries),
        "introduction": paragraphs(draft.introduction),
        "additional_information": paragraphs(draft.additional_information),
        "preferred_languages": list(draft.preferred_languages),
        "own_language_accepted": bool(draft.own_language_accepted),
        "unplaced": "\n\n".join(draft.unplaced),
    }
