"""What a document says in a word or two: languages, deadline, people, earlier actions.

Each reader takes the blocks behind a label, keeps what it understood, and tells the notes of
the rest, so that no word is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from actions.importing.dates import FoundDate, find_date
from actions.importing.document import Block
from actions.importing.draft import Notes, Person, PreviousAction
from actions.importing.labels import find_label
from actions.importing.notices import deadline_in, is_reference, number_in
from actions.importing.references import UA_NUMBER, Head, note_reference, take_reference
from actions.importing.values import (
    Languages,
    languages_in_label,
    read_deadline,
    read_languages,
    read_people,
    read_previous,
    says_nothing,
)
from cms.wording import listed, quoted

WORD = re.compile(r"[^\W_]+")


class FactsReader:
    """Reads the facts of a document into its own attributes.

    `countries` comes from `names.by_words`; `languages` gives codes by casefolded name. What a
    line says of number, index and date goes to `head`.
    """

    def __init__(
        self,
        notes: Notes,
        head: Head,
        *,
        countries: Mapping[str, str],
        languages: Mapping[str, str],
    ) -> None:
        self.notes = notes
        self.head = head
        self.people: list[Person] = []
        self.previous: list[PreviousAction] = []
        self.numbers: list[str] = []
        self.codes: tuple[str, ...] = ()
        self.own_accepted: bool | None = None
        self.act_by: date | None = None
        self._countries = countries
        self._languages = languages

    def read_label(self, label: str, *, is_dated: bool, names_languages: bool) -> None:
        """Take what the words of a label say ("PLEASE SEND APPEALS BEFORE 12 JUNE 2014 TO:")."""
        if is_dated and (found := find_date(label)):
            self._set_deadline(found)
        if names_languages:
            found_in_label = languages_in_label(label, self._languages)
            if found_in_label.codes or found_in_label.own_accepted:
                self._set_languages(found_in_label)

    def read_notice(self, block: Block) -> None:
        """Take the facts that a notice states; its words are kept as a label."""
        text = block.text
        self.notes.label(block.printed)
        if is_reference(text):
            note_reference(text, self.head)
        elif found := find_date(deadline_in(text)):
            self._set_deadline(found)
        if number := number_in(text):
            self.numbers.append(number)
        for line in block.lines:
            for run in line.runs:
                if run.link and run.link.startswith("http"):
                    named = UA_NUMBER.search(text)
                    self.previous.append(PreviousAction(run.link, named[0] if named else None))

    def read_languages(self, blocks: list[Block]) -> None:
        """Read the languages to write in."""
        text, rest = self._value(blocks, "preferred_languages", self._is_languages)
        found = read_languages(text, self._languages)
        if text:
            self._set_languages(found)
        if found.unknown:
            unknown = listed(quoted(name[:60]) for name in found.unknown[:5])
            message = _("%(names)s is no language that is known: choose the languages.")
            self.notes.leave(
                text, field="preferred_languages", message=message % {"names": unknown}
            )
        else:
            self.notes.label(text)
        self.leave(rest)

    def _set_languages(self, found: Languages) -> None:
        self.codes = tuple(dict.fromkeys((*self.codes, *found.codes)))
        self.own_accepted = bool(self.own_accepted) or found.own_accepted

    def read_deadline(self, blocks: list[Block]) -> None:
        """Read the last day to write."""
        text, rest = self._value(blocks, "act_by", _is_deadline)
        found, complete = read_deadline(text)
        if found is None:
            message = _("“%(text)s” has no date: give one, such as 15 September 2025.")
            self.notes.leave(text, field="act_by", message=message % {"text": text[:60]})
        elif not self._set_deadline(found):
            self.notes.leave(text)
        elif complete:
            self.notes.label(text)
        else:
            message = _("More than a date stands here: place what it says.")
            self.notes.leave(text, field="act_by", message=message)
        self.leave(rest)

    def _set_deadline(self, found: FoundDate) -> bool:
        """Take a day until which to write, or say why it isn't taken."""
        if found.problem:
            self.notes.problem("act_by", found.problem)
            return False
        if self.act_by not in {None, found.day}:
            message = _("A second deadline, %(date)s, was found; the first is kept.")
            self.notes.problem("act_by", message % {"date": found.printed})
            return False
        self.act_by = found.day
        return True

    def read_people(self, blocks: list[Block]) -> None:
        """Read whom the action is for."""
        text, rest = self._value(blocks, "people")
        lines = [line.printed for line in blocks[0].lines] if text else []
        people = [] if says_nothing(text) else read_people(lines)
        printed = " ".join(f"{one.name} {one.pronoun or ''}" for one in people)
        self.people += people
        if says_nothing(text):
            self.notes.label(text)
        elif not people:
            self.notes.leave(text, field="people", message=_("This is no list of names: place it."))
        else:
            # The "and" between two people is in neither.
            self.notes.label(" ".join(_missing(text, printed)))
        self.leave(rest)

    def read_previous(self, blocks: list[Block]) -> None:
        """Read the links to earlier actions."""
        text, rest = self._value(blocks, "previous_actions")
        if says_nothing(text):
            self.notes.label(text)
        elif text:
            found, left = read_previous(blocks[0].lines)
            self.previous += found
            kept = " ".join([*left, *(f"{one.label or ''} {one.url}" for one in found)])
            self.notes.label(" ".join(_missing(text, kept)))
            for words in left:
                message = _("“%(text)s” has no address to link to: add it.") % {"text": words[:60]}
                self.notes.leave(words, field="previous_actions", message=message)
        self.leave(rest)

    def leave(self, blocks: list[Block]) -> None:
        """Keep blocks that follow a complete part under no label of their own."""
        for block in blocks:
            is_label = find_label(block.text, first=True) is not None
            if is_label or take_reference(block.text, self.head, self._countries):
                self.notes.label(block.printed)
            else:
                message = _("“%(text)s” stands under no label that is known: place it.")
                message %= block.named
                self.notes.leave(block.printed, field="unplaced", message=message)

    def _is_languages(self, text: str) -> bool:
        found = read_languages(text, self._languages)
        return bool(found.codes) and not found.unknown and not text.endswith((",", " and", " or"))

    def _value(
        self,
        blocks: list[Block],
        field: str,
        is_complete: Callable[[str], bool] = lambda text: False,
    ) -> tuple[str, list[Block]]:
        """The text of the block behind a label, "" if there is none, and what follows.

        Of several lines only the first is the value if it is complete and they aren't.
        """
        if not blocks:
            message = _("The label has nothing behind it: fill the field if need be.")
            self.notes.problem(field, message)
            return "", []
        first, *rest = blocks
        text = first.printed.replace("\n", " ")
        line = first.lines[0].printed
        if len(first.lines) > 1 and is_complete(line) and not is_complete(text):
            return line, [first.as_paragraph().part(list(first.lines[1:])), *rest]
        return text, rest


def _is_deadline(text: str) -> bool:
    return read_deadline(text)[1]


def _missing(text: str, kept: str) -> list[str]:
    """The words of a text that are not among the kept ones, in order."""
    rest = Counter(WORD.findall(kept))
    missing = []
    for word in WORD.findall(text):
        if rest[word]:
            rest[word] -= 1
        else:
            missing.append(word)
    return missing
