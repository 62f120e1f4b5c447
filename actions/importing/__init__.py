"""Documents into drafts: bytes, text, blocks, sections, parts. Nothing here knows the database."""

from actions.importing.draft import (
    ActionDraft,
    Card,
    Letter,
    Person,
    PreviousAction,
    Problem,
    Step,
)
from actions.importing.errors import DocumentError
from actions.importing.files import ReadDocument, parse_bytes, read_any, read_upload
from actions.importing.names import cldr_countries, cldr_languages
from actions.importing.parsing import parse_document
from actions.importing.reading import MAX_BYTES, read_document

__all__ = [
    "MAX_BYTES",
    "ActionDraft",
    "Card",
    "DocumentError",
    "Letter",
    "Person",
    "PreviousAction",
    "Problem",
    "ReadDocument",
    "Step",
    "cldr_countries",
    "cldr_languages",
    "parse_bytes",
    "parse_document",
    "read_any",
    "read_document",
    "read_upload",
]
