"""One form of letters for comparing, with the way back to the text as it was written.

"NOOR", "Nóor" and "Noor" are one; so are ي and ی, ك and ک, with vowel signs or without, and a
name whose words are parted by a line, a tag or a joiner that nobody sees.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

# What ends a run of words: a paragraph ends there, or a heading, or an item of a list.
BREAK = "\x1e"
INLINE_TAGS = frozenset("a abbr b bdi cite code em i mark q s small span strong sub sup u".split())

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىې", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("ةۃہۂھۀە", "ه"),
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("’‘ʼ`´′", "'"),
        **dict.fromkeys("‐‑‒–—", "-"),
        "ـ": "",  # a stroke that only makes a word longer
        "\u200c": " ",  # parts a word in Persian and Urdu where others write a space
    }
)
_TOKEN = re.compile(
    r"(?P<tag><!--.*?-->|</?(?P<name>[A-Za-z][\w-]*)[^>]*>)"
    r"|(?P<character>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Folded:
    """A folded text; for each of its characters the stretch [start, end) that it stands for."""

    text: str
    spans: list[tuple[int, int]]


def fold(text: str) -> str:
    """A text in the form that is compared."""
    return fold_text(text).text


def fold_text(text: str, *, html: bool = False) -> Folded:
    """A text, or the words of a piece of HTML, folded, with the way back."""
    characters: list[str] = []
    spans: list[tuple[int, int]] = []
    for written, start, end in _in_html(text) if html else _in_text(text):
        folded = written if written == BREAK else _fold(written)
        blank = characters[-1:] == [" "]
        # Vowel signs and the like belong to the letter before, blanks to the first of them.
        if not folded or (folded == " " and blank):
            if spans and characters[-1] != BREAK:
                spans[-1] = (spans[-1][0], end)
            continue
        for character in folded:
            characters.append(character)
            spans.append((start, end))
    return Folded("".join(characters), spans)


def _in_text(text: str) -> Iterable[tuple[str, int, int]]:
    return ((character, place, place + 1) for place, character in enumerate(text))


def _in_html(html: str) -> Iterator[tuple[str, int, int]]:
    for token in _TOKEN.finditer(html):
        if token["character"]:
            yield unescape(token["character"]) or "\ufffd", token.start(), token.end()
        elif (token["name"] or "").lower() == "br":
            yield " ", token.start(), token.end()
        elif token["name"] and token["name"].lower() not in INLINE_TAGS:
            yield BREAK, token.start(), token.end()


def fold_character(character: str) -> str:
    """One character as it is compared; "" for one that doesn't count."""
    text = unicodedata.normalize("NFKC", character).translate(_LETTERS)
    folded = []
    for part in unicodedata.normalize("NFKD", text).translate(_LETTERS):
        category = unicodedata.category(part)
        if part.isspace() or category == "Zs":
            folded.append(" ")
        elif category == "Nd":
            folded.append(str(unicodedata.digit(part)))
        elif category not in ("Mn", "Me", "Cf", "Cc"):
            folded.append(part.casefold())
    return "".join(folded)


_fold = lru_cache(maxsize=8192)(fold_character)
