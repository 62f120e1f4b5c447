"""Bytes of a document into text, or a clear word on why they can't be."""

from __future__ import annotations

import codecs

MAX_BYTES = 5 * 1024 * 1024

_OTHER_FORMATS = (
    (b"PK\x03\x04", "a Word document or another zipped file"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text (RTF) file"),
)
_SAVE_AS = "open it where it was written and save it as plain text (UTF-8) or Markdown"
_HARMLESS_CONTROLS = "\t\n\r\x0b\x0c\x1a"


class DocumentError(ValueError):
    """A document that can't be read; the message says how to mend it."""


def read_document(data: bytes, *, name: str) -> str:
    """Return the text of a document: UTF-8, UTF-16 with its mark, or else Windows-1252.

    Raises DocumentError for what is empty, above 5 MB, or no text at all. `name` is only
    for the message.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"{name} has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read: "
            "keep only the text of one urgent action in it."
        )
    for start, what in _OTHER_FORMATS:
        if data.startswith(start):
            raise DocumentError(f"{name} is {what}, not text: {_SAVE_AS}.")
    text = _decode(data, name)
    if not text.strip():
        raise DocumentError(f"{name} is empty: check that the right file was chosen.")
    controls = sum(1 for char in text if char < " " and char not in _HARMLESS_CONTROLS)
    if "\x00" in text or controls * 20 > len(text):
        raise DocumentError(f"{name} is not text: {_SAVE_AS}.")
    return text


def _decode(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{name} is not text in a known encoding: {_SAVE_AS}.")
