"""The texts of an action, each with its place: its labels, and its id in the editor."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from actions.consistency.dates import WrittenDate, dates_in
from actions.consistency.numerals import WrittenNumber, numbers_in
from actions.consistency.text import plain_text, tidy

Label = str | Promise
# What editors and translators write, in the order of the form.
_FIELDS = (
    "title",
    "introduction",
    "steps",
    "targets",
    "copies",
    "letters",
    "safety_note",
    "additional_information",
    "key_dates",
    "people",
    "previous_actions",
    "updates",
)
# The words of each block, in the order of its form. Facts in it, and what is kept in its own
# language (a source, an earlier action's label), are no text of the action.
_WORDS = {
    "step": ("text",),
    "target": ("salutation", "note"),
    "copy": ("note",),
    "letter": ("salutation", "body", "sign_off", "short_body"),
    "figure": ("qualifier", "counted", "place", "period"),
    "quote": ("text", "attribution"),
    "image": ("alt_text", "caption"),
    "key_date": ("what",),
    "person": ("name",),
    "update": ("text",),
}


@dataclass(frozen=True)
class Place:
    """Where a text stands: its labels, its id in the editor, and a key that stays when it moves."""

    labels: tuple[Label, ...]
    anchor: str
    key: str

    def __str__(self) -> str:
        return " · ".join(map(str, self.labels))


@dataclass(frozen=True)
class Block:
    """A block of a stream as it is stored, and where it stands."""

    field: str
    type: str
    id: str
    value: Any
    place: Place
    children: dict[str, Place]

    def get(self, name: str) -> Any:
        """The stored value of a child; None where there is none."""
        return self.value.get(name) if isinstance(self.value, dict) else None


@dataclass(frozen=True)
class Passage:
    """A text in its language, and where it stands."""

    field: str  # of the page
    part: str  # of the block; its type where the block is nothing but the text
    place: Place
    html: str
    language: str

    @cached_property
    def text(self) -> str:
        """The plain text."""
        return plain_text(self.html) if "<" in self.html or "&" in self.html else tidy(self.html)

    @cached_property
    def dates(self) -> list[WrittenDate]:
        """The dates in the text."""
        return dates_in(self.text, language=self.language)

    @cached_property
    def numbers(self) -> list[WrittenNumber]:
        """The numbers in the text that are no part of a date."""
        places = [(written.start, written.end) for written in self.dates]
        return numbers_in(self.text, language=self.language, without=places)


def field_place(page: Any, name: str) -> Place:
    """Where a field of the page's form stands."""
    label = page._meta.get_field(name).verbose_name
    return Place((str(label)[:1].upper() + str(label)[1:],), f"id_{name}-label", name)


def blocks_of(page: Any, field: str) -> list[Block]:
    """The blocks of a stream as stored; reading their values would fetch what they choose."""
    stream = getattr(page, field)
    known = stream.stream_block.child_blocks
    # Where one stream holds many sorts of blocks, their number in it says little without its name.
    outer = field_place(page, field).labels if len(known) > 1 else ()
    found = []
    for index, entry in enumerate(stream.raw_data):
        if block := known.get(entry["type"]):
            stays = entry.get("id") or str(index)
            labels = (*outer, f"{block.label} {index + 1}")
            prefix, key = f"{field}-{index}-value", f"{field}.{stays}"
            children = {
                name: Place((*labels, child.label), f"{prefix}-{name}-errors", f"{key}.{name}")
                for name, child in getattr(block, "child_blocks", {}).items()
            }
            first = next(iter(children), "")
            anchor = f"{prefix}-{first}-errors" if first else f"{prefix}-errors"
            place = Place(labels, anchor, key)
            found.append(Block(field, entry["type"], stays, entry["value"], place, children))
    return found


def passages_of(page: Any, blocks: dict[str, list[Block]], *, language: str) -> list[Passage]:
    """Every text of a page that says something, in the order of the form."""
    found = []
    for field in _FIELDS:
        if field in blocks:
            found += [p for block in blocks[field] for p in _in_block(block, language)]
        else:
            place = field_place(page, field)
            found.append(Passage(field, field, place, str(getattr(page, field) or ""), language))
    return [passage for passage in found if passage.html.strip()]


def _in_block(block: Block, language: str) -> Iterator[Passage]:
    """The texts of a block."""
    if isinstance(block.value, str):
        yield Passage(block.field, block.type, block.place, block.value, language)
    for name in _WORDS.get(block.type, ()):
        text = block.get(name)
        if isinstance(text, str):
            yield Passage(block.field, name, block.children[name], text, language)
