"""What a document is cut into: sections under their labels, and what belongs to none of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.importing.document import Block
from actions.importing.labels import Label


@dataclass(slots=True)
class Section:
    """What the labels before it were, as printed, and the blocks that follow.

    What stands on a label's line behind the colon is the first line of the first block;
    so is the salutation of a letter, and an unknown heading.
    """

    label: Label
    labels: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that states a fact of the whole, and behind which section it stands."""

    block: Block
    section: int


@dataclass(slots=True)
class Sections:
    """A document cut into sections, and what belongs to none of them.

    `notices` are sentences that state a fact of the whole, `notes` footnotes and the heads and
    feet of pages, `furniture` page numbers and running titles.
    """

    sections: list[Section] = field(default_factory=lambda: [Section(Label.HEAD)])
    notices: list[Notice] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    furniture: list[Block] = field(default_factory=list)
