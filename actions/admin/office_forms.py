"""The forms of the acts on an office."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from actions.forms import OfficeForm, reason_field
from actions.models import Holder, Office
from cms.languages import direction, own_name
from cms.ordering import InOrder
from cms.wording import listed

TITLES = [f"title_{code}" for code in settings.SITE_LANGUAGES]
ADDRESSES = ["address", "phone", "fax", "emails", "x_handle", "website"]
HELD = [
    f"{name}_{code}"
    for name in ("name", "honorific", "salutation")
    for code in settings.SITE_LANGUAGES
]
BODIES = ["organisation", "country", "embassy_of"]

# What changes, for a preview: label, old and new, as texts.
Change = tuple[str, str, str]


TITLE = capfirst(Office._meta.get_field("title").verbose_name)


class ReasonMixin(forms.Form):
    """Where it is known from: kept in the history of the office and of what it touches."""

    reason = reason_field()


def _inputs_in(form: Any, fields: dict[str, Any]) -> None:
    """Inputs a language bear its name, and lang and dir."""
    for name, heading in fields.items():
        for code in settings.SITE_LANGUAGES:
            field = form.fields[f"{name}_{code}"]
            field.label = _in_language(heading, code)
            field.widget = forms.TextInput({"lang": code, "dir": direction(code)})


def _in_language(heading: Any, code: str) -> str:
    """The label of what there is once a language."""
    return f"{heading} · {own_name(code)}"


def _label(name: str) -> str:
    """The label of a column of an office, as the forms have it."""
    if name in TITLES:
        return _in_language(TITLE, name.removeprefix("title_"))
    return str(capfirst(Office._meta.get_field(name).verbose_name))


def _text(value: Any) -> str:
    """A value as a preview prints it; however its lines end, they are the same."""
    if isinstance(value, date):
        return date_format(value)
    return "\n".join(str(value or "").splitlines())


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
        _inputs_in(self, {"title": TITLE})

    def _post_clean(self) -> None:
        """The row is checked with the day that the form says."""
        super()._post_clean()
        if self.cleaned_data.get("checked"):
            self.instance.verified_on = self.today

    def changes(self) -> list[Change]:
        """What is different."""
        rows = [(_label(name), *map(_text, values)) for name, *values in self._changed()]
        return [(label, old, new) for label, old, new in rows if old != new]

    def _changed(self) -> Iterator[tuple[str, Any, Any]]:
        """Columns that may be different: the name, the old value and the new one."""
        for name in self.changed_data:
            if name in self._meta.fields:
                old = self.initial.get(name)
                if name in BODIES and old:
                    choices: Any = self.fields[name]
                    old = choices.queryset.filter(pk=old).first()
                yield name, old, getattr(self.instance, name)
        if self.cleaned_data.get("checked"):
            yield "verified_on", self.initial_verified, self.today

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

    def changes(self, before: Holder | None) -> list[Change]:
        """What the directory says of whoever holds the office before, and of the new holder."""
        both = (before, self.instance)
        rows = [
            (str(self.fields[name].label), *(_text(getattr(row, name, "")) for row in both))
            for name in (*HELD, "since")
        ]
        return [(label, old, new) for label, old, new in rows if old != new]


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
            Office.objects.exclude(pk=office.pk)
            .select_related(*BODIES)
            .prefetch_related("holders")
            .order_by(InOrder("title"))
        )

    def differences(self) -> list[Change]:
        """What the two don't have in common: label, what goes, what stays."""
        both = (self.office, self.cleaned_data["kept"])
        rows = [
            (_label(name), *(_text(getattr(row, name)) for row in both))
            for name in (*TITLES, *BODIES, *ADDRESSES, "verified_on")
        ]
        holders = [listed(row.holders.all()) for row in both]
        rows.append((str(_("Holders")), *holders))
        return [(label, old, new) for label, old, new in rows if old != new]
