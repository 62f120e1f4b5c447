"""Marks that languages write otherwise: around quoted words, between the parts of a list."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _


def quoted(words: Any) -> str:
    """Words in the quotation marks of the reader's language."""
    return _("“%(words)s”") % {"words": words}


def listed(parts: Iterable[Any]) -> str:
    """The parts of a list with what stands between them in the reader's language."""
    return _(", ").join(map(str, parts))
