"""What a document says, as a value: the draft that an importer makes a page from.

Nothing here knows of the database. `ActionDraft.to_json_object` is the contract of
`manage.py import_actions --json`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from actions.numbers import ActionNumber


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that an editor should look at: the field, and what to do about it."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the TAKE ACTION list: HTML (b, i, a), and whether it is the one that reports."""

    html: str
    reports: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody to write to, or to send a copy to; every text as printed.

    `others` are further ways to reach them that an office has no field for, such as
    "Facebook: https://…", each with its label.
    """

    name: str | None = None
    office: str | None = None
    address: tuple[str, ...] = ()
    fax: str | None = None
    phone: str | None = None
    emails: tuple[str, ...] = ()
    x_handle: str | None = None
    salutation: str | None = None
    website: str | None = None
    others: tuple[str, ...] = ()

    def to_json_object(self) -> dict[str, Any]:
        """This card as `import_actions --json` prints it."""
        return {
            "name": self.name,
            "office": self.office,
            "address": list(self.address),
            "fax": self.fax,
            "phone": self.phone,
            "emails": list(self.emails),
            "x_handle": self.x_handle,
            "salutation": self.salutation,
            "website": self.website,
            "others": list(self.others),
        }


@dataclass(frozen=True, slots=True)
class Letter:
    """A sample letter: plain salutation and sign-off, paragraphs as HTML (b, i, a)."""

    salutation: str | None
    paragraphs: tuple[str, ...]
    sign_off: str | None

    def to_json_object(self) -> dict[str, Any]:
        """This letter as `import_actions --json` prints it."""
        return {
            "salutation": self.salutation,
            "paragraphs": list(self.paragraphs),
            "sign_off": self.sign_off,
        }


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the action is for, with the pronoun printed behind the name."""

    name: str
    pronoun: str | None = None


@dataclass(frozen=True, slots=True)
class PreviousAction:
    """A link to an earlier action; `label` is None where only the address is printed."""

    url: str
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """Everything one document says, each word of it in some field.

    `labels` has what was read as a label (and printed values that became codes or dates),
    `unplaced` what no field could take, whole.
    """

    file: str
    number: ActionNumber | None = None
    index_number: str | None = None
    title: str | None = None
    issued_on: date | None = None
    introduction: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    targets: tuple[Card, ...] = ()
    copies: tuple[Card, ...] = ()
    letters: tuple[Letter, ...] = ()
    additional_information: tuple[str, ...] = ()
    preferred_languages: tuple[str, ...] = ()
    own_language_accepted: bool | None = None
    act_by: date | None = None
    people: tuple[Person, ...] = ()
    previous_actions: tuple[PreviousAction, ...] = ()
    countries: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_json_object(self) -> dict[str, Any]:
        """The object of `import_actions --json`: strings, lists, booleans and None only."""
        return {
            "file": self.file,
            "number": str(self.number) if self.number else None,
            "sequence": self.number.sequence if self.number else None,
            "index_number": self.index_number,
            "title": self.title,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "introduction": list(self.introduction),
            "steps": [step.html for step in self.steps],
            "targets": [card.to_json_object() for card in self.targets],
            "copies": [card.to_json_object() for card in self.copies],
            "letters": [letter.to_json_object() for letter in self.letters],
            "additional_information": list(self.additional_information),
            "preferred_languages": list(self.preferred_languages),
            "own_language_accepted": self.own_language_accepted,
            "act_by": self.act_by.isoformat() if self.act_by else None,
            "people": [{"name": one.name, "pronoun": one.pronoun} for one in self.people],
            "previous_actions": [
                {"url": one.url, "label": one.label} for one in self.previous_actions
            ],
            "countries": list(self.countries),
            "labels": list(self.labels),
            "unplaced": list(self.unplaced),
            "problems": [{"field": one.field, "message": one.message} for one in self.problems],
        }


@dataclass(slots=True)
class Notes:
    """What the readers of the parts write down beside the parts, in document order."""

    labels: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def label(self, text: str) -> None:
        """Keep the words of a label, or of a value that was understood completely."""
        if text.strip():
            self.labels.append(text.strip())

    def leave(self, text: str, *, field: str = "unplaced", message: str = "") -> None:
        """Keep a text that no field takes, and say why if there is something to say."""
        if not text.strip():
            return
        self.unplaced.append(text.strip())
        if message:
            self.problem(field, message)

    def problem(self, field: str, message: str) -> None:
        """Tell the editor what to look at; the same thing is said once."""
        problem = Problem(field, message)
        if problem not in self.problems[-20:]:
            self.problems.append(problem)
