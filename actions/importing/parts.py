"""Sections of a document into the parts of a draft, one reader a label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from actions.importing.cards import read_cards
from actions.importing.contacts import contact_parts, is_prose
from actions.importing.dates import FoundDate
from actions.importing.document import Block
from actions.importing.draft import (
    ActionDraft,
    Card,
    Letter,
    Notes,
    Person,
    PreviousAction,
    Problem,
    Step,
)
from actions.importing.head import UA_NUMBER, Head, read_head, take_reference
from actions.importing.labels import Label
from actions.importing.letters import read_letter
from actions.importing.markup import html_to_text, to_html
from actions.importing.names import find_countries, last_country
from actions.importing.sections import Section
from actions.importing.values import (
    read_deadline,
    read_languages,
    read_people,
    read_previous,
    says_nothing,
)
from actions.numbers import ActionNumber, parse_number

WORD = re.compile(r"[^\W_]+")
_REPORTS = re.compile(
    r"\breport(?:ing)?\b.{0,60}\b(?:actions?|letters?|appeals?|messages?)\b", re.I
)


class PartsReader:
    """Reads sections in the order of the document and makes the draft of them.

    `countries` comes from `names.by_words`; `languages` gives codes by casefolded name.
    """

    def __init__(self, *, countries: Mapping[str, str], languages: Mapping[str, str]) -> None:
        self.notes = Notes()
        self._countries = countries
        self._languages = languages
        self._head = Head()
        self._steps: list[Step] = []
        self._has_report_step = False
        self._cards: dict[str, list[Card]] = {"targets": [], "copies": []}
        self._letters: list[Letter] = []
        self._additional: list[str] = []
        self._people: list[Person] = []
        self._previous: list[PreviousAction] = []
        self._codes: tuple[str, ...] = ()
        self._own_accepted: bool | None = None
        self._act_by: date | None = None
        self._readers: dict[Label, Callable[[list[Block]], None]] = {
            Label.HEAD: self._read_head,
            Label.TAKE_ACTION: self._read_action,
            Label.TARGETS: partial(self._read_cards, "targets"),
            Label.COPIES: partial(self._read_cards, "copies"),
            Label.CC: partial(self._read_cards, "copies"),
            Label.LETTER: self._read_letter,
            Label.ADDITIONAL: self._read_additional,
            Label.LANGUAGE: self._read_languages,
            Label.UNTIL: self._read_deadline,
            Label.PEOPLE: self._read_people,
            Label.PREVIOUS: self._read_previous,
            Label.UNKNOWN: self._leave_section,
        }

    def read(self, section: Section) -> None:
        """Read one section into the draft's parts; what has no place goes to the notes."""
        for label in section.labels:
            self.notes.label(label)
        self._readers[section.label](section.blocks)

    def _read_head(self, blocks: list[Block]) -> None:
        read_head(blocks, self._head, self._countries, self.notes)

    def _read_action(self, blocks: list[Block]) -> None:
        end = _end_of_steps(blocks)
        for block in blocks[:end]:
            if block.kind == "item" or is_prose(block.text):
                self.notes.label(block.number)
                self._add_step(block)
            else:
                message = f"“{block.text[:60]}” is no step: place it."
                self.notes.leave(block.printed, field="steps", message=message)
        self._read_cards("targets", blocks[end:])

    def _add_step(self, block: Block) -> None:
        reports = not self._has_report_step and _REPORTS.search(block.text) is not None
        self._has_report_step |= reports
        self._steps.append(Step(to_html(block.lines), reports))

    def _read_cards(self, kind: str, blocks: list[Block]) -> None:
        self._cards[kind] += read_cards(
            blocks, kind=kind, countries=self._countries, notes=self.notes
        )

    def _read_letter(self, blocks: list[Block]) -> None:
        letter, rest = read_letter(blocks, self.notes) if blocks else (None, [])
        if letter:
            self._letters.append(letter)
        self._leave(rest)

    def _read_additional(self, blocks: list[Block]) -> None:
        self._additional += [to_html(block.lines, before=block.bullet) for block in blocks]

    def _read_languages(self, blocks: list[Block]) -> None:
        text, rest = self._value(blocks, "preferred_languages")
        found = read_languages(text, self._languages)
        codes = (code for code in found.codes if code not in self._codes)
        self._codes = (*self._codes, *codes)
        if text:
            self._own_accepted = bool(self._own_accepted) or found.own_accepted
        if found.unknown:
            unknown = ", ".join(f"“{name[:60]}”" for name in found.unknown[:5])
            message = f"{unknown} is no language that is known: choose the languages."
            self.notes.leave(text, field="preferred_languages", message=message)
        else:
            self.notes.label(text)
        self._leave(rest)

    def _read_deadline(self, blocks: list[Block]) -> None:
        text, rest = self._value(blocks, "act_by")
        found, complete = read_deadline(text)
        if found and found.problem:
            self.notes.leave(text, field="act_by", message=found.problem)
        elif found is None:
            message = f"“{text[:60]}” has no date: give one, such as 15 September 2025."
            self.notes.leave(text, field="act_by", message=message)
        elif self._act_by not in {None, found.day}:
            message = f"A second deadline, {found.printed}, was found; the first is kept."
            self.notes.leave(text, field="act_by", message=message)
        elif complete:
            self.notes.label(text)
        else:
            message = "More than a date stands here: place what it says."
            self.notes.leave(text, field="act_by", message=message)
        self._act_by = self._act_by or (found.day if found else None)
        self._leave(rest)

    def _read_people(self, blocks: list[Block]) -> None:
        text, rest = self._value(blocks, "people")
        lines = [line.printed for line in blocks[0].lines] if text else []
        people = [] if says_nothing(text) else read_people(lines)
        printed = " ".join(f"{one.name} {one.pronoun or ''}" for one in people)
        self._people += people
        if says_nothing(text):
            self.notes.label(text)
        elif not people:
            self.notes.leave(text, field="people", message="This is no list of names: place it.")
        else:
            # The "and" between two people is in neither.
            self.notes.label(" ".join(_missing(text, printed)))
        self._leave(rest)

    def _read_previous(self, blocks: list[Block]) -> None:
        text, rest = self._value(blocks, "previous_actions")
        if says_nothing(text):
            self.notes.label(text)
        elif text:
            found, left = read_previous(blocks[0].lines)
            self._previous += found
            for words in left:
                message = f"“{words[:60]}” has no address to link to: add it."
                self.notes.leave(words, field="previous_actions", message=message)
        self._leave(rest)

    def _value(self, blocks: list[Block], field: str) -> tuple[str, list[Block]]:
        """The text of the block behind a label, "" if there is none, and what follows."""
        if not blocks:
            self.notes.problem(field, "The label has nothing behind it: fill the field if need be.")
            return "", []
        return blocks[0].printed.replace("\n", " "), blocks[1:]

    def _leave(self, blocks: list[Block]) -> None:
        """Keep blocks that follow a complete part under no label of their own."""
        for block in blocks:
            if take_reference(block.text, self._head, self._countries):
                self.notes.label(block.printed)
            else:
                message = f"“{block.text[:60]}” stands under no label that is known: place it."
                self.notes.leave(block.printed, field="unplaced", message=message)

    def _leave_section(self, blocks: list[Block]) -> None:
        """Keep an unknown heading and its text together."""
        text = "\n\n".join(block.printed for block in blocks)
        message = f"The heading “{blocks[0].text[:60]}” is not known: place its text."
        self.notes.leave(text, field="unplaced", message=message)

    def draft(self, file: str) -> ActionDraft:
        """Return the draft of what was read so far, with the problems of the whole."""
        number = self._number()
        issued = self._head.issued_on
        draft = ActionDraft(
            file=file,
            number=number,
            index_number=self._head.index_number,
            title=self._head.title,
            issued_on=issued.day if issued else None,
            introduction=tuple(self._head.introduction),
            steps=tuple(self._steps),
            targets=tuple(self._cards["targets"]),
            copies=tuple(self._cards["copies"]),
            letters=tuple(self._letters),
            additional_information=tuple(self._additional),
            preferred_languages=self._codes,
            own_language_accepted=self._own_accepted,
            act_by=self._act_by,
            people=tuple(self._people),
            previous_actions=tuple(self._previous),
            countries=self._found_countries(),
            labels=tuple(self.notes.labels),
            unplaced=tuple(self.notes.unplaced),
        )
        problems = (*self.notes.problems, *problems_of_the_whole(draft, issued))
        return replace(draft, problems=problems)

    def _number(self) -> ActionNumber | None:
        """The number that the reporting step asks to report on, else one of the heading."""
        texts = [html_to_text(step.html) for step in self._steps if step.reports]
        others = [*self._head.references, self._head.title or ""]
        others += [html_to_text(step.html) for step in self._steps if not step.reports]
        texts += [text for text in others if UA_NUMBER.search(text)]
        return next(filter(None, map(parse_number, texts)), None)

    def _found_countries(self) -> tuple[str, ...]:
        """Codes from the heading, else the country that each target's address ends with."""
        if codes := find_countries(self._head.heading, self._countries):
            return tuple(codes)
        found = (
            last_country(" ".join(card.address), self._countries) for card in self._cards["targets"]
        )
        return tuple(dict.fromkeys(code for code in found if code))


