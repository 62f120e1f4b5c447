"""The words that an action is found by, in one language: four parts, a passage a line.

Read from stored values, by what each block is declared as, so that a new block is found without
anybody's doing, and nothing is asked of the database.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from wagtail import blocks

from actions.models import ActionRecord, RecordOffice, UrgentActionPage
from actions.models.page import STREAM_FIELDS
from actions.presentation.withdrawn import path_here
from actions.services.freezing import as_it_was
from cms.localtext import local_text

Reader = Callable[[Any], Iterator[str]]

# Whose words are found as names, beside those of the directory.
NAMES = ("people",)
_BREAKS = re.compile(
    r"</?(?:p|h[1-6]|li|ul|ol|blockquote|hr|div|table|tr|td)\b[^>]*>", re.IGNORECASE
)
_TAGS = re.compile(r"<br\b[^>]*>|(<[^>]*>)", re.IGNORECASE)


class Words(NamedTuple):
    """The words of an action, the most telling part first."""

    title: str
    names: str
    introduction: str
    body: str


# A row of the directory, and the field of its name.
Named = tuple[Any, str]


def words_of(page: UrgentActionPage, record: ActionRecord, named: Iterable[Named]) -> Words:
    """The words of a page and of the directory's rows that it shows, in the page's language."""
    streams = {name: list(_stream(page, name)) for name in STREAM_FIELDS}
    others = (streams[name] for name in STREAM_FIELDS if name not in NAMES)
    return Words(
        title=_passages([page.title]),
        names=_passages(
            [
                *_identifiers(record, page.language),
                *(passage for name in NAMES for passage in streams[name]),
                *(local_text(row, name, language=page.language).text for row, name in named),
            ]
        ),
        introduction=_passages(_rich(page.introduction)),
        body=_passages(
            [
                *(passage for passages in others for passage in passages),
                *_rich(page.safety_note),
                *filter(None, [local_text(record, "closing_note", language=page.language).text]),
            ]
        ),
    )


def _passages(passages: Iterable[str]) -> str:
    lines = (" ".join(passage.split()) for passage in passages)
    return "\n".join(line for line in lines if line)


def _identifiers(record: ActionRecord, language: str) -> list[str]:
    return [record.label_in(language), record.index_number, record.reference]


def directory_of(record: ActionRecord, *, today: date) -> Iterator[Named]:
    """What an action shows of the directory, in whichever language.

    Countries, topics, organisations, and whom one writes to. Of the record are read: countries,
    topics, co_issuers, signatories, and offices with their holders; prefetched, nothing is asked
    of the database.
    """
    for rows in (record.countries, record.topics, record.co_issuers, record.signatories):
        for row in rows.all():
            yield row, "name"
    for use in record.offices.all():
        yield from _office(use, record, today=today)


def _office(use: RecordOffice, record: ActionRecord, *, today: date) -> Iterator[Named]:
    """An office and its holder, as they were when the writing stopped (freezing.py)."""
    if use.frozen:
        office, holder = as_it_was(use)
    else:
        office = use.office
        holder = office.holder_on(min(record.stopped_on() or today, today))
    yield office, "title"
    if holder:
        yield holder, "name"
    for body in (office.organisation, office.embassy_of):
        if body:
            yield body, "name"


def _stream(page: UrgentActionPage, name: str) -> Iterator[str]:
    read = _readers()[name]
    return read(getattr(page, name).raw_data)


@cache
def _readers() -> dict[str, Reader]:
    fields = {name: UrgentActionPage._meta.get_field(name) for name in STREAM_FIELDS}
    return {name: _reader(field.stream_block) for name, field in fields.items()}


def _reader(block: blocks.Block) -> Reader:
    """How the words of a block's stored value are read; facts such as dates have none."""
    if isinstance(block, blocks.RichTextBlock):
        return _rich
    if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        return _plain
    if isinstance(block, blocks.BaseStreamBlock):
        return _of_stream({name: _reader(child) for name, child in block.child_blocks.items()})
    if isinstance(block, blocks.BaseStructBlock):
        return _of_struct({name: _reader(child) for name, child in block.child_blocks.items()})
    if isinstance(block, blocks.ListBlock):
        return _of_list(_reader(block.child_block))
    return _nothing


def _nothing(value: Any) -> Iterator[str]:
    return iter(())


def _plain(value: Any) -> Iterator[str]:
    yield from str(value or "").splitlines()


def _rich(value: Any) -> Iterator[str]:
    """The passages of rich text: a paragraph, a heading or an item of a list each."""
    for passage in _BREAKS.split(str(value or "")):
        if passage.strip():
            yield unescape(_TAGS.sub(lambda tag: "" if tag[1] else " ", passage))


def _of_struct(readers: dict[str, Reader]) -> Reader:
    def read(value: Any) -> Iterator[str]:
        value = value or {}
        # Words of a link to another action are that action's, which may be withdrawn some day.
        if path_here(value.get("url") or ""):
            return
        for name, reader in readers.items():
            yield from reader(value.get(name))

    return read


def _of_stream(readers: dict[str, Reader]) -> Reader:
    def read(value: Any) -> Iterator[str]:
        for child in value or ():
            yield from readers.get(child["type"], _nothing)(child["value"])

    return read


def _of_list(reader: Reader) -> Reader:
    def read(value: Any) -> Iterator[str]:
        for item in value or ():
            # Wagtail stores items with their ids; before that they were bare values.
            stored = isinstance(item, dict) and item.get("type") == "item"
            yield from reader(item["value"] if stored else item)

    return read
