"""What the reading of documents raises."""

from __future__ import annotations


class DocumentError(ValueError):
    """A document that can't be read; the message says what is wrong and how to mend it."""
