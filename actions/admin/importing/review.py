"""The second step: what was understood, each part to correct, and the draft made of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from actions.admin.importing.fields import label_on_page
from actions.admin.importing.original import OriginalLine, original_lines
from actions.admin.importing.parts import Part, capped, initial_of, problems_of
from actions.admin.importing.review_form import ReviewForm, choices_of
from actions.admin.importing.rows import (
    MOST_ROWS,
    CardRow,
    LetterRow,
    PersonRow,
    PreviousRow,
    Row,
    StepRow,
)
from actions.importing import ActionDraft, Card, ReadDocument
from actions.importing.matching import Match, described, directory_names, match_cards
from actions.importing.writing import Decision
from actions.models import Country, Language
from cms.panels import mark_words

ROWS: dict[str, type[Row]] = {
    "steps": StepRow,
    "targets": CardRow,
    "copies": CardRow,
    "letters": LetterRow,
    "people": PersonRow,
    "previous_actions": PreviousRow,
}
# The parts in the order of the document: name, heading, and fields where they aren't rows.
LAYOUT: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("title", _("Title"), ("title",)),
    ("number", _("Number"), ("serial", "year", "sequence", "kind", "index_number")),
    ("dates", pgettext_lazy("importing", "Dates"), ("issued_on", "act_by")),
    ("countries", label_on_page("countries"), ("countries",)),
    ("introduction", label_on_page("introduction"), ("introduction",)),
    ("steps", label_on_page("steps"), ()),
    ("targets", label_on_page("targets"), ()),
    ("copies", label_on_page("copies"), ()),
    ("letters", label_on_page("letters"), ()),
    (
        "additional_information",
        label_on_page("additional_information"),
        ("additional_information",),
    ),
    (
        "preferred_languages",
        _("Preferred language to address the target"),
        ("preferred_languages", "own_language_accepted"),
    ),
    ("people", label_on_page("people"), ()),
    ("previous_actions", label_on_page("previous_actions"), ()),
    ("unplaced", label_on_page("unplaced"), ("unplaced",)),
)


@dataclass(frozen=True)
class FieldError:
    """One error: the part and field that it stands at, the id of the input, and what is wrong."""

    where: str
    anchor: str
    message: str


def _errors(form: forms.BaseForm, field: forms.BoundField, title: Any) -> Iterator[FieldError]:
    for message in form.errors.get(field.name, ()):
        where = str(title) if str(field.label) == str(title) else f"{title} · {field.label}"
        yield FieldError(where, field.id_for_label or field.auto_id, str(message))


class Review:
    """A document that was read, with the forms to correct it; bound where `data` is given."""

    def __init__(self, read: ReadDocument, *, library: Page, data: Any = None) -> None:
        self.read, self.library = read, library
        self.language = library.locale.language_code
        self.countries = {row.code: row for row in Country.objects.all()}
        self.languages = {row.code: row for row in Language.objects.all()}
        self.draft = self._read()
        self.form = ReviewForm(
            data,
            draft=self.draft,
            countries=choices_of(self.countries, first=self.draft.countries),
            languages=choices_of(self.languages, first=self.draft.preferred_languages),
        )
        words = ("title", "introduction", "additional_information", "unplaced")
        mark_words(self.form, words, language=self.language)
        matches = self._matches()
        initial = initial_of(self.draft, matches)
        self.sets = {
            name: self._rows(name, data=data, initial=initial[name], matches=matches.get(name))
            for name in ROWS
        }

    def _read(self) -> ActionDraft:
        """What the document says, with as many rows of each part as a form holds."""
        draft = self.read.draft(
            countries=directory_names(self.countries.values(), language=self.language),
            languages=directory_names(self.languages.values(), language=self.language),
        )
        cards = (*draft.targets, *draft.copies)
        return capped(
            replace(
                draft,
                targets=described(draft.targets, within=cards),
                copies=described(draft.copies, within=cards),
            )
        )

    def _matches(self) -> dict[str, list[Match]]:
        """The offices that the cards may mean, found for all of them at once."""
        cards = (*self.draft.targets, *self.draft.copies)
        found = match_cards(
            cards,
            language=self.language,
            countries=self.draft.countries,
            rows=self.countries,
        )
        count = len(self.draft.targets)
        return {"targets": found[:count], "copies": found[count:]}

    def _rows(
        self, name: str, *, data: Any, initial: list[dict[str, Any]], matches: list[Match] | None
    ) -> Any:
        """The rows of a part, and an empty one."""
        form_kwargs: dict[str, Any] = {}
        if matches is not None:
            form_kwargs = {
                "language": self.language,
                "countries": self.countries,
                "country_choices": [("", "–"), *choices_of(self.countries)],
            }

        language = self.language

        class Rows(forms.BaseFormSet):
            def add_fields(self, form: Any, index: int | None) -> None:
                """Each row says which of its fields are words."""
                super().add_fields(form, index)
                mark_words(form, form.words, language=language)

            def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
                """Each card with the offices that it may mean."""
                kwargs: dict[str, Any] = super().get_form_kwargs(index)
                if matches is not None:
                    known = index is not None and index < len(matches)
                    kwargs["match"] = matches[index or 0] if known else Match(Card())
                return kwargs

        made = forms.formset_factory(
            ROWS[name],
            formset=Rows,
            extra=1,
            can_delete=True,
            max_num=MOST_ROWS + 1,
            absolute_max=MOST_ROWS + 10,
        )
        return made(data, prefix=name, initial=initial, form_kwargs=form_kwargs)

    @property
    def parts(self) -> Iterator[Part]:
        """The parts in the order of the document."""
        for name, title, fields in LAYOUT:
            yield Part(
                name=name,
                title=title,
                fields=[self.form[field] for field in fields],
                rows=self.sets.get(name),
                problems=problems_of(self.draft, name),
            )

    @property
    def original(self) -> Iterator[OriginalLine]:
        """The document, with what found no place marked."""
        return original_lines(self.read.text, unplaced=self.draft.unplaced)

    @property
    def media(self) -> forms.Media:
        """The scripts and styles of all inputs."""
        media = self.form.media
        for rows in self.sets.values():
            media += rows.empty_form.media
        return media

    @cached_property
    def is_valid(self) -> bool:
        """Whether a draft can be made; every form is asked, so that all errors show at once."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.sets.values())])

    @property
    def errors(self) -> Iterator[FieldError]:
        """Each error with the field that it stands at, in the order of the page."""
        for name, title, fields in LAYOUT:
            for field in fields:
                yield from _errors(self.form, self.form[field], title)
            rows = self.sets.get(name)
            if rows is None or not rows.is_bound:
                continue
            for message in rows.non_form_errors():
                yield FieldError(str(title), f"part-{name}", str(message))
            for number, row in enumerate(rows.forms, start=1):
                if not rows._should_delete_form(row):
                    for field in row:
                        yield from _errors(row, field, f"{title} {number}")
        for message in self.form.non_field_errors():
            yield FieldError("", "", str(message))

    def _filled(self, name: str) -> Iterator[Any]:
        """The rows of a part that say something and weren't taken out, with what they say."""
        for row in self.sets[name].forms:
            if row.cleaned_data and not row.cleaned_data.get("DELETE") and row.part():
                yield row

    def corrected(self) -> ActionDraft:
        """The draft as it was corrected."""
        parts: dict[str, Any] = {
            name: tuple(row.part() for row in self._filled(name)) for name in ROWS
        }
        return replace(self.draft, **self.form.facts(), **parts)

    def decisions(self) -> dict[Card, Decision]:
        """What becomes of each card."""
        return {
            row.part(): row.decision()
            for name in ("targets", "copies")
            for row in self._filled(name)
        }