def _end_of_steps(blocks: Sequence[Block]) -> int:
    """Where the steps end: behind the last item of a list above all ways to reach anybody.

    Without a list the sentences that follow the label are the steps.
    """
    end = 0
    for position, block in enumerate(blocks):
        if any(contact_parts(line.text) for line in block.lines):
            break
        if block.kind == "item":
            end = position + 1
    while not end and blocks and is_prose(blocks[0].text):
        end = next((i for i, block in enumerate(blocks) if not is_prose(block.text)), len(blocks))
    return end


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


def problems_of_the_whole(draft: ActionDraft, issued: FoundDate | None) -> list[Problem]:
    """Say what the document lacks that an action usually has."""
    lacking = (
        ("number", draft.number, "No number was found: give it, such as 109.23."),
        ("title", draft.title, "No title was found: give one."),
        ("introduction", draft.introduction, "No introduction was found: write one."),
        ("steps", draft.steps, "No TAKE ACTION list was found: add its steps."),
        ("targets", draft.targets, "Nobody to write to was found: add a target."),
        ("letters", draft.letters, "No letter was found (it begins with “Dear …,”): add one."),
    )
    problems = [Problem(field, message) for field, found, message in lacking if not found]
    if draft.number and draft.number.sequence is None:
        message = "The document gives no ordinal (second, third …): confirm the sequence."
        problems.append(Problem("sequence", message))
    if issued and issued.problem:
        problems.append(Problem("issued_on", issued.problem))
    return problems
