"""Sections of a document into the parts of a draft, one reader a label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _

from actions.importing.cards import read_cards
from actions.importing.contacts import is_prose
from actions.importing.dates import FoundDate
from actions.importing.document import Block
from actions.importing.draft import ActionDraft, Card, Letter, Notes, Problem, Step
from actions.importing.facts import FactsReader
from actions.importing.head import read_head
from actions.importing.labels import Label
from actions.importing.letters import read_letter
from actions.importing.markup import html_to_text, to_html
from actions.importing.names import find_countries, last_country
from actions.importing.references import UA_NUMBER, Head, number_alone
from actions.importing.section import Section, Sections
from actions.importing.several import set_aside_second
from actions.importing.steps import asks_to_report, end_of_steps, split_instruction
from actions.numbers import ActionNumber, parse_number

_DATED = frozenset({Label.TARGETS, Label.TAKE_ACTION, Label.WRITE, Label.COPIES})


class PartsReader:
    """Reads sections in the order of the document and makes the draft of them.

    `countries` comes from `names.by_words`; `languages` gives codes by casefolded name.
    """

    def __init__(self, *, countries: Mapping[str, str], languages: Mapping[str, str]) -> None:
        self.notes = Notes()
        self._countries = countries
        self._head = Head()
        self._steps: list[Step] = []
        self._cards: dict[str, list[Card]] = {"targets": [], "copies": []}
        self._letters: list[Letter] = []
        self._additional: list[str] = []
        self._facts = FactsReader(self.notes, self._head, countries=countries, languages=languages)
        self._readers: dict[Label, Callable[[list[Block]], None]] = {
            Label.HEAD: self._read_head,
            Label.TAKE_ACTION: self._read_action,
            Label.WRITE: self._read_action,
            Label.REPORT: self._read_report,
            Label.TARGETS: partial(self._read_cards, "targets"),
            Label.COPIES: partial(self._read_cards, "copies"),
            Label.CC: partial(self._read_cards, "copies"),
            Label.LETTER: self._read_letter,
            Label.ADDITIONAL: self._read_additional,
            Label.LANGUAGE: self._facts.read_languages,
            Label.UNTIL: self._facts.read_deadline,
            Label.PEOPLE: self._facts.read_people,
            Label.PREVIOUS: self._facts.read_previous,
            Label.UNKNOWN: self._leave_section,
        }

    def read_all(self, found: Sections) -> None:
        """Read the sections of a document, and what belongs to none of them."""
        another = set_aside_second(found)
        for section in found.sections:
            self.read(section)
        for notice in found.notices:
            self._facts.read_notice(notice.block)
        message = _(
            "The document holds a second urgent action, which was not read: import each from a "
            "document of its own."
        )
        self.notes.leave(another, field="unplaced", message=message)
        for block in found.notes:
            self._read_note(block)
        for block in found.furniture:
            self.notes.label(block.printed)

    def read(self, section: Section) -> None:
        """Read one section into the draft's parts; what has no place goes to the notes."""
        for label in section.labels:
            self.notes.label(label)
            self._facts.read_label(
                label,
                is_dated=section.label in _DATED,
                names_languages=section.label is Label.WRITE,
            )
        self._readers[section.label](section.blocks)

    def _read_note(self, block: Block) -> None:
        """A footnote belongs to the additional information; heads and feet have no part."""
        if block.marker:
            self._additional.append(to_html(block.lines, before=block.marker))
        else:
            self._facts.leave([block])

    def _read_head(self, blocks: list[Block]) -> None:
        read_head(blocks, self._head, self._countries, self.notes)

    def _read_action(self, blocks: list[Block]) -> None:
        if blocks and (found := split_instruction(blocks[0])):
            step, rest = found
            self._steps.append(Step(to_html(step.lines), asks_to_report(step.text)))
            blocks = [*([rest] if rest else []), *blocks[1:]]
        end = end_of_steps(blocks)
        for block in blocks[:end]:
            if block.kind == "item" or is_prose(block.text):
                self.notes.label(block.number)
                self._steps.append(Step(to_html(block.lines), asks_to_report(block.text)))
            else:
                message = _("“%(text)s” is no step: place it.") % block.named
                self.notes.leave(block.printed, field="steps", message=message)
        self._read_cards("targets", blocks[end:])

    def _read_report(self, blocks: list[Block]) -> None:
        """What stands under "Let us know you took action" is the step that reports."""
        if blocks:
            self.notes.label(blocks[0].number)
            self._steps.append(Step(to_html(blocks[0].lines), reports=True))
            self._read_cards("targets", blocks[1:])

    def _read_cards(self, kind: str, blocks: list[Block]) -> None:
        self._cards[kind] += read_cards(
            blocks, kind=kind, countries=self._countries, notes=self.notes
        )

    def _read_letter(self, blocks: list[Block]) -> None:
        letter, rest = read_letter(blocks, self.notes) if blocks else (None, [])
        if letter:
            self._letters.append(letter)
        self._facts.leave(rest)

    def _read_additional(self, blocks: list[Block]) -> None:
        self._additional += [to_html(block.lines, before=block.bullet) for block in blocks]

    def _leave_section(self, blocks: list[Block]) -> None:
        """Keep an unknown heading and its text together."""
        if not blocks:
            return
        text = "\n\n".join(block.printed for block in blocks)
        message = _("The heading “%(text)s” is not known: place its text.") % blocks[0].named
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
            preferred_languages=self._facts.codes,
            own_language_accepted=self._facts.own_accepted,
            act_by=self._facts.act_by,
            people=(*self._head.people, *self._facts.people),
            previous_actions=tuple(self._facts.previous),
            countries=self._found_countries(),
            labels=tuple(self.notes.labels),
            unplaced=tuple(self.notes.unplaced),
        )
        problems = (*self.notes.problems, *problems_of_the_whole(draft, issued))
        return replace(draft, problems=problems)

    def _number(self) -> ActionNumber | None:
        """The number that a reporting step asks to report on, else of a notice or the heading."""
        texts = [html_to_text(step.html) for step in self._steps if step.reports]
        texts += self._facts.numbers
        others = [*self._head.references, self._head.title or ""]
        others += [html_to_text(step.html) for step in self._steps if not step.reports]
        others += filter(None, map(number_alone, map(html_to_text, self._head.introduction)))
        texts += [_as_ua(found[0], text) for text in others if (found := UA_NUMBER.search(text))]
        return next(filter(None, map(parse_number, texts)), None)

    def _found_countries(self) -> tuple[str, ...]:
        """Codes from the heading, else the country that each target's address ends with."""
        if codes := find_countries(self._head.heading, self._countries):
            return tuple(codes)
        found = (
            last_country(" ".join(card.address), self._countries) for card in self._cards["targets"]
        )
        return tuple(dict.fromkeys(code for code in found if code))


def _as_ua(number: str, text: str) -> str:
    """A text whose number stands behind "EXTRA", as those of actions at the shortest notice."""
    return f"UA {number[5:].lstrip(': ')}" if number[:5].upper() == "EXTRA" else text


def problems_of_the_whole(draft: ActionDraft, issued: FoundDate | None) -> list[Problem]:
    """Say what the document lacks that an action usually has."""
    lacking = (
        ("number", draft.number, _("No number was found: give it, such as 109.23.")),
        ("title", draft.title, _("No title was found: give one.")),
        ("introduction", draft.introduction, _("No introduction was found: write one.")),
        ("steps", draft.steps, _("No TAKE ACTION list was found: add its steps.")),
        ("targets", draft.targets, _("Nobody to write to was found: add a target.")),
        ("letters", draft.letters, _("No letter was found (it begins with “Dear …,”): add one.")),
    )
    problems = [Problem(field, message) for field, found, message in lacking if not found]
    if draft.number and draft.number.sequence is None:
        message = _("The document gives no ordinal (second, third …): confirm the sequence.")
        problems.append(Problem("sequence", message))
    if issued and issued.problem:
        problems.append(Problem("issued_on", issued.problem))
    return problems
