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
from actions.importing.names import cldr_countries, cldr_languages
from actions.importing.parsing import parse_document
from actions.importing.reading import DocumentError, read_document

__all__ = [
    "ActionDraft",
    "Card",
    "DocumentError",
    "Letter",
    "Person",
    "PreviousAction",
    "Problem",
    "Step",
    "cldr_countries",
    "cldr_languages",
    "parse_document",
    "read_document",
]
