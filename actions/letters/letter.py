"""A letter as a value: what is sent, whichever way it travels. Every channel is made from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.letters.cleaning import lines
from cms.languages import direction


@dataclass(frozen=True)
class Span:
    """Words of a paragraph that are set in one way."""

    text: str
    bold: bool = False
    italic: bool = False


Paragraph = tuple[Span, ...]


@dataclass(frozen=True)
class Address:
    """Whom a letter, or its copy, goes to: the lines of the envelope, and other ways to get there.

    `lines` begin with the person and the office; the last one is the country, as the post of the
    sender reads it.
    """

    office_id: int
    lines: tuple[str, ...]
    emails: tuple[str, ...] = ()
    fax: str = ""
    by_post: bool = True  # whether the lines lead anywhere

    @property
    def name(self) -> str:
        """Who it is, in one line."""
        return self.lines[0] if self.lines else ""


@dataclass(frozen=True)
class Sender:
    """Who writes: all of it typed by the reader, none of it kept."""

    name: str = ""
    place: str = ""
    line: str = ""  # a sentence of their own, before the sign-off

    def __bool__(self) -> bool:
        return bool(self.name or self.place or self.line)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter in the official's language; nothing of it is for the eyes of the sender only."""

    language: str
    addressees: tuple[Address, ...]  # one, or all whom one letter serves
    copies: tuple[Address, ...] = ()
    salutation: str
    paragraphs: tuple[Paragraph, ...]
    sign_off: str
    reference: str  # such as "Second UA 109.23"
    subject: str  # never empty
    short_body: str = ""  # what is asked in a few sentences, for an email's address
    sender: Sender = Sender()

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, from the same object as the language."""
        return direction(self.language)

    @property
    def emails(self) -> tuple[str, ...]:
        """Where an email of it goes."""
        return _each_once(email for one in self.addressees for email in one.emails)

    @property
    def copy_emails(self) -> tuple[str, ...]:
        """Where a copy of an email goes."""
        return _each_once(
            email for one in self.copies for email in one.emails if email not in self.emails
        )

    @property
    def whole(self) -> tuple[Paragraph, ...]:
        """The paragraphs with the sender's own line, where there is one, as the last."""
        line = self.sender.line
        return (*self.paragraphs, (Span(line),)) if line else self.paragraphs

    def by(self, sender: Sender, *, body: str | None = None) -> "Letter":
        """The same letter as a reader sends it, with the body as they edited it.

        A paragraph that they left as it was keeps its emphasis. Paragraphs have an empty line
        between them. Where they changed any, the short body isn't what they say, and goes.
        """
        if body is None:
            return replace(self, sender=sender)
        typed = tuple(_paragraphs_of(body))
        if typed == tuple(_paragraphs_of(lines(body_of(self)).strip())):
            return replace(self, sender=sender)
        known = {_as_typed(words_of(paragraph)): paragraph for paragraph in self.paragraphs}
        paragraphs = tuple(known.get(text, (Span(text),)) for text in typed)
        return replace(self, sender=sender, paragraphs=paragraphs, short_body="")


def words_of(paragraph: Paragraph) -> str:
    """A paragraph without its emphasis."""
    return "".join(span.text for span in paragraph)


def body_of(letter: Letter) -> str:
    """The paragraphs as plain text, an empty line between them, as a reader edits it."""
    return "\n\n".join(map(words_of, letter.paragraphs))


def _as_typed(text: str) -> str:
    """A paragraph as a form brings it back: without blanks that nobody sees, or stray controls."""
    return "\n".join(line.rstrip() for line in lines(text).split("\n"))


def _paragraphs_of(body: str) -> Iterator[str]:
    """The paragraphs of a typed body, each with its own line breaks."""
    found: list[str] = []
    for line in (*body.splitlines(), ""):
        if line.strip():
            found.append(line.rstrip())
        elif found:
            yield "\n".join(found)
            found = []


def _each_once(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
