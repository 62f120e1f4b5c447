"""Bytes of a document into text, or a clear word on why they can't be.

Text of any common encoding is taken as it is; a Word document or HTML becomes our Markdown, so
that whatever came in can be shown, carried in a form, and parsed again.
"""

from __future__ import annotations

import codecs
import re
from typing import IO

from django.utils.translation import gettext as _

from actions.importing.errors import DocumentError
from actions.importing.webpage import is_webpage, webpage_to_text
from actions.importing.word import word_to_text

MAX_TEXT_BYTES = 1024 * 1024
MAX_BYTES = 20 * 1024 * 1024
"""A text has no more than the first; a Word document, whose pictures count, than the second."""

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HARMLESS_CONTROLS = "\t\n\r\x0b\x0c\x1a"
_CONTROLS = re.compile(r"[\x00-\x1f]")
_LOOKED_AT = 65_536  # bytes from which an encoding without a mark is guessed


def read_document(data: bytes, *, name: str) -> str:
    """Return the text of a document: UTF-8, UTF-16, Windows-1252, Word's words, or a web page's.

    Raises DocumentError for what is empty, too large, or no text at all. `name` is only for
    the message, and its ending for what the file claims to be.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        text = word_to_text(data, name=name)
    else:
        if message := _other_format(data, name):
            raise DocumentError(message)
        text = _decode(data, name)
        if is_webpage(text):
            text = webpage_to_text(text)
    if not any(map(str.isalnum, text)):
        raise DocumentError(
            _("%(name)s is empty: check that the right file was chosen.") % {"name": name}
        )
    return text


def read_stream(stream: IO[bytes], *, name: str) -> bytes:
    """Return what a file holds, read no further than the largest document may be.

    Raises DocumentError above that.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(name)
    return data


def too_large(name: str, *, megabytes: int = MAX_BYTES // 1024**2) -> DocumentError:
    """The error for a file of more bytes than are read."""
    message = _(
        "%(name)s is larger than the %(megabytes)d MB that are read: keep only the text of one "
        "urgent action in it, without pictures."
    )
    return DocumentError(message % {"name": name, "megabytes": megabytes})


def _other_format(data: bytes, name: str) -> str:
    """What to say of bytes that are in a format which isn't read, "" if they may be text."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        message = _(
            "%(name)s is protected by a password: open it in Word, remove the password (File, "
            "Info, Protect Document) and save it again."
        )
    elif data.startswith(_OLE):
        message = _(
            "%(name)s is an old Word document (.doc) or another file of old Office: open it "
            "and save it as a Word document (.docx)."
        )
    elif data.startswith(b"%PDF"):
        message = _(
            "%(name)s is a PDF, which isn't read: take the document it was made from, or copy "
            "its text and paste it."
        )
    elif data.startswith(b"{\\rtf"):
        message = _(
            "%(name)s is a rich text (RTF) file: open it and save it as a Word document (.docx)."
        )
    elif data and name.casefold().endswith((".docx", ".docm")):
        message = _(
            "%(name)s is called a Word document and is none, or was damaged on its way: open it "
            "in Word and save it again as .docx, or paste its text."
        )
    else:
        return ""
    return message % {"name": name}


def _decode(data: bytes, name: str) -> str:
    if len(data) > MAX_TEXT_BYTES:
        raise too_large(name, megabytes=MAX_TEXT_BYTES // 1024**2)
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    message = _(
        "%(name)s is not text in an encoding that is known: open it where it was written and "
        "save it as a Word document (.docx) or as plain text (UTF-8)."
    )
    raise DocumentError(message % {"name": name})


def _encodings(data: bytes) -> list[str]:
    """The encodings to try, by the mark at the beginning or by where the zero bytes stand."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ["utf-32"]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    sample = data[:_LOOKED_AT]
    # Every other byte of Latin text in UTF-16 is zero; no other text has zeros at all.
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) * 5 > len(sample):
        return ["utf-16-be"] if even > odd else ["utf-16-le"]
    return ["utf-8-sig", "cp1252"]


def _is_text(text: str) -> bool:
    """Whether these are characters that somebody wrote, few of them unprintable."""
    if "\x00" in text:
        return False
    controls = sum(found[0] not in _HARMLESS_CONTROLS for found in _CONTROLS.finditer(text))
    return controls * 20 <= len(text)
