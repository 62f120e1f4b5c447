"""Blocks of a document into cards: whom to write to, and whom to send a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from actions.importing.contacts import (
    ContactPart,
    contact_parts,
    emails_in,
    is_address,
    is_name,
    is_office,
    is_prose,
    words_beside_emails,
)
from actions.importing.document import Block
from actions.importing.draft import Card, Notes

_MOST_ADDRESS_WORDS = 14  # in a line that ends as a sentence does
_CONNECTORS = {"or", "and"}


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
    strays: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    awaiting: str = ""
    after_contact: bool = False

    @property
    def reachable(self) -> bool:
        return bool(self.emails or self.facts.keys() & {"phone", "fax", "x_handle"})


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
        if block.number and lines:
            lines[0] = f"{block.number} {lines[0]}"
        parts = [contact_parts(line) for line in lines]
        if is_prose(" ".join(lines)) and not any(parts) and not self._is_one_address(lines):
            self.card.strays.append("\n".join(lines))
            self.card.lines.extend(lines)
            return
        if self._begins_card(block, lines, parts):
            self.finish()
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
        begun = bool(card.address or card.reachable)
        if block.is_heading:
            return begun or bool(card.strays) or len(card.head) > 1
        first = lines[0]
        if is_office(first) or is_name(first):
            return begun and bool(card.head)
        if card.reachable and card.head:
            return not is_address(first, self.countries) or bool(card.address)
        return False

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
        for part in parts:
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
            self._stray(part, "a card has no place for this")
        else:
            self._set(part.kind, part)

    def _set(self, kind: str, part: ContactPart) -> None:
        facts = self.card.facts
        if facts.get(kind) == part.value:
            self.notes.label(part.value)
        elif kind in facts:
            self._stray(part, f"a second {kind.replace('_', ' ')} was found; the first is kept")
        elif kind in {"phone", "fax"} and not any(map(str.isdigit, part.value)):
            self._stray(part, f"this {kind} has no figures; correct it")
        elif kind == "x_handle" and not re.fullmatch(r"(?:@ ?\w+|\S*[./]\S*|\w+)", part.value):
            self._stray(part, "this is no handle on X; write it as @name")
        else:
            facts[kind] = part.value

    def _add_emails(self, part: ContactPart) -> None:
        for email in emails_in(part.value):
            if email in self.card.emails:
                self.notes.label(email)
            else:
                self.card.emails[email] = None
        beside = words_beside_emails(part.value)
        if beside and set(beside.split()) <= _CONNECTORS:
            self.notes.label(beside)
        elif beside or not emails_in(part.value):
            self._stray(part, "not all of this is an email address; correct it")

    def _stray(self, part: ContactPart, message: str) -> None:
        self.notes.leave(part.value, field=self.kind, message=f"“{part.printed}”: {message}.")

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
                message=f"“{card.lines[0][:60]}” is neither a label nor an address: place it.",
            )
            return
        self.cards.append(self._closed(card))
        for stray in card.strays:
            message = f"“{stray[:60]}” is no part of an address: place it."
            self.notes.leave(stray, field=self.kind, message=message)

    def _closed(self, card: _Open) -> Card:
        office, name, address = _office_and_name(card.head)
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
        )
        if not (card.reachable or closed.address):
            message = f"“{office or name}” has no address, phone, fax or email: add one."
            self.notes.problem(self.kind, message)
        return closed


def _office_and_name(head: Sequence[str]) -> tuple[str | None, str | None, list[str]]:
    """Tell the office from the person in a card's first lines; the rest begins its address.

    Where neither can be told, the office comes first, as these documents print it.
    """
    if not head:
        return None, None, []
    offices = [line for line in head if is_office(line)]
    if not offices and len(head) == 1:
        return None, head[0], []
    office = offices[0] if offices else next((x for x in head if not is_name(x)), None)
    rest = list(head)
    if office is not None:
        rest.remove(office)
    name = next((line for line in rest if not is_office(line)), None)
    if name is not None:
        rest.remove(name)
    return office, name, rest
