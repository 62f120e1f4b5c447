"""Marks that languages write otherwise: around quoted words, between the parts of a list."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from babel import Locale
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Our English is the one that the world reads: without a comma before "and".
_LOCALES = {"en": "en-GB"}

# Spanish says "e" before the sound of i and "u" before that of o, which CLDR's data leaves to
# who uses it: "Pakistán e Irán", "siete u ocho".
_BEFORE_A_LIKE_SOUND = [
    ("{0} y {1}", "{0} e {1}", re.compile(r"[ií]|h(?:i(?![ae])|í)", re.IGNORECASE)),
    ("{0} o {1}", "{0} u {1}", re.compile(r"h?[oó]|8", re.IGNORECASE)),
]


def quoted(words: Any) -> str:
    """Words in the quotation marks of the reader's language."""
    return _("“%(words)s”") % {"words": words}


def listed(parts: Iterable[Any]) -> str:
    """Labels side by side, with what stands between them in the reader's language: "A, B, C".

    In a sentence they read as `together` or `either` has them.
    """
    return _(", ").join(map(str, parts))


def together(parts: Iterable[Any], *, language: str | None = None) -> str:
    """All of them, in a sentence of a language (the reader's by default): "A, B and C"."""
    return _joined([str(part) for part in parts], style="standard", language=language)


def either(parts: Iterable[Any], *, language: str | None = None) -> str:
    """One of them, in a sentence of a language (the reader's by default): "A, B or C"."""
    return _joined([str(part) for part in parts], style="or", language=language)


@cache
def _patterns(language: str, style: str) -> dict[str, str]:
    """CLDR's patterns: `2` for two parts; `start`, `middle` and `end` for more."""
    locale = Locale.parse(_LOCALES.get(language, language), sep="-")
    return dict(locale.list_patterns[style].items())


def _joined(parts: list[str], *, style: str, language: str | None) -> str:
    if len(parts) < 2:
        return "".join(parts)
    language = language or get_language() or "en"
    patterns = _patterns(language, style)
    text, *between, last = parts
    for place, part in enumerate(between):
        text = patterns["middle" if place else "start"].format(text, part)
    return _before(last, patterns["end" if between else "2"], language).format(text, last)


def _before(last: str, pattern: str, language: str) -> str:
    """The pattern that stands before the last part, as that is pronounced."""
    words = strip_tags(last).lstrip("“«\"'¡¿ ")
    for usual, other, sounds_alike in _BEFORE_A_LIKE_SOUND if language == "es" else ():
        if pattern == usual and sounds_alike.match(words):
            return other
    return pattern
