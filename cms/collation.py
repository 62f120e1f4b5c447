"""Names in the order in which a language's readers look for them.

The Unicode Collation Algorithm with Unicode's own table (pyuca has both), tailored as CLDR says
(common/collation): in Spanish ñ is a letter of its own, Urdu has its own order of letters, Arabic
sorts every hamza alike and its own script before Latin. Without it É stands behind Z.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pyuca.collator import Collator_10_0_0
from pyuca.trie import Trie

# CLDR 42's rules (https://www.unicode.org/reports/tr35/tr35-collation.html#Rules) of those
# languages of the directory that the root order isn't right for. Only left out are the Arabic
# presentation forms: nobody types them, and the table has them beside their letters.
_RULES = {
    "ar": """
        [reorder Arab]
        &[before 2]ت<<ة &[before 2]ي<<ی<<ى &ء<<أ<<ؤ<<إ<<ئ<<ىٕ<<ا &ءا<<آ
        &[ignorable]<<<\u064b<<<\u064c<<<\u064d<<<\u064e<<<\u064f<<<\u0650<<<\u0651<<<\u0652<<<\u0653
        <<<\u0656<<<\u0657<<<\u0658<<<\u0670
    """,
    "bn": "[reorder Beng] &ঔ<ং<ঃ<ঁ",
    "es": "&N<ñ<<<Ñ",
    "fa": """
        [reorder Arab]
        &\u064e<<\u0650<<\u064f<<\u064b<<\u064d<<\u064c
        &[before 1]ا<آ &ا<<ٱ<ء<<أ<<ٲ<<إ<<ٳ<<ؤ<<یٔ<<<ىٔ<<<ئ
        &ک<<*ڪګكڬڭڮ &ۏ<ه<<ە<<ہ<<ة<<ۃ<<ۀ<<ھ &ی<<*ىےيېۑۍێ
    """,
    "ps": """
        [reorder Arab]
        &\u064e<<\u0650<<\u064f<<\u064b<<\u064d<<\u064c
        &[before 1]ا<آ &ا<<أ<<ٲ<<ٱ<<إ<<ٳ<ء &ت<ټ<<ٹ &ج<ځ<<حٔ &چ<څ &د<ډ<<ڈ &ر<ړ<<ڑ &ژ<ږ
        &ک<<*ڪك &ګ<<گ &ڼ<<ڻ &و<<ؤ<<ۇ<<ۉ &ه<<<ۀ<<<هٔ<<*ەہھةۃ &ی<<*ىےيېۍ<<یٔ<<<ىٔ<<<ئ
    """,
    "ru": "[reorder Cyrl]",
    "tr": "&C<ç<<<Ç &G<ğ<<<Ğ &[before 1]i<ı<<<I &i<<<İ &O<ö<<<Ö &S<ş<<<Ş &U<ü<<<Ü",
    "ur": """
        [reorder Arab]
        &ا<<أ<آ<ب<بھ<پ<پھ<ت<تھ<ٹ<ٹھ<ث<ج<جھ<چ<چھ<ح<خ<د<دھ<ڈ<ڈھ<ذ<ر<رھ<ڑ<ڑھ<ز<ژ<س<ش<ص<ض<ط<ظ<ع<غ
        <ف<ق<ک<کھ<گ<گھ<ل<لھ<م<مھ<ن<نھ<ں<ںھ<و<<ؤ<وھ<ہ<<ۂ<ھ<ۃ<ء<ی<<ئ<یھ<ے<<ۓ
        &\u0652<<\u064e<<\u0650<<\u064f<<\u0670<<\u0656<<\u0657<<\u064b<<\u064d<<\u064c<<\u0654
        <<\u0651<<\u0658<<\u0653
        &[ignorable]<<<\u0610<<<\u0611<<<\u0613<<<\u0612<<<\u0614
    """,
}
_BLOCKS = {"Arab": range(0x620, 0x700), "Beng": range(0x980, 0xA00), "Cyrl": range(0x400, 0x530)}

_PARTS = re.compile(
    r"""
      \[reorder\ (?P<script>\w+)\]
    | &\s*(?:\[before\ (?P<before>[12])\])?(?P<ignorable>\[ignorable\])?(?P<reset>[^\s<&\[]*)
    | (?P<step><{1,3})(?P<each>\*?)(?P<text>[^\s<&]+)
    """,
    re.VERBOSE,
)
# What the table counts in whole numbers, rules place between: none has as many steps in a row.
_STEP = 1 / 256
_COMMON = (0x20, 0x02)  # the second and third weight of a plain letter
_LAST_TERTIARY = 0x40  # above the third weights of everything that has a first or a second

_Weights = tuple[float, float, float]


@cache
def _root() -> Collator_10_0_0:
    """Unicode's table; read when first asked for, in a third of a second."""
    return Collator_10_0_0()


@dataclass
class _Table:
    """The table of a language: its own entries before those of the root."""

    own: Trie
    root: Trie

    def find_prefix(self, key: list[int]) -> tuple[list[int], Any, list[int]]:
        """The longest entry at the start of a text; of two the language's own."""
        mine, others = self.own.find_prefix(key), self.root.find_prefix(key)
        return mine if mine[1] and len(mine[0]) >= len(others[0]) else others


class _Collator(Collator_10_0_0):
    """The order of one language."""

    def __init__(self, rules: str) -> None:
        root = _root()
        self.table = _Table(Trie(), root.table)
        self.implicit_weights = root.implicit_weights
        self.first: tuple[float, float] | None = None  # the weights of a script before all others
        self._tailor(rules)

    def _tailor(self, rules: str) -> None:
        reset: list[_Weights] = []
        for part in _PARTS.finditer(rules):
            if part["script"]:
                self.first = self._span(_BLOCKS[part["script"]])
            elif part["step"]:
                texts = part["text"] if part["each"] else [part["text"]]
                for text in texts:
                    reset = [*reset[:-1], _after(reset[-1], len(part["step"]))]
                    self.table.own.add(_codes(text), reset)
            elif part["ignorable"]:
                reset = [(0, 0, _LAST_TERTIARY)]
            else:
                reset = [tuple(each) for each in self.collation_elements(_nfd(part["reset"]))]
                if part["before"]:
                    reset[-1] = _before(reset[-1], int(part["before"]))

    def _span(self, block: range) -> tuple[float, float]:
        """The first weights of a script's letters, from the least to the greatest."""
        letters = [chr(code) for code in block if unicodedata.category(chr(code)) == "Lo"]
        letters = letters or [chr(code) for code in block if chr(code).isalpha()]
        weights = [self.collation_elements(_nfd(letter))[0][0] for letter in letters]
        return min(weights), max(weights)

    def sort_key_from_collation_elements(self, collation_elements: list[Any]) -> tuple[float, ...]:
        """As the algorithm says; the weights of the language's script before those of Latin."""
        return super().sort_key_from_collation_elements(list(self._reordered(collation_elements)))

    def _reordered(self, elements: list[Any]) -> Iterator[Any]:
        for element in elements:
            if self.first and self.first[0] <= element[0] < self.first[1] + 1:
                low, high = self.first
                between = (element[0] - low + _STEP) / (high - low + 2)
                yield (_last_digit() + between, *element[1:])
            else:
                yield element


@cache
def _last_digit() -> int:
    """The first weight of 9, the last before those of Latin letters."""
    return int(_root().collation_elements("9")[0][0])


def _after(weights: _Weights, level: int) -> _Weights:
    """The next weights that differ at a level: 1 another letter, 2 an accent, 3 a case."""
    primary, secondary, tertiary = weights
    if level == 1:
        return (primary + _STEP, *_COMMON)
    if level == 2:
        return (primary, secondary + _STEP, _COMMON[1])
    return (primary, secondary, tertiary + _STEP)


def _before(weights: _Weights, level: int) -> _Weights:
    """The weights right before others at a level."""
    primary, secondary, _tertiary = weights
    if level == 1:
        return (primary - 0.5, *_COMMON)
    return (primary, secondary - 0.5, _COMMON[1])


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _codes(text: str) -> list[int]:
    return [ord(char) for char in _nfd(text)]


@cache
def _collator(language: str) -> Collator_10_0_0:
    """The order of a language such as "fa" or "fa-AF"; the root's where CLDR has no other."""
    rules = _RULES.get(language.partition("-")[0])
    return _Collator(rules) if rules else _root()


@lru_cache(maxsize=8192)
def _key(language: str, text: str) -> tuple[Any, ...]:
    """The key of a text; the same names stand on page after page."""
    return (_collator(language).sort_key(text), text)


def sort_key(language: str) -> Callable[[Any], tuple[Any, ...]]:
    """The key that `sorted` takes to put names, or what prints as one, in a language's order."""
    return lambda name: _key(language, str(name))
