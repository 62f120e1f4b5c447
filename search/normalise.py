"""One folding of text for the index and for what a reader types, whatever the engine.

Nobody is kept from an action by how a letter was typed: Urdu and Arabic keyboards give different
characters for one letter, old documents hold presentation forms, and hardly anybody types vowel
signs or accents in a search. Letters are folded as those of names are (actions.rewriting.folding).

Character by character, and left decomposed, so that a text folds as its parts do: the place of a
word in the folded text leads back to its place in the original, where it is to be marked.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from actions.rewriting.folding import fold_character

# What names are compared without, and words are looked for with: a Turkish i whose capital is I,
# and vowel signs by themselves, in presentation forms, of which NFKC makes a blank within a word.
_LETTERS = {"ı": "i", **dict.fromkeys("ﱞﱟﱠﱡﱢﱣﹰﹲﹴﹶﹸﹺﹼﹾ", "")}
_NO_TEXT = frozenset({"Cc", "Cs"})  # controls, halves of a pair


class _Folds(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    if unicodedata.category(character) in _NO_TEXT:
        return " "
    letter = _LETTERS.get(character)
    return fold_character(character) if letter is None else letter


_FOLDS = _Folds()


def fold(text: str) -> str:
    """A text as engines index and look for it. Folding twice changes nothing more."""
    return text.translate(_FOLDS)


@dataclass(frozen=True)
class Folded:
    """A folded text that knows where each of its characters came from."""

    original: str
    text: str
    origins: list[int]  # for each character of `text`, the index of the one it came from

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the folded text stands in the original, its marks included."""
        if start >= end:
            raise ValueError(f"[{start}, {end}) holds nothing.")
        first, last = self.origins[start], self.origins[end - 1]
        stop = last + 1
        while stop < len(self.original) and not _FOLDS[ord(self.original[stop])]:
            stop += 1
        return first, stop


def fold_with_origins(text: str) -> Folded:
    """A folded text with the way back to the original, for marking words in it."""
    parts = [_FOLDS[ord(character)] for character in text]
    origins = [index for index, part in enumerate(parts) for _ in part]
    return Folded(original=text, text="".join(parts), origins=origins)


_WORD = re.compile(r"[^\W_]+")
# Stands between passages in a folded text, so that no phrase goes from one to the next. Nobody can
# look for it: folded, it is an s.
BETWEEN = "ˢ"


def words(text: str) -> list[str]:
    """The words of a text, folded, in order: runs of letters and digits."""
    return _WORD.findall(fold(text))


def fold_passages(text: str) -> str:
    """A text of a passage a line as engines index it: its words with blanks between."""
    passages = (" ".join(words(passage)) for passage in text.split("\n"))
    return f" {BETWEEN} ".join(passages)


# Letters that are folded into letters one by one, and signs into signs: the words of a text of such
# are where they are in its folded form. That is most texts, in a tenth of the time.
_ONE_BY_ONE = re.compile(
    "[\x00-\x7f\xa0«»À-ÖØ-öø-ÿ‘’“”–—…،؛؟۔\u0621-\u063a\u0641-\u064a\u0671-\u06d3\u06f0-\u06f9]*"
)


def spans_of_words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word of a text stands in it as it was written: [start, end) each, in order."""
    if _ONE_BY_ONE.fullmatch(text):
        for found in _WORD.finditer(text):
            yield found.span()
        return
    folded = fold_with_origins(text)
    for found in _WORD.finditer(folded.text):
        yield folded.span(*found.span())
