"""Rows of the review: a step, a card, a letter, a person, an earlier action."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.widgets import AdminSnippetChooser

from actions.admin.importing.fields import RichField, label_of_office
from actions.importing import Card, Letter, Person, PreviousAction, Step
from actions.importing.matching import Candidate, Match, compare
from actions.importing.writing import Decision, new_office
from actions.models import Country, Holder, Office

NEW, OTHER = "new", "other"
MOST_ROWS = 40
"""Of one part: a document with more is none of an urgent action, or several."""


class Row(forms.Form):
    """One row; an empty one that wasn't filled in counts for nothing."""

    words: tuple[str, ...] = ()
    """The fields that are in the language of the document."""

    template_name = "actions/admin/importing/row.html"


class OfficeChooser(AdminSnippetChooser):
    """Wagtail's chooser; what names no office is none, and the field says so."""

    def get_instance(self, value: Any) -> Any:
        """The office of an id."""
        try:
            return super().get_instance(value)
        except (ObjectDoesNotExist, OverflowError, TypeError, ValueError):
            return None


class StepRow(Row):
    """A step of TAKE ACTION."""

    words = ("html",)

    html = RichField(label=_("Step"))
    reports = forms.BooleanField(label=_("Leads to reporting"), required=False)

    def part(self) -> Step | None:
        """The step; None where nothing is written."""
        html = inline(self.cleaned_data["html"])
        return Step(html, self.cleaned_data["reports"]) if html else None


class LetterRow(Row):
    """A model letter."""

    words = ("salutation", "body", "sign_off")

    salutation = forms.CharField(label=_("Salutation"), max_length=200, required=False)
    body = RichField(label=_("Letter"))
    sign_off = forms.CharField(label=_("Sign-off"), max_length=200, required=False)

    def part(self) -> Letter | None:
        """The letter; None where nothing is written."""
        data = self.cleaned_data
        if not any((data["salutation"], data["body"], data["sign_off"])):
            return None
        return Letter(
            data["salutation"] or None, paragraphs_in(data["body"]), data["sign_off"] or None
        )


class PersonRow(Row):
    """Who is at risk."""

    words = ("name", "pronoun")

    name = forms.CharField(label=_("Name"), max_length=250, required=False)
    pronoun = forms.CharField(label=_("Pronoun"), max_length=60, required=False)

    def part(self) -> Person | None:
        """The person or group; None without a name."""
        name, pronoun = self.cleaned_data["name"], self.cleaned_data["pronoun"]
        return Person(name, pronoun or None) if name else None

    def clean(self) -> dict[str, Any]:
        """A pronoun belongs to a name."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("pronoun") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write whose pronoun this is, or empty it."))
        return cleaned


class PreviousRow(Row):
    """An earlier action elsewhere."""

    words = ("label",)

    label = forms.CharField(label=_("Label"), max_length=200, required=False)
    url = forms.URLField(
        label=_("Web address"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr"}),
    )

    def part(self) -> PreviousAction | None:
        """The link; None without an address."""
        url, label = self.cleaned_data["url"], self.cleaned_data["label"]
        return PreviousAction(url, label or None) if url else None

    def clean(self) -> dict[str, Any]:
        """A label alone leads nowhere."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("label") and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("url", _("Write the address that this leads to, or empty the label."))
        return cleaned


