"""The importer's front door: a file or pasted text, its printed words, and the draft of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from actions.importing.draft import ActionDraft
from actions.importing.parsing import parse_document
from actions.importing.reading import read_document, read_stream


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read: `text` is what is printed in it, and all that a draft needs.

    For a Word document `text` is our Markdown of it. `parse_document(text, file=name)` gives the
    same draft again, so that a form can carry the text.
    """

    name: str
    text: str

    def draft(
        self,
        *,
        countries: Mapping[str, str] | None = None,
        languages: Mapping[str, str] | None = None,
    ) -> ActionDraft:
        """Return what the document says; codes by casefolded name as in `parse_document`."""
        return parse_document(self.text, file=self.name, countries=countries, languages=languages)


def read_any(data: bytes, *, name: str) -> ReadDocument:
    """Read a text, Markdown or Word file; DocumentError says why one can't be, and the mend."""
    return ReadDocument(name, read_document(data, name=name))


def read_upload(stream: IO[bytes], *, name: str) -> ReadDocument:
    """Read an open file (an upload, a path) as `read_any` does, never more of it than is needed."""
    return read_any(read_stream(stream, name=name), name=name)


def parse_bytes(
    data: bytes,
    *,
    name: str,
    countries: Mapping[str, str] | None = None,
    languages: Mapping[str, str] | None = None,
) -> ActionDraft:
    """Return the draft of a file's bytes; raises DocumentError."""
    return read_any(data, name=name).draft(countries=countries, languages=languages)
