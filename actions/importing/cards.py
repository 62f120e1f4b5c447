"""Blocks of a document into cards: whom to write to, and whom to send a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from actions.importing.contacts import (
    ContactPart,
    contact_parts,
    is_address,
    is_name,
    is_office,
    is_prose,
)
from actions.importing.document import Block
from actions.importing.draft import Card, Notes
from actions.importing.inline import card_lines
from actions.importing.labels import is_salutation, is_sign_off
from actions.importing.open_card import OpenCard

_MOST_ADDRESS_WORDS = 14  # in a line that ends as a sentence does
_DIPLOMATS = re.compile(
    r"(?P<before>(?:and )?(?:please )?(?:also )?(?:send (?:a )?cop(?:y|ies) )?to )?"
    r"(?P<office>(?:the )?diplomatic representatives? (?:of|for|accredited) .{3,80}?)\.?"
    r"(?P<after> please insert local diplomatic addresses below[:.]?)?"
    r"(?P<form> name address 1 .{0,150})?",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    r"(?:contact (?:information|details)|addresses|officials)[:.]?", re.IGNORECASE
)


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


def sends_copies(text: str) -> bool:
    """Whether a text asks to send copies to diplomats ("Also send copies to diplomatic …")."""
    found = _DIPLOMATS.fullmatch(text)
    return found is not None and "cop" in (found["before"] or "").casefold()


class _Reader:
    def __init__(self, kind: str, countries: Mapping[str, str], notes: Notes) -> None:
        self.kind = kind
        self.countries = countries
        self.notes = notes
        self.cards: list[Card] = []
        self.card = OpenCard(self.kind, self.notes)

    def add(self, block: Block) -> None:
        """Read a block into the open card, or close that and begin another."""
        lines = [line.printed for line in block.lines if line.text]
        if block.number and (is_office(lines[0]) or is_name(lines[0])):
            self.notes.label(block.number)
        elif block.number:
            lines[0] = f"{block.number} {lines[0]}"
        lines = [line for line in lines if not self._is_label_alone(line)]
        if not lines:
            return
        if is_sign_off(lines[0]):
            self._leave_closing(lines)
            return
        if diplomats := _DIPLOMATS.fullmatch(" ".join(lines)):
            self.finish()
            for words in ("before", "after", "form"):
                self.notes.label(diplomats[words] or "")
            self.cards.append(Card(office=diplomats["office"]))
            return
        if not self.card.head or self.card.address or self.card.reachable:
            joined, lines = card_lines(lines, self.countries)
            self.notes.label(joined)
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

    def _leave_closing(self, lines: Sequence[str]) -> None:
        """Keep the closing words of a mail below the addresses, which are nobody's."""
        self.finish()
        message = _("“%(text)s” is no part of an address: place it.") % {"text": lines[0][:60]}
        self.notes.leave("\n".join(lines), field=self.kind, message=message)

    def _is_label_alone(self, line: str) -> bool:
        """Whether a line only says that ways to reach follow; such a line begins no card."""
        if _LABEL_ALONE.fullmatch(line) is None:
            return False
        self.notes.label(line)
        return True

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
            self.card.add_fact(ContactPart(kind, "", line, line))
            return
        names_somebody = is_office(line) or is_name(line)
        looks_like_address = is_address(line, self.countries)
        continues = bool(card.address) and card.address[-1].endswith(",")
        if names_somebody and card.reachable and card.address and len(card.head) > 1:
            self._begin_with(line)
            return
        same_as_above = line.startswith("(") and bool(card.head)
        long = len(line.split()) > _MOST_ADDRESS_WORDS
        if is_prose(line) and (long or not looks_like_address):
            card.strays.append(line)
        elif continues or (looks_like_address and not names_somebody) or same_as_above:
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
                self.card.add_fact(part)
        self.card.after_contact = True

    def finish(self) -> None:
        """Close the open card; one that names no office and can't be reached is none."""
        card, self.card = self.card, OpenCard(self.kind, self.notes)
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
        self.cards.append(card.closed())
        for stray in card.strays:
            message = _("“%(text)s” is no part of an address: place it.") % {"text": stray[:60]}
            self.notes.leave(stray, field=self.kind, message=message)
