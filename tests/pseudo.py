"""A pseudo-locale: every string that goes through gettext comes back in letters that nothing else has.

What is left in plain Latin letters on a page of which the content has none was never marked for
translation. The strings of Wagtail and the other packages change like ours, so that theirs need no
list of exceptions.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils.translation import trans_real

SEPARATOR = "\x04"  # between the context of a message and the message, as gettext has it
# Placeholders, tags and entities keep their letters.
KEPT = re.compile(
    r"%\(\w+\)[-#0+]*\d*(?:\.\d+)?[a-zA-Z]|%[-#0+]*\d*(?:\.\d+)?[a-zA-Z%]|\{[^{}]*\}|</?[a-zA-Z][^<>]*>"
    r"|&#?\w+;"
)
WIDE = {code: code + 0xFEE0 for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))}


def pseudo(text: str) -> str:
    """A message in wide letters: "until %(day)s" is "ｕｎｔｉｌ %(day)s"."""
    kept = [match.span() for match in KEPT.finditer(text)]
    ends = [0, *(end for _start, end in kept)]
    starts = [*(start for start, _end in kept), len(text)]
    pieces = []
    for place, (after, before) in enumerate(zip(ends, starts, strict=True)):
        pieces.append(text[after:before].translate(WIDE))
        pieces.append(text[slice(*kept[place])] if place < len(kept) else "")
    return "".join(pieces)


class PseudoTranslation(trans_real.DjangoTranslation):
    """In the place of a language's catalogues."""

    def gettext(self, message: str) -> str:
        """The message without its context, in wide letters."""
        return pseudo(message.rpartition(SEPARATOR)[2])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One of the two forms, as English chooses it."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def speak_pseudo(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Have a language speak pseudo until the test ends."""
    monkeypatch.setitem(trans_real._translations, language, PseudoTranslation(language))


# -- reading pages ------------------------------------------------------------------------------

SAID_BY_ATTRIBUTES = {"title", "alt", "aria-label", "aria-description", "placeholder", "label"}
# Of what Wagtail's scripts are handed as JSON: what they show.
SAID_BY_JSON = {
    "addLabel", "description", "errors", "heading", "helpText", "label", "message", "messages",
    "placeholder", "strings", "text", "title", "subtitle",
}  # fmt: skip
SILENT = {"script", "style", "textarea", "kbd"}  # and what is typed, and the names of keys
BUTTONS = {"submit", "button", "reset"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Reader(HTMLParser):
    """Collects what a page says: texts, the attributes that are shown or read aloud, and JSON.

    Text in another language, which is marked so, isn't collected.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.said: list[str] = []
        self.open: list[tuple[str, str]] = [("", language)]
        self.goes_on = False  # after a place where a word may break

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.goes_on = tag == "wbr" and bool(self.said)
        language = values.get("lang") or self.open[-1][1]
        if tag not in VOID:
            self.open.append((tag, language))
        if language != self.language:
            return
        for name, value in values.items():
            if name in SAID_BY_ATTRIBUTES or (name.startswith("data-") and name.endswith("-label")):
                self.said.append(value)
            elif name.startswith("data-") and value[:1] in ("{", "["):
                self._read_json(value)
        if tag == "input" and values.get("type") in BUTTONS:
            self.said.append(values.get("value", ""))
        if tag == "meta" and values.get("name") == "description":
            self.said.append(values.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _language in self.open[1:]):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1]
        if tag == "script" and data.lstrip()[:1] in ("{", "["):
            self._read_json(data)
        elif language == self.language and not any(name in SILENT for name, _ in self.open):
            before = self.said.pop() if self.goes_on else ""
            self.said.append(before + data)

    def _read_json(self, text: str) -> None:
        try:
            self._walk(json.loads(text), shown=False)
        except ValueError:
            return

    def _walk(self, value: Any, *, shown: bool) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "html":
                    self.said += said_by(str(inner), language=self.language)
                else:
                    self._walk(inner, shown=shown or key in SAID_BY_JSON)
        elif isinstance(value, list):
            for inner in value:
                self._walk(inner, shown=shown)
        elif isinstance(value, str) and "<" in value:
            self.said += said_by(value, language=self.language)
        elif isinstance(value, str) and shown:
            self.said.append(value)


def said_by(html: str, *, language: str) -> list[str]:
    """All that a page says in a language, piece by piece."""
    reader = Reader(language)
    reader.feed(html)
    return reader.said


ISOLATES = {0x2066: None, 0x2067: None, 0x2068: None, 0x2069: None}
PLAIN = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]{2,}")
# What is no word of a language.
ADDRESSES = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|@\w+|\b[\w-]+\.(?:org|png|svg|css|js)\b")


def plain_words(said: Iterable[str], *, known: re.Pattern[str]) -> Iterator[str]:
    """The pieces with plain Latin words in them, those that are `known` as a whole left out."""
    for piece in said:
        text = " ".join(piece.translate(ISOLATES).split())
        if PLAIN.search(ADDRESSES.sub("", text)) and not known.fullmatch(text):
            yield text
