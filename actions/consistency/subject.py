"""What the checks look at: a page's words with its facts, and the words it was translated from."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from actions.consistency.findings import Finding
from actions.consistency.passages import Block, Passage, Place, blocks_of, field_place, passages_of
from actions.consistency.text import folded
from actions.models import Holder, Office, UrgentActionPage
from actions.models.page import STREAM_FIELDS
from actions.numbers import ActionNumber, label
from cms.wording import quoted

_LONGEST_QUOTE = 90


@dataclass(frozen=True)
class KeyDate:
    """A key date of the record: the day, and the id of the block that has its words."""

    day: date
    block_id: str


@dataclass(frozen=True)
class Facts:
    """The facts that texts are held against."""

    number: ActionNumber | None = None
    index_number: str = ""
    issued_on: date | None = None
    act_by: date | None = None
    key_dates: tuple[KeyDate, ...] = ()
    open: bool = True


@dataclass
class Directory:
    """What was read for all the pages of one check: offices, other actions, images."""

    offices: dict[int, Office] = field(default_factory=dict)
    numbers: set[tuple[int, int, int | None]] = field(default_factory=set)
    images: dict[int, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Subject:
    """One page to check; `source` is the one that it was translated from, if any."""

    page: UrgentActionPage
    facts: Facts
    directory: Directory
    today: date
    source: "Subject | None" = None

    @cached_property
    def language(self) -> str:
        """The language of the page's words."""
        return self.page.language

    @cached_property
    def blocks(self) -> dict[str, list[Block]]:
        """The blocks of each stream."""
        return {name: blocks_of(self.page, name) for name in STREAM_FIELDS}

    @cached_property
    def passages(self) -> list[Passage]:
        """Every text of the page, in the order of the form."""
        return passages_of(self.page, self.blocks, language=self.language)

    def texts(self, *fields: str) -> list[Passage]:
        """The texts of some fields."""
        return [passage for passage in self.passages if passage.field in fields]

    @property
    def number_label(self) -> str:
        """The number of the action in the page's language, such as "Second UA 109.23"."""
        return label(self.facts.number, language=self.language) if self.facts.number else ""

    def place(self, name: str) -> Place:
        """Where a field of the form stands."""
        return field_place(self.page, name)

    def office(self, block: Block) -> Office | None:
        """The office that a block names."""
        return self.directory.offices.get(block.get("office") or 0)

    @cached_property
    def targets(self) -> list[tuple[Block, Office]]:
        """The officials written to."""
        return [(b, o) for b in self.blocks["targets"] if (o := self.office(b))]

    @cached_property
    def copies(self) -> list[tuple[Block, Office]]:
        """The offices that get a copy."""
        return [(b, o) for b in self.blocks["copies"] if (o := self.office(b))]

    @property
    def offices(self) -> list[Office]:
        """Every office that the page names."""
        named = (self.office(b) for f in ("targets", "copies", "letters") for b in self.blocks[f])
        return [office for office in named if office]

    @property
    def images(self) -> list[Any]:
        """Every image that the page shows as a block."""
        shown = (b.get("image") for b in self.blocks["additional_information"])
        return [self.directory.images[pk] for pk in shown if pk in self.directory.images]

    def former_holders(self, office: Office) -> list[Holder]:
        """Who held an office before whoever holds it today."""
        now = office.holder_on(self.today)
        return [
            holder
            for holder in office.holders.all()
            if holder != now and (holder.until or date.max) < self.today
        ]

    def letter_targets(self, letter: Block) -> list[tuple[Block, Office]]:
        """The targets that a letter goes to: its own, or all that have no letter of their own."""
        own = letter.get("office")
        if own:
            return [(block, office) for block, office in self.targets if office.pk == own]
        taken = {other.get("office") for other in self.blocks["letters"]}
        return [(block, office) for block, office in self.targets if office.pk not in taken]

    def finding(self, code: str, place: Place, message: str, *about: Any) -> Finding:
        """A finding of this page; `about` are the words and facts that disagree.

        Their change is what brings a dismissed finding back, so they hold no language's message.
        """
        said = "\x1f".join([code, place.key, *(folded(str(part)) for part in about)])
        return Finding(
            code=code,
            message=message,
            where=str(place),
            anchor=place.anchor,
            fingerprint=sha256(said.encode()).hexdigest(),
            page_id=self.page.pk,
            language=self.language,
            place=place.key,
            translated=self.source is not None,
        )


def quote(text: Any) -> str:
    """Words in quotation marks, cut where they are long."""
    words = " ".join(str(text).split())
    if len(words) > _LONGEST_QUOTE:
        words = words[: _LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + "…"
    # Quoted words keep their own direction, whatever the language of the message.
    return f"\u2068{quoted(words)}\u2069"