class CardRow(Row):
    """Somebody to write to: an office of the directory, or a new one as the document has it."""

    template_name = "actions/admin/importing/card.html"
    words = ("title", "name", "salutation", "note")

    choice = forms.ChoiceField(label=_("Which office is it?"), widget=forms.RadioSelect)
    other = forms.ModelChoiceField(
        label=_("Office of the directory"),
        queryset=Office.objects.all(),
        required=False,
        widget=OfficeChooser(Office),
    )
    title = forms.CharField(label=label_of_office("title"), max_length=200, required=False)
    name = forms.CharField(
        label=capfirst(Holder._meta.verbose_name), max_length=200, required=False
    )
    address = forms.CharField(
        label=label_of_office("address"),
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    phone = forms.CharField(label=label_of_office("phone"), max_length=60, required=False)
    fax = forms.CharField(label=label_of_office("fax"), max_length=60, required=False)
    emails = forms.CharField(
        label=label_of_office("emails"),
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "ltr"}),
        help_text=_("One a line."),
    )
    x_handle = forms.CharField(label=label_of_office("x_handle"), max_length=200, required=False)
    website = forms.CharField(label=label_of_office("website"), max_length=200, required=False)
    country = forms.ChoiceField(label=label_of_office("country"), required=False)
    embassy_of = forms.ChoiceField(label=label_of_office("embassy_of"), required=False)
    salutation = forms.CharField(label=_("Salutation"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 2}))

    CONTACTS = ("phone", "fax", "x_handle", "website")

    def __init__(
        self,
        *args: Any,
        match: Match,
        language: str,
        countries: dict[str, Country],
        country_choices: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.match, self.language, self.countries = match, language, countries
        fields: dict[str, Any] = self.fields
        for name in self.CONTACTS:
            fields[name].widget.attrs["dir"] = "ltr"
        for name in ("country", "embassy_of"):
            fields[name].choices = country_choices
        known = [(str(one.office.pk), str(one.office)) for one in match.candidates]
        fields["choice"].choices = [
            *known,
            (OTHER, _("Another office of the directory")),
            (NEW, _("A new office, as the document has it")),
        ]
        fields["choice"].initial = NEW

    def options(self) -> Iterator[tuple[Any, Candidate | None]]:
        """Each way to answer, with the office where it is one that was found."""
        by_pk = {str(one.office.pk): one for one in self.match.candidates}
        for radio in self["choice"]:
            yield radio, by_pk.get(str(radio.data["value"]))

    @property
    def shows_new(self) -> bool:
        """Whether what the document has is open to look at: where a new office is made of it."""
        return self["choice"].value() == NEW or any(
            field.errors for field in self.contacts() if self.is_bound
        )

    @property
    def edit_url_name(self) -> str:
        """Where an office of the directory is looked at."""
        viewset: Any = Office.snippet_viewset
        return str(viewset.get_url_name("edit"))

    def contacts(self) -> list[Any]:
        """What is only asked of a new office."""
        names = ("title", "name", "address", "emails", *self.CONTACTS, "country", "embassy_of")
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        """A new office must be one that can be saved; another one must have been chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("choice") == OTHER and not cleaned.get("other"):
            self.add_error("other", _("Choose the office, or say that it is a new one."))
        elif cleaned.get("choice") == NEW and not self.errors and self.part():
            self._check_new()
        return cleaned

    def _check_new(self) -> None:
        card = self.part()
        assert card is not None  # noqa: S101  (asked before)
        try:
            new_office(card, self.decision(), language=self.language).clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                field = "title" if name.startswith("title") else name
                self.add_error(field if field in self.fields else None, messages)

    def part(self) -> Card | None:
        """The card; None where neither an office nor anything of one was given."""
        data = self.cleaned_data
        card = Card(
            name=data["name"] or None,
            office=data["title"] or None,
            address=_lines(data["address"]),
            fax=data["fax"] or None,
            phone=data["phone"] or None,
            emails=tuple(data["emails"].replace(",", " ").replace(";", " ").split()),
            x_handle=data["x_handle"] or None,
            salutation=data["salutation"] or None,
            website=data["website"] or None,
            others=_lines(data["note"]),
        )
        return None if card == Card() and data["choice"] == NEW else card

    def decision(self) -> Decision:
        """What becomes of it."""
        data = self.cleaned_data
        country = self.countries.get(data["country"])
        office = self._office()
        if office is None:
            return Decision(None, country, self.countries.get(data["embassy_of"]))
        match = Match(self.part() or Card(), country, self.countries.get(data["embassy_of"]))
        return Decision(office, missing=compare(match, office, language=self.language).missing)

    def _office(self) -> Office | None:
        choice = self.cleaned_data["choice"]
        if choice == OTHER:
            other: Office | None = self.cleaned_data["other"]
            return other
        by_pk = {str(one.office.pk): one.office for one in self.match.candidates}
        return by_pk.get(choice)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def paragraphs_in(html: str) -> tuple[str, ...]:
    """The paragraphs of rich text as inline HTML, empty ones left out."""
    opened = html.replace("</p>", "")
    parts = (part.partition(">")[2] for part in opened.split("<p")[1:])
    return tuple(part for part in parts if part.strip())


def inline(html: str) -> str:
    """Rich text as one run of inline HTML: a step has one paragraph."""
    return "<br/>".join(paragraphs_in(html))
