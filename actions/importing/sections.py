"""A document cut at its labels into sections, each for one reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.importing.contacts import contact_parts, is_office
from actions.importing.document import Block, Document
from actions.importing.labels import FoundLabel, Label, find_label, is_salutation, may_be_wrapped
from actions.importing.markup import Line
from actions.importing.notices import (
    LONGEST_NOTICE,
    goes_on_in,
    is_notice,
    is_reference,
    may_begin_notice,
)

CARD_LABELS = frozenset({Label.TAKE_ACTION, Label.WRITE, Label.TARGETS, Label.COPIES, Label.CC})
_OWN_WORDS = frozenset({Label.LETTER, Label.PREVIOUS})  # where a notice is part of the text
_REFERENCE_LENGTH = 160
_LABELS_FOLLOW = frozenset({Label.TAKE_ACTION, Label.URGENT_ACTION, Label.WRITE})
_MOST_WRAPPED = 4


@dataclass(slots=True)
class Section:
    """What the labels before it were, as printed, and the blocks that follow.

    What stands on a label's line behind the colon is the first line of the first block;
    so is the salutation of a letter, and an unknown heading.
    """

    label: Label
    labels: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Sections:
    """A document cut into sections, and what belongs to none of them.

    `notices` are sentences that state a fact of the whole, `notes` footnotes and the heads and
    feet of pages, `furniture` page numbers and running titles.
    """

    sections: list[Section] = field(default_factory=lambda: [Section(Label.HEAD)])
    notices: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    furniture: list[Block] = field(default_factory=list)


def split_sections(document: Document) -> Sections:
    """Cut a document at labels, salutations and unknown headings; no line is left out."""
    splitter = _Splitter()
    for block in document.blocks:
        splitter.add(block)
    return splitter.found


class _Splitter:
    def __init__(self) -> None:
        self.found = Sections()
        self._title_is_over = False
        self._titles: set[str] = set()

    @property
    def _current(self) -> Section:
        return self.found.sections[-1]

    def add(self, block: Block) -> None:
        """Put a block where it belongs, cut where labels stand in it."""
        if block.kind == "note":
            self.found.notes.append(block)
            return
        if block.kind == "furniture" or all(
            line.text.casefold() in self._titles for line in block.lines
        ):
            self.found.furniture.append(block)
            return
        if block.is_heading and not find_label(block.lines[0].text, first=True):
            self._begin_at_heading(block)
        self._add_lines(block)

    def _add_lines(self, block: Block) -> None:
        lines = list(block.lines)
        pending: list[Line] = []
        position = 0
        while position < len(lines):
            first = position == 0
            if not first and self._ends_step(block, position):
                self._keep(block, pending)
                block, pending = block.as_paragraph(), []
            line, used = lines[position], 1
            found = self._label(line, first=first or not pending)
            if not found and (wrapped := self._wrapped_label(lines, position)):
                line, used, found = wrapped
            notice = None if found else self._notice(block, lines, position)
            if found:
                self._keep(block, pending)
                self._begin(found)
                if first and block.number:
                    self._current.labels.append(block.number)
                block = block.as_paragraph()
                pending = [line.after(found.end)]
                if found.label in _LABELS_FOLLOW and pending[0].text:
                    # "RECOMMENDED ACTION: Please write in English:" is two labels.
                    lines[position + used - 1], pending = pending[0], []
                    used -= 1
            elif notice:
                self._keep(block, pending)
                block, pending = block.as_paragraph(), []
                self.found.notices.append(block.part(notice))
                used = len(notice)
            elif self._is_running_title(block, line):
                self._keep(block, pending)
                block, pending = block.as_paragraph(), []
                self.found.furniture.append(block.part([line]))
            elif self._begins_letter(block, pending, line, first=first):
                self._keep(block, pending)
                self.found.sections.append(Section(Label.LETTER))
                block = block.as_paragraph()
                pending = [line]
            else:
                pending.append(line)
            position += used
        self._keep(block, pending)

    def _label(self, line: Line, *, first: bool) -> FoundLabel | None:
        """The label that a line begins with; "Name:" in a card is the official's."""
        found = find_label(line.text, first=first, bold=line.is_bold)
        if found and found.label is Label.NAME:
            if self._current.label in CARD_LABELS and not line.text.rstrip(". ").endswith(")"):
                return None
            return FoundLabel(Label.PEOPLE, found.printed, found.end)
        return found

    def _wrapped_label(
        self, lines: list[Line], position: int
    ) -> tuple[Line, int, FoundLabel] | None:
        """A label that goes on in the next lines, those lines as one, and how many they are."""
        line = lines[position]
        if not may_be_wrapped(line.text):
            return None
        for used, following in enumerate(lines[position + 1 : position + _MOST_WRAPPED], 2):
            line = line.joined(following)
            found = find_label(line.text, first=True)
            if found and found.end > len(line.text) - len(following.text):
                return line, used, found
            if ":" in following.text:
                return None
        return None

    def _notice(self, block: Block, lines: list[Line], position: int) -> list[Line] | None:
        """The lines from here on that are nothing but a notice."""
        if block.kind not in {"paragraph", "heading"} or self._current.label in _OWN_WORDS:
            return None
        text = lines[position].text
        end = position + 1
        best = end if is_notice(text) else 0
        if best and is_reference(text) and end < len(lines) and goes_on_in(lines[end].text):
            best += 1
        if may_begin_notice(text):
            while end < len(lines) and len(text) <= LONGEST_NOTICE:
                text = f"{text} {lines[end].text}"
                end += 1
                best = end if is_notice(text) else best
        return lines[position:best] if best else None

    def _is_running_title(self, block: Block, line: Line) -> bool:
        """Whether a line of the title stands here again, as on a document's second page."""
        text = line.text.casefold()
        if text in self._titles:
            return True
        stands_out = block.is_heading or line.text.isupper() or line.is_bold
        if self._current.label is Label.HEAD and stands_out and len(text.split()) > 2:
            self._titles.add(text)
        return False

    def _begin(self, found: FoundLabel) -> None:
        # "URGENT ACTION" names the kind of paper: above the title, or as the running title of
        # a later page. It begins no part.
        if found.label is not Label.URGENT_ACTION:
            self.found.sections.append(Section(found.label))
        self._current.labels.append(found.printed)

    def _ends_step(self, block: Block, position: int) -> bool:
        """Whether a card begins right below the last step, without a blank line between."""
        if block.kind != "item" or self._current.label not in {Label.TAKE_ACTION, Label.WRITE}:
            return False
        line, before = block.lines[position].text, block.lines[position - 1].text
        return before.endswith(".") and (is_office(line) or bool(contact_parts(line)))

    def _begins_letter(self, block: Block, pending: list[Line], line: Line, *, first: bool) -> bool:
        in_cards = self._current.label in CARD_LABELS
        # "Salutation:" alone on its line: what follows is the target's.
        before = pending[-1].text if pending else ""
        if not pending and self._current.blocks:
            before = self._current.blocks[-1].lines[-1].text
        if in_cards and contact_parts(before) and before.casefold().endswith("salutation:"):
            return False
        return (
            (first or in_cards)
            and not (first and block.kind == "item")
            and not block.is_heading
            and is_salutation(line.text)
        )

    def _begin_at_heading(self, block: Block) -> None:
        """Begin a section at a heading that is no label, unless it is the title or a card's."""
        section = self._current
        if section.label in CARD_LABELS or (
            section.label is Label.HEAD and not self._title_is_over
        ):
            return
        # Capitals in a letter are emphasis; only a marked heading interrupts it.
        if section.label is Label.LETTER and block.kind != "heading":
            return
        label = Label.TARGETS if is_office(block.text) else Label.UNKNOWN
        self.found.sections.append(Section(label))

    def _keep(self, block: Block, lines: list[Line]) -> None:
        kept = [line for line in lines if line.text]
        if not kept:
            return
        block = block.part(kept)
        self._current.blocks.append(block)
        if self._current.label is Label.HEAD and not block.is_heading:
            # Short lines above the title (a reference, a date) don't end the search for it.
            text = block.text
            self._title_is_over |= len(text) > _REFERENCE_LENGTH or text.endswith(".")
