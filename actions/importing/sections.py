"""A document cut at its labels into sections, each for one reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.importing.contacts import contact_parts, is_office
from actions.importing.document import Block, Document
from actions.importing.labels import FoundLabel, Label, find_label, is_salutation
from actions.importing.markup import Line

CARD_LABELS = frozenset({Label.TAKE_ACTION, Label.TARGETS, Label.COPIES, Label.CC})
_REFERENCE_LENGTH = 160


@dataclass(slots=True)
class Section:
    """What the labels before it were, as printed, and the blocks that follow.

    What stands on a label's line behind the colon is the first line of the first block;
    so is the salutation of a letter, and an unknown heading.
    """

    label: Label
    labels: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def split_sections(document: Document) -> list[Section]:
    """Cut a document at labels, salutations and unknown headings; no line is left out."""
    splitter = _Splitter()
    for block in document.blocks:
        splitter.add(block)
    return splitter.sections


class _Splitter:
    def __init__(self) -> None:
        self.sections = [Section(Label.HEAD)]
        self._title_is_over = False

    @property
    def _current(self) -> Section:
        return self.sections[-1]

    def add(self, block: Block) -> None:
        """Put a block where it belongs, cut where labels stand in it."""
        if block.is_heading and not find_label(block.lines[0].text, first=True):
            self._begin_at_heading(block)
        pending: list[Line] = []
        for position, line in enumerate(block.lines):
            if position and self._ends_step(block, position):
                self._keep(block, pending)
                block, pending = block.as_paragraph(), []
            found = find_label(line.text, first=position == 0, bold=line.is_bold)
            if found:
                self._keep(block, pending)
                self._begin(found)
                if position == 0 and block.number:
                    self._current.labels.append(block.number)
                block = block.as_paragraph()
                pending = [line.after(found.end)]
            elif self._begins_letter(block, line, first=position == 0):
                self._keep(block, pending)
                self.sections.append(Section(Label.LETTER))
                block = block.as_paragraph()
                pending = [line]
            else:
                pending.append(line)
        self._keep(block, pending)

    def _begin(self, found: FoundLabel) -> None:
        # "URGENT ACTION" names the kind of paper: above the title, or as the running title of
        # a later page. It begins no part.
        if found.label is not Label.URGENT_ACTION:
            self.sections.append(Section(found.label))
        self._current.labels.append(found.printed)

    def _ends_step(self, block: Block, position: int) -> bool:
        """Whether a card begins right below the last step, without a blank line between."""
        if block.kind != "item" or self._current.label is not Label.TAKE_ACTION:
            return False
        line, before = block.lines[position].text, block.lines[position - 1].text
        return before.endswith(".") and (is_office(line) or bool(contact_parts(line)))

    def _begins_letter(self, block: Block, line: Line, *, first: bool) -> bool:
        in_cards = self._current.label in CARD_LABELS
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
        self.sections.append(Section(label))

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
