"""A first look at a text: whether a name can be in it at all, without folding all of it.

Folding takes a second a megabyte, and the revisions of a library are hundreds of megabytes.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from actions.rewriting.folding import fold_character

_TAG = re.compile(r"<[^>]*>")
# Beyond lie letters that are folded one by one, such as those of mathematics.
_LAST = 0x10000


@lru_cache(maxsize=1)
def _letters() -> tuple[dict[str, str], str, str]:
    """How each folded letter may be written; signs that don't count; signs for several letters."""
    written: dict[str, list[str]] = {}
    nothing, several = [], []
    for code in range(0x20, _LAST):
        character = chr(code)
        folded = fold_character(character)
        if not folded:
            nothing.append(character)
        elif len(folded) == 1:
            written.setdefault(folded, []).append(character)
        elif folded.isalnum():
            several.append(character)
    return {key: _class(value) for key, value in written.items()}, _class(nothing), _class(several)


def _class(characters: Iterable[str]) -> str:
    return "".join(map(re.escape, characters))


def quick_pattern(folded_names: Iterable[str]) -> re.Pattern[str]:
    """Finds something wherever one of the names is, and rarely where none is."""
    written, nothing, several = _letters()
    first_words = {name.split()[0] for name in folded_names}
    parts = [
        f"[{nothing}]*".join(f"[{written.get(letter, re.escape(letter))}]" for letter in word)
        for word in sorted(first_words)
    ]
    return re.compile("|".join([*parts, f"[{several}\\U00010000-\\U0010ffff]"]))


def words_only(html: str) -> str:
    """The text of HTML, roughly."""
    text = _TAG.sub("", html)
    return unescape(text) if "&" in text else text
