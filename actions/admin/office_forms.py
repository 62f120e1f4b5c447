"""The forms of the acts on an office."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from actions.forms import OfficeForm
from actions.models import Holder, Office
from cms.languages import direction, own_name

TITLES = [f"title_{code}" for code in settings.SITE_LANGUAGES]
ADDRESSES = ["address", "phone", "fax", "emails", "x_handle", "website"]
HELD = [
    f"{name}_{code}"
    for name in ("name", "honorific", "salutation")
    for code in settings.SITE_LANGUAGES
]
BODIES = ["organisation", "country", "embassy_of"]


class ReasonMixin(forms.Form):
    """Where it is known from: kept in the history of the office and of what it touches."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("Kept in the history; readers don't see it.")
    )


def _inputs_in(form: Any, fields: dict[str, Any]) -> None:
    """Inputs a language bear its name, and lang and dir."""
    for name, heading in fields.items():
        for code in settings.SITE_LANGUAGES:
            field = form.fields[f"{name}_{code}"]
            field.label = f"{heading} · {own_name(code)}"
            field.widget = forms.TextInput({"lang": code, "dir": direction(code)})


class CorrectForm(ReasonMixin, OfficeForm):
    """All that a card shows of an office, and whether it was checked today."""

    checked = forms.BooleanField(
        label=_("I checked all of this today"),
        required=False,
        help_text=_("Sets “verified on” to today."),
    )

    class Meta:
        model = Office
        fields = [*TITLES, *BODIES, *ADDRESSES]
        formsets: list[str] = []

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        _inputs_in(self, {"title": _("Title")})

    def _post_clean(self) -> None:
        """The row is checked with the day that the form says."""
        super()._post_clean()
        if self.cleaned_data.get("checked"):
            self.instance.verified_on = self.today

    def changes(self) -> list[tuple[str, str, str]]:
        """What is different: label, old and new, as texts."""
        found = []
        for name in self.changed_data:
            if name in self._meta.fields:
                old, new = self.initial.get(name), getattr(self.instance, name)
                if name in BODIES:
                    choices: Any = self.fields[name]
                    row = choices.queryset.filter(pk=old).first() if old else None
                    old = row
                if str(old or "") != str(new or ""):
                    found.append((str(self.fields[name].label), str(old or ""), str(new or "")))
        if self.cleaned_data.get("checked") and self.initial_verified != self.today:
            found.append(
                (
                    str(Office._meta.get_field("verified_on").verbose_name),
                    date_format(self.initial_verified) if self.initial_verified else "",
                    date_format(self.today),
                )
            )
        return found

    @property
    def initial_verified(self) -> date | None:
        """When it was checked before."""
        if not hasattr(self, "_initial_verified"):
            found = Office.objects.filter(pk=self.instance.pk).values_list("verified_on", flat=True)
            self._initial_verified: date | None = found.first()
        return self._initial_verified


class SucceedForm(ReasonMixin, forms.ModelForm):
    """Who holds the office, from which day."""

    class Meta:
        model = Holder
        fields = [*HELD, "since"]
        widgets = {"since": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].required = True
        self.fields["since"].help_text = _("Whoever holds it now does until the day before.")
        _inputs_in(
            self,
            {"name": _("Name"), "honorific": _("Honorific"), "salutation": _("Salutation")},
        )


class MergeForm(ReasonMixin):
    """The office that stays."""

    kept = forms.ModelChoiceField(
        label=_("Keep"),
        queryset=Office.objects.none(),
        help_text=_("This one stays, with its own title and addresses."),
    )
    field_order = ("kept", "reason")

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office
        choices: Any = self.fields["kept"]
        choices.queryset = (
            Office.objects.exclude(pk=office.pk).select_related(*BODIES).prefetch_related("holders")
        )

    def differences(self) -> list[tuple[str, str, str]]:
        """What the two don't have in common: label, what goes, what stays."""
        kept: Office = self.cleaned_data["kept"]
        found = []
        for name in (*TITLES, *BODIES, *ADDRESSES, "verified_on"):
            old, new = (str(getattr(row, name) or "") for row in (self.office, kept))
            if old != new:
                label = str(Office._meta.get_field(name).verbose_name)
                found.append((label, old, new))
        gone, staying = (
            ", ".join(str(holder) for holder in row.holders.all()) for row in (self.office, kept)
        )
        if gone != staying:
            found.append((str(_("Holders")), gone, staying))
        return found
