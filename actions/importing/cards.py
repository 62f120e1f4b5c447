"""Blocks of a document into cards: whom to write to, and whom to send a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from actions.importing.contacts import (
    ContactPart,
    contact_parts,
    emails_in,
    is_address,
    is_name,
    is_office,
    is_prose,
    office_and_name,
    website_in,
    words_beside_emails,
)
from actions.importing.document import Block
from actions.importing.draft import Card, Notes
from actions.importing.labels import is_salutation

_MOST_ADDRESS_WORDS = 14  # in a line that ends as a sentence does
_CONNECTORS = {"or", "and"}
_DIPLOMATS = re.compile(
    r"(?P<before>(?:and )?(?:also )?to )?"
    r"(?P<office>(?:the )?diplomatic representatives? (?:of|for) .{3,80}?)\.?",
    re.IGNORECASE,
)
_SHOWN_AS = re.compile(r"[^<>@:]+ <[^<>\s]+>")  # the words of a link before its address
_HANDLE_AND_NOTE = re.compile(r"(?P<handle>@ ?\w+) (?P<note>\([^()]*\))")
_FIELD_NAMES = {
    "phone": pgettext_lazy("a way to reach an office", "phone"),
    "fax": pgettext_lazy("a way to reach an office", "fax"),
    "x_handle": pgettext_lazy("a way to reach an office", "handle on X"),
    "salutation": pgettext_lazy("a way to reach an office", "salutation"),
    "name": pgettext_lazy("a way to reach an office", "name"),
    "office": pgettext_lazy("a way to reach an office", "office"),
}


def read_cards(
    blocks: Iterable[Block], *, kind: str, countries: Mapping[str, str], notes: Notes
) -> list[Card]:
    """Read the cards in some blocks, in order; what is in none of them goes to the notes.

    `kind` is the field ("targets", "copies"), `countries` what `names.by_words` gives. A line
    may stand anywhere in its card; a card begins at a heading, or at a new office or name
    when the one before can be reached already.
    """
    reader = _Reader(kind, countries, notes)
    for block in blocks:
        reader.add(block)
    reader.finish()
    return reader.cards


@dataclass(slots=True)
class _Open:
    """A card being read."""

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


class _Reader:
    def __init__(self, kind: str, countries: Mapping[str, str], notes: Notes) -> None:
        self.kind = kind
        self.countries = countries
        self.notes = notes
        self.cards: list[Card] = []
        self.card = _Open()

    def add(self, block: Block) -> None:
        """Read a block into the open card, or close that and begin another."""
        lines = [line.printed for line in block.lines if line.text]
        if block.number and (is_office(lines[0]) or is_name(lines[0])):
            self.notes.label(block.number)
        elif block.number:
            lines[0] = f"{block.number} {lines[0]}"
        if diplomats := _DIPLOMATS.fullmatch(" ".join(lines)):
            self.finish()
            self.notes.label(diplomats["before"] or "")
            self.cards.append(Card(office=diplomats["office"]))
            return
        parts = [contact_parts(line) for line in lines]
        if is_prose(" ".join(lines)) and not any(parts) and not self._is_one_address(lines):
            self.card.strays.append("\n".join(lines))
            self.card.lines.extend(lines)
            return
        if self._begins_card(block, lines, parts):
            self.finish()
        if not (self.card.awaiting == "salutation" and is_salutation(lines[0])):
            self.card.awaiting = ""
        self.card.after_contact = False
        for line, found in zip(lines, parts, strict=True):
            self.card.lines.append(line)
            if found:
                self._add_contacts(found)
            else:
                self._add_line(line)

    def _is_one_address(self, lines: Sequence[str]) -> bool:
        return not lines[-1].endswith((".", "!", "?", ":")) and is_address(
            " ".join(lines), self.countries
        )

    def _begins_card(
        self, block: Block, lines: Sequence[str], parts: Sequence[Sequence[ContactPart]]
    ) -> bool:
        card = self.card
        if not card.lines or parts[0]:
            return False
        if card.awaiting == "salutation" and is_salutation(lines[0]):
            return False
        begun = bool(card.address or card.reachable)
        if block.is_heading:
            return begun or bool(card.strays) or len(card.head) > 1
        first = lines[0]
        if len(lines) == 1 and self._completes_head(first):
            return False
        if is_office(first) or is_name(first) or block.number:
            return begun and bool(card.head)
        if card.reachable and card.head:
            # A document may have each line of an address as a paragraph of its own.
            return not is_address(first, self.countries) or card.addressed_first
        return False

    def _completes_head(self, line: str) -> bool:
        """Whether it is the name below an office, or the office below a name."""
        head = self.card.head
        if len(head) != 1 or self.card.address or not (is_office(line) or is_name(line)):
            return False
        return is_office(line) != is_office(head[0])

    def _add_line(self, line: str) -> None:
        card = self.card
        if card.awaiting:
            kind, card.awaiting = card.awaiting, ""
            self._add_fact(ContactPart(kind, "", line, line))
            return
        names_somebody = is_office(line) or is_name(line)
        looks_like_address = is_address(line, self.countries)
        continues = bool(card.address) and card.address[-1].endswith(",")
        if names_somebody and card.reachable and card.address and len(card.head) > 1:
            self._begin_with(line)
            return
        long = len(line.split()) > _MOST_ADDRESS_WORDS
        if is_prose(line) and (long or not looks_like_address):
            card.strays.append(line)
        elif continues or (looks_like_address and not names_somebody):
            card.address.append(line)
        elif len(card.head) < 2 and (names_somebody or not card.address):
            card.head.append(line)
        elif card.after_contact and card.address:
            card.strays.append(line)
        else:
            card.address.append(line)

    def _begin_with(self, line: str) -> None:
        """Begin a card within a block: all of the one before has been said."""
        self.card.lines.pop()
        self.finish()
        self.card.lines.append(line)
        self.card.head.append(line)

    def _add_contacts(self, parts: Sequence[ContactPart]) -> None:
        self.card.awaiting = ""
        card = self.card
        card.addressed_first |= bool(card.address) and not card.reachable
        for part in parts:
            if part.kind != "other" or not part.value:
                self.notes.label(part.label)
            if not part.value:
                self.card.awaiting = part.kind
            elif part.kind == "address":
                self.card.address.append(part.value)
            else:
                self._add_fact(part)
        self.card.after_contact = True

    def _add_fact(self, part: ContactPart) -> None:
        if part.kind == "address":
            self.card.address.append(part.value)
        elif part.kind == "email":
            self._add_emails(part)
        elif part.kind == "phone and fax":
            self._set("phone", part)
            self._set("fax", part)
        elif part.kind == "other":
            self.card.others.append(part.printed)
        elif part.kind == "website":
            self._add_website(part)
        else:
            self._set(part.kind, part)

    def _set(self, kind: str, part: ContactPart) -> None:
        facts = self.card.facts
        if kind == "x_handle" and (noted := _HANDLE_AND_NOTE.fullmatch(part.value)):
            self.notes.label(noted["note"])
            part = replace(part, value=noted["handle"])
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
        website, facts = website_in(part.value), self.card.facts
        if website is None:
            message = _("“%(printed)s” names no web site; correct it.")
            self._stray(part, message % {"printed": part.printed})
        elif "website" not in facts:
            facts["website"] = website
            self.notes.label(part.value.replace(website, " ", 1))
        elif facts["website"] == website:
            self.notes.label(part.value)
        else:
            self.card.others.append(part.value)

    def _add_emails(self, part: ContactPart) -> None:
        if not emails_in(part.value) and (website_in(part.value) or "").startswith(("http", "www")):
            self._add_website(part)
            return
        for email in emails_in(part.value):
            if email in self.card.emails:
                self.notes.label(email)
            else:
                self.card.emails[email] = None
        beside = words_beside_emails(part.value)
        shown = _SHOWN_AS.fullmatch(part.value)
        if beside and (shown or set(beside.split()) <= _CONNECTORS):
            self.notes.label(beside)
        elif beside or not emails_in(part.value):
            message = _("“%(printed)s”: not all of this is an email address; correct it.")
            self._stray(part, message % {"printed": part.printed})

    def _stray(self, part: ContactPart, message: str) -> None:
        self.notes.leave(part.value, field=self.kind, message=message)

    def finish(self) -> None:
        """Close the open card; one that names no office and can't be reached is none."""
        card, self.card = self.card, _Open()
        if not card.lines:
            return
        known = any(is_office(line) or is_name(line) for line in card.head)
        by_label = card.facts.keys() & {"name", "office"}
        if not (card.reachable or card.address or known or by_label or "salutation" in card.facts):
            self.notes.leave(
                "\n".join(card.lines),
                field=self.kind,
                message=_("“%(text)s” is neither a label nor an address: place it.")
                % {"text": card.lines[0][:60]},
            )
            return
        self.cards.append(self._closed(card))
        for stray in card.strays:
            message = _("“%(text)s” is no part of an address: place it.") % {"text": stray[:60]}
            self.notes.leave(stray, field=self.kind, message=message)

    def _closed(self, card: _Open) -> Card:
        office, name, address = office_and_name(card.head)
        for kind, found in (("office", office), ("name", name)):
            if kind in card.facts and found:
                address.append(found)
        office, name = card.facts.get("office", office), card.facts.get("name", name)
        facts = card.facts
        closed = Card(
            name=name,
            office=office,
            address=(*address, *card.address),
            fax=facts.get("fax"),
            phone=facts.get("phone"),
            emails=tuple(card.emails),
            x_handle=facts.get("x_handle"),
            salutation=facts.get("salutation"),
            website=facts.get("website"),
            others=tuple(card.others),
        )
        if not (card.reachable or closed.address):
            message = _("“%(office)s” has no address, phone, fax or email: add one.")
            self.notes.problem(self.kind, message % {"office": office or name})
        return closed
