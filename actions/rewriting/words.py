"""Names in a text: where they stand, and the text with other words in their place."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from html import escape
from urllib.parse import unquote, urlsplit

from actions.rewriting.folding import BREAK, fold, fold_text
from actions.rewriting.quick import quick_pattern, words_only

# Arabic writes "and", "to", "with" at one with the word that follows.
_PREFIX = "(?:[وف]?[بلک]?)"
_ENDS_SENTENCE = (BREAK, ".", "!", "?", "؟", "۔")
_TAG = re.compile(r"<[^>]*>")
_EMPTIED = re.compile(r"<(b|i|em|strong)>\s*</\1>")
_SHORTEST_PART = 3  # letters
_LOOSELY_FROM = 5  # letters: shorter names are parts of too many other words


class Kind(Enum):
    """How a text is written."""

    PLAIN = "plain"
    HTML = "html"
    ADDRESS = "address"


@dataclass(frozen=True)
class Found:
    """A name in a text: where it is, which, and whether a sentence begins with it."""

    start: int
    end: int
    name: str  # as it was asked for
    begins: bool


class Names:
    """Names to look for: whole words, in capitals or not, however their letters are written."""

    def __init__(self, names: Collection[str]) -> None:
        folded = {fold(name).strip(): name for name in names}
        self._asked = {key: name for key, name in folded.items() if key}

    def __bool__(self) -> bool:
        return bool(self._asked)

    def parts(self) -> list[str]:
        """The words of names that have several, but for those that are names themselves."""
        words = [word for name in self._asked.values() for word in name.split()]
        long_enough = (word for word in words if sum(map(str.isalpha, word)) >= _SHORTEST_PART)
        return [word for word in dict.fromkeys(long_enough) if fold(word) not in self._asked]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._asked, key=len, reverse=True)
        return re.compile(self._whole_words("|".join(map(re.escape, longest_first))))

    @cached_property
    def _pattern_in_arabic(self) -> re.Pattern[str]:
        longest_first = sorted(self._asked, key=len, reverse=True)
        return re.compile(self._whole_words("|".join(map(re.escape, longest_first)), _PREFIX))

    @staticmethod
    def _whole_words(names: str, prefix: str = "") -> str:
        return rf"(?<![^\W_]){prefix}(?P<name>{names})(?![^\W_])"

    @cached_property
    def _loose_pattern(self) -> re.Pattern[str] | None:
        squeezed = {re.sub(r"[\W_]+", "", key) for key in self._asked}
        parts = [r"[\W_]*".join(key) for key in squeezed if len(key) >= _LOOSELY_FROM]
        return re.compile("|".join(parts)) if parts else None

    @cached_property
    def _quick(self) -> re.Pattern[str]:
        return quick_pattern(self._asked)

    def find(self, text: str, *, html: bool = False, language: str = "") -> Iterator[Found]:
        """Each place of a name in a text, from its beginning to its end."""
        if not text or not self:
            return
        if not self._quick.search(words_only(text) if html else text):
            return
        folded = fold_text(text, html=html)
        pattern = self._pattern_in_arabic if language == "ar" else self._pattern
        for match in pattern.finditer(folded.text):
            start, end = match.span("name")
            before = folded.text[: match.start()].rstrip(" '\"“«(")
            yield Found(
                start=folded.spans[start][0],
                end=folded.spans[end - 1][1],
                name=self._asked[match["name"]],
                begins=not before or before.endswith(_ENDS_SENTENCE),
            )

    def are_in(self, text: str, *, kind: Kind = Kind.PLAIN, language: str = "") -> bool:
        """Whether a text, or the address of a page, has one of the names."""
        if kind is Kind.ADDRESS:
            text = words_of_address(text)
        return any(self.find(text, html=kind is Kind.HTML, language=language))

    def are_hidden_in(self, text: str) -> bool:
        """Whether a name may be in a longer word of a text, such as a #HashTag or a handle."""
        pattern = self._loose_pattern
        return bool(pattern and text and pattern.search(fold(text)))


class Words(Names):
    """Names, and what takes the place of each, in texts of one language."""

    def __init__(self, words: Mapping[str, str], *, language: str) -> None:
        super().__init__(words.keys())
        self._words, self._language = dict(words), language

    def replace(self, text: str, *, kind: Kind) -> str:
        """The text without the names; an address that has one leads to the front of its site."""
        if kind is Kind.ADDRESS:
            return front_of(text) if self.are_in(text, kind=kind) else text
        html = kind is Kind.HTML
        for found in reversed(list(self.find(text, html=html, language=self._language))):
            new = self._words[found.name]
            if found.begins:
                new = new[:1].upper() + new[1:]
            if html:
                # Tags that begin or end within the name stay, so that the rest keeps its shape.
                tags = "".join(_TAG.findall(text[found.start : found.end]))
                new = escape(new, quote=False) + tags
            text = text[: found.start] + new + text[found.end :]
        return self._links(_EMPTIED.sub("", text)) if html else text

    def _links(self, html: str) -> str:
        """HTML whose links name nobody."""

        def without(match: re.Match[str]) -> str:
            address = match[2].replace("&amp;", "&")
            if not self.are_in(address, kind=Kind.ADDRESS):
                return match[0]
            return f'{match[1]}"{escape(front_of(address))}"'

        return re.sub(r'(\shref=)"([^"]*)"', without, html)


def words_of_address(address: str) -> str:
    """What can be read in an address: `/free-noor-example/` as three words."""
    return re.sub(r"[-_+./=&?%#:]+", " ", unquote(address))


def front_of(address: str) -> str:
    """The front of the site that an address leads to; "" for one that leads nowhere."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme and parts.netloc else ""
