"""A document cut at its labels into sections, each for one reader."""

from __future__ import annotations

import re

from actions.importing.cards import sends_copies
from actions.importing.contacts import contact_parts, is_name, is_office, is_prose
from actions.importing.document import Block, Document
from actions.importing.labels import (
    FoundLabel,
    Label,
    find_label,
    is_salutation,
    is_sign_off,
    may_be_wrapped,
)
from actions.importing.markup import Line
from actions.importing.notices import (
    LONGEST_NOTICE,
    goes_on_in,
    is_notice,
    is_reference,
    may_begin_notice,
)
from actions.importing.section import Notice, Section, Sections

CARD_LABELS = frozenset({Label.TAKE_ACTION, Label.WRITE, Label.TARGETS, Label.COPIES, Label.CC})
_OWN_WORDS = frozenset({Label.LETTER, Label.PREVIOUS})  # where a notice is part of the text
_REFERENCE_LENGTH = 160
_LABELS_FOLLOW = frozenset({Label.TAKE_ACTION, Label.URGENT_ACTION, Label.WRITE})
_TO_WRITE_TO = CARD_LABELS - {Label.COPIES, Label.CC}
_AT_THE_END = frozenset({Label.UNTIL, Label.PEOPLE, Label.PREVIOUS})
_MOST_WRAPPED = 4
_WRITE_TO = re.compile(r"(?:please )?write (?:a letter )?to .{3,80}", re.IGNORECASE)
_OPEN_SALUTATION = re.compile(r"\bsalutation: ?(?:dear|your)?$", re.IGNORECASE)


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
        self._signed: Section | None = None

    @property
    def _is_signed(self) -> bool:
        """Whether this is the section of a letter that has ended."""
        return self._signed is self._current

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
        if self._copies_begin(block):
            self.found.sections.append(Section(Label.COPIES))
        elif self._begins_cards(block):
            self.found.sections.append(Section(Label.TARGETS))
        elif block.is_heading and not self._label(block.lines[0], first=True, bold=True):
            if self._asks_to_write(block):
                return
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
            found = self._label(
                line, first=first or not pending, bold=first and block.kind == "heading"
            )
            if not found and (wrapped := self._wrapped_label(lines, position)):
                line, used, found = wrapped
            notice = None if found else self._notice(block, lines, position)
            if found:
                self._keep(block, pending)
                self._begin(found, block.number if first else "")
                block = block.as_paragraph()
                pending = [line.after(found.end)]
                if found.label in _LABELS_FOLLOW and pending[0].text:
                    # "RECOMMENDED ACTION: Please write in English:" is two labels.
                    lines[position + used - 1], pending = pending[0], []
                    used -= 1
            elif notice:
                self._keep(block, pending)
                block, pending = block.as_paragraph(), []
                behind = len(self.found.sections) - 1
                self.found.notices.append(Notice(block.part(notice), behind))
                used = len(notice)
            elif self._is_running_title(block, lines, position):
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
                self._note_sign_off(line)
            position += used
        self._keep(block, pending)

    def _note_sign_off(self, line: Line) -> None:
        if self._current.label is Label.LETTER and is_sign_off(line.text):
            self._signed = self._current

    def _label(self, line: Line, *, first: bool, bold: bool = False) -> FoundLabel | None:
        """The label that a line begins with; "Name:" in a card is the official's."""
        found = find_label(line.text, first=first, bold=bold or line.is_bold)
        return self._meant(found, line)

    def _meant(self, found: FoundLabel | None, line: Line) -> FoundLabel | None:
        """What a label begins here, where it may begin several things."""
        if found and found.label is Label.CONTACT:
            in_cards = self._current.label in CARD_LABELS  # there the reader of cards sees to it
            return None if in_cards else FoundLabel(Label.TARGETS, found.printed, found.end)
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
            found = self._meant(find_label(line.text, first=True), line)
            if found and found.end > len(line.text) - len(following.text):
                return line, used, found
            if ":" in following.text:
                return None
        return None

    def _notice(self, block: Block, lines: list[Line], position: int) -> list[Line] | None:
        """The lines from here on that are nothing but a notice."""
        if block.kind not in {"paragraph", "heading"}:
            return None
        if self._current.label in _OWN_WORDS and not self._is_signed:
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

    def _is_running_title(self, block: Block, lines: list[Line], position: int) -> bool:
        """Whether a line of the title stands here again, as on a document's second page.

        A title is a heading, or stands right below "URGENT ACTION".
        """
        line = lines[position]
        text = line.text.casefold()
        if text in self._titles:
            return True
        if self._current.label is not Label.HEAD:
            return False
        is_below = position > 0 and self._is_masthead(lines[position - 1])
        stands_out = is_below or block.is_heading or line.text.isupper() or line.is_bold
        if stands_out and len(text.split()) > 2:
            self._titles.add(text)
        return False

    def _is_masthead(self, line: Line) -> bool:
        found = find_label(line.text, first=True)
        return found is not None and found.label is Label.URGENT_ACTION

    def _begin(self, found: FoundLabel, number: str) -> None:
        """Begin a part at a label, whose number ("1.") is printed before it."""
        # "URGENT ACTION" names the kind of paper: above the title, or as the running title of
        # a later page. It begins no part, unless another action follows the end of this one.
        if found.label is not Label.URGENT_ACTION:
            self.found.sections.append(Section(found.label))
        elif self._current.label in _AT_THE_END:
            self.found.sections.append(Section(Label.UNKNOWN))
        else:
            self._title_is_over = False  # what stood above it came with the document
        self._current.labels += [found.printed, number] if number else [found.printed]

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
        if in_cards and _OPEN_SALUTATION.search(before):
            return False
        return (
            (first or in_cards)
            and not (first and block.kind == "item")
            and not block.is_heading
            and is_salutation(line.text)
        )

    def _begins_cards(self, block: Block) -> bool:
        """Whether a card stands where no label announces any: after the text, or a letter's end."""
        lines = [line.text for line in block.lines]
        may_follow = self._is_signed or (
            self._current.label is Label.HEAD and self._title_is_over and block.kind == "paragraph"
        )
        return (
            may_follow
            and len(lines) > 1
            and find_label(lines[0], first=True) is None
            and (is_office(lines[0]) or is_name(lines[0]) or block.lines[0].is_bold)
            and any(map(contact_parts, lines))
            and not any(map(is_prose, lines))
        )

    def _copies_begin(self, block: Block) -> bool:
        """Whether a sentence asks for copies to diplomats where the addresses to write to stand."""
        return self._current.label in _TO_WRITE_TO and sends_copies(block.text)

    def _asks_to_write(self, block: Block) -> bool:
        """Begin the addresses at a heading such as "Write to the chief minister"."""
        if block.kind != "heading" or not _WRITE_TO.fullmatch(block.text):
            return False
        if self._current.label is Label.HEAD and not self._title_is_over:
            return False
        self.found.sections.append(Section(Label.TARGETS, [block.text]))
        return True

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
