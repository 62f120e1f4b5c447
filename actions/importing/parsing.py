"""A document's text into a draft of the action it announces.

`parse_document` is a pure function and raises for no text whatever: what isn't understood
is kept in `unplaced`, and `problems` say what an editor has to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from actions.importing.document import Block, Document, is_readable, read_blocks, tidy
from actions.importing.draft import ActionDraft
from actions.importing.facts import WORD
from actions.importing.markup import Run, html_to_text
from actions.importing.names import by_words, cldr_countries, cldr_languages
from actions.importing.parts import PartsReader
from actions.importing.sections import split_sections
from cms.wording import listed, quoted


def parse_document(
    text: str,
    *,
    file: str,
    countries: Mapping[str, str] | None = None,
    languages: Mapping[str, str] | None = None,
) -> ActionDraft:
    """Return what a document says: every visible word of it is in some field of the draft.

    `countries` and `languages` give codes by casefolded English name (CLDR's by default).
    """
    text = tidy(text)
    reader = PartsReader(
        countries=by_words(cldr_countries() if countries is None else countries),
        languages=cldr_languages() if languages is None else languages,
    )
    if not is_readable(text):
        message = _(
            "This has far more lines or marks than an urgent action: keep one action's text."
        )
        reader.notes.leave(text, field="unplaced", message=message)
        return reader.draft(file)
    document = read_blocks(text)
    reader.read_all(split_sections(document))
    _note_dead_links(document, reader)
    _keep_lost_words(document, reader, file)
    return reader.draft(file)


def _note_dead_links(document: Document, reader: PartsReader) -> None:
    """Say once which links were dropped because they lead nowhere from outside the document."""
    dropped = [run for run in _runs(document) if run.href is not None and not run.link]
    if not dropped:
        return
    words = listed(quoted(run.text.strip()) for run in dropped[:10])
    if len(dropped) > 10:
        words += " " + _("and %(count)d more") % {"count": len(dropped) - 10}
    addresses = listed(dict.fromkeys(quoted(run.href) for run in dropped[:10]))
    message = _(
        "Links of the document lead nowhere (%(addresses)s); their words are kept without the "
        "link: %(words)s. Add the addresses where readers need them."
    )
    reader.notes.problem("links", message % {"addresses": addresses, "words": words})


def _runs(document: Document) -> Iterator[Run]:
    for block in document.blocks:
        for line in block.lines:
            yield from line.runs


def _keep_lost_words(document: Document, reader: PartsReader, file: str) -> None:
    """Put blocks whose words reached no field into `unplaced`: the last net under the readers."""
    lost = visible_words(document) - draft_words(reader.draft(file))
    for block in document.blocks if lost else ():
        words = _block_words(block) & lost
        if words:
            lost -= words
            message = _("The importer missed something here: compare it with the document.")
            reader.notes.leave(block.printed, field="document", message=message)


def _block_words(block: Block) -> Counter[str]:
    return Counter(WORD.findall(f"{block.number} {block.text}"))


def visible_words(document: Document) -> Counter[str]:
    """Count the words that a reader of the document sees."""
    counts: Counter[str] = Counter()
    for block in document.blocks:
        counts.update(_block_words(block))
    return counts


def draft_words(draft: ActionDraft) -> Counter[str]:
    """Count the words in a draft's fields, problems aside."""
    fields = draft.to_json_object()
    del fields["file"], fields["problems"]
    counts: Counter[str] = Counter()
    for text in _texts(fields):
        counts.update(WORD.findall(text))
    return counts


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str):
        html = key in {"introduction", "steps", "paragraphs", "additional_information"}
        yield html_to_text(value) if html else value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, key)
