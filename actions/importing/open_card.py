"""One card while it is being read: its lines, and the ways to reach that they give."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from actions.importing.contacts import (
    ContactPart,
    emails_in,
    office_and_name,
    website_in,
    words_beside_emails,
)
from actions.importing.draft import Card, Notes

_CONNECTORS = {"or", "and"}
_BAR = re.compile(r"(?<=\d) ([Il])$")
_SHOWN_AS = re.compile(r"[^<>@:]+ <[^<>\s]+>")  # the words of a link before its address
_HANDLE_AND_NOTE = re.compile(
    r"(?P<handle>@ ?\w+) (?P<note>\([^()]*\)|<(?:https?://)?(?:www\.)?(?:x|twitter)\.com/\S*>)",
    re.IGNORECASE,
)
_FIELD_NAMES = {
    "phone": pgettext_lazy("a way to reach an office", "phone"),
    "fax": pgettext_lazy("a way to reach an office", "fax"),
    "x_handle": pgettext_lazy("a way to reach an office", "handle on X"),
    "salutation": pgettext_lazy("a way to reach an office", "salutation"),
    "name": pgettext_lazy("a way to reach an office", "name"),
    "office": pgettext_lazy("a way to reach an office", "office"),
}


@dataclass(slots=True)
class OpenCard:
    """A card being read for a field ("targets", "copies"); what it can't take goes to the notes."""

    kind: str
    notes: Notes
    head: list[str] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    emails: dict[str, None] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    awaiting: str = ""
    after_contact: bool = False
    addressed_first: bool = False  # an address stood above the first way to reach

    @property
    def reachable(self) -> bool:
        ways = {"phone", "fax", "x_handle", "website"}
        return bool(self.emails or self.others or self.facts.keys() & ways)

    def add_fact(self, part: ContactPart) -> None:
        """Take a way to reach, a salutation, or what else stands behind a label of its own."""
        if part.kind == "address":
            self.address.append(part.value)
        elif part.kind == "email":
            self._add_emails(part)
        elif part.kind == "phone and fax":
            self._set("phone", part)
            self._set("fax", part)
        elif part.kind == "other":
            self.others.append(part.printed)
        elif part.kind == "website":
            self._add_website(part)
        else:
            self._set(part.kind, part)

    def _set(self, kind: str, part: ContactPart) -> None:
        facts = self.facts
        if kind == "x_handle" and (noted := _HANDLE_AND_NOTE.fullmatch(part.value)):
            self.notes.label(noted["note"])
            part = replace(part, value=noted["handle"])
        if kind in {"phone", "fax"} and (bar := _BAR.search(part.value)):
            # "Phone: 1 I Fax: 2": the letter is printed for a bar between the two.
            self.notes.label(bar[1])
            part = replace(part, value=part.value[: bar.start()])
        if facts.get(kind) == part.value:
            self.notes.label(part.value)
        elif kind in facts:
            message = _("“%(printed)s”: a second %(kind)s was found; the first is kept.")
            self._stray(part, message % {"printed": part.printed, "kind": _FIELD_NAMES[kind]})
        elif kind in {"phone", "fax"} and not any(map(str.isdigit, part.value)):
            message = _("“%(printed)s” has no figures of a phone or fax; correct it.")
            self._stray(part, message % {"printed": part.printed})
        elif kind == "x_handle" and not re.fullmatch(r"(?:@ ?\w+|\S*[./]\S*|\w+)", part.value):
            message = _("“%(printed)s” is no handle on X; write it as @name.")
            self._stray(part, message % {"printed": part.printed})
        else:
            facts[kind] = part.value

    def _add_website(self, part: ContactPart) -> None:
        """Keep the first address of a web site; a further one with its label."""
        website, facts = website_in(part.value), self.facts
        if website is None:
            message = _("“%(printed)s” names no web site; correct it.")
            self._stray(part, message % {"printed": part.printed})
        elif "website" not in facts:
            facts["website"] = website
            self.notes.label(part.value.replace(website, " ", 1))
        elif facts["website"] == website:
            self.notes.label(part.value)
        else:
            self.others.append(part.value)

    def _add_emails(self, part: ContactPart) -> None:
        if not emails_in(part.value) and (website_in(part.value) or "").startswith(("http", "www")):
            self._add_website(part)
            return
        for email in emails_in(part.value):
            if email in self.emails:
                self.notes.label(email)
            else:
                self.emails[email] = None
        beside = words_beside_emails(part.value)
        shown = _SHOWN_AS.fullmatch(part.value)
        if beside and (shown or set(beside.split()) <= _CONNECTORS):
            self.notes.label(beside)
        elif beside or not emails_in(part.value):
            message = _("“%(printed)s”: not all of this is an email address; correct it.")
            self._stray(part, message % {"printed": part.printed})

    def _stray(self, part: ContactPart, message: str) -> None:
        self.notes.leave(part.value, field=self.kind, message=message)

    def closed(self) -> Card:
        """The card, complete."""
        office, name, address = office_and_name(self.head)
        for kind, found in (("office", office), ("name", name)):
            if kind in self.facts and found:
                address.append(found)
        office, name = self.facts.get("office", office), self.facts.get("name", name)
        facts = self.facts
        closed = Card(
            name=name,
            office=office,
            address=(*address, *self.address),
            fax=facts.get("fax"),
            phone=facts.get("phone"),
            emails=tuple(self.emails),
            x_handle=facts.get("x_handle"),
            salutation=facts.get("salutation"),
            website=facts.get("website"),
            others=tuple(self.others),
        )
        if not (self.reachable or closed.address):
            message = _("“%(office)s” has no address, phone, fax or email: add one.")
            self.notes.problem(self.kind, message % {"office": office or name})
        return closed
