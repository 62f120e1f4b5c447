"""Rich text as plain text, in one form of its letters, and its sentences."""

import html as entities
import re
import unicodedata
from collections.abc import Iterator

_BREAK = re.compile(r"<(?:/p|/li|/h[1-6]|/div|br\s*/?|hr\s*/?)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
# Marks that direct the line, and the soft hyphen: they say nothing, and stand between digits.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SENTENCE_END = re.compile(r"(?<=[.!?؟۔])[»”’\")\]]*\s+|\n+")
# Accents of Latin letters, and vowel signs of Arabic ones.
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_NO_WORD = re.compile(r"[\W_]+")
# Letters that keyboards of Arabic, Urdu and Persian type differently; one for one, so that places
# in a folded text are places in the text.
_ONE_FORM = str.maketrans("أإآٱىيكةۃۂؤ’ʼ", "ااااییکہہہو''")
# Arabic writes "and", "in", "for" together with what follows: "و٣٠" is "and 30". For patterns.
ATTACHED = r"(?<=\s[وبلفك])"


def plain_text(html: str) -> str:
    """The text of rich text, a line for each paragraph, without marks that nobody sees."""
    text = entities.unescape(_TAG.sub("", _BREAK.sub("\n", html)))
    return tidy(text)


def tidy(text: str) -> str:
    """Text in composed letters, without marks that nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()


def one_form(text: str) -> str:
    """Text with letters of the Arabic script in one form, each in its place."""
    return text.translate(_ONE_FORM)


def folded(text: str) -> str:
    """Text for comparing: one form, small letters, single blanks, no marks of punctuation."""
    text = _MARKS.sub("", unicodedata.normalize("NFKD", one_form(text)).casefold())
    return _NO_WORD.sub(" ", text).strip()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.start() > start:
            yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def sentence_at(text: str, place: int) -> str:
    """The sentence that a place in a text is in."""
    return next((text[a:b] for a, b in sentences(text) if a <= place < b), text)
