"""A letter as plain text: the body of an email, what is copied by hand, and a file of its own."""

from collections.abc import Iterable, Iterator

from django.utils.translation import override, pgettext

from actions.letters.cleaning import lines, one_line
from actions.letters.letter import Address, Letter, Sender, words_of


def plain_letter(letter: Letter) -> str:
    """From the salutation to the sender's place, an empty line between the parts."""
    return _text(_parts(letter))


def plain_file(letter: Letter) -> str:
    """The letter with whom it goes to, who gets a copy and its reference above it."""
    return _text((*_head(letter), *_parts(letter)))


def plain_head(letter: Letter) -> str:
    """What stands above the letter in its file."""
    return _text(_head(letter)).rstrip("\n")


def copy_mark(language: str) -> str:
    """What stands on a copy, in the language of the letter: the official reads it."""
    with override(language):
        return pgettext("on a letter", "Copy")


def _head(letter: Letter) -> Iterator[str]:
    copy = copy_mark(letter.language)
    yield from map(_envelope, letter.addressees)
    yield from (f"{copy}: {text}" for text in map(_envelope, letter.copies) if text)
    yield one_line(letter.reference)


def signed_by(sender: Sender) -> str:
    """The lines below the sign-off: name and place."""
    return _together((sender.name, sender.place))


def _parts(letter: Letter) -> Iterator[str]:
    yield one_line(letter.salutation)
    yield from (lines(words_of(paragraph)) for paragraph in letter.whole)
    yield one_line(letter.sign_off)
    yield signed_by(letter.sender)


def _envelope(address: Address) -> str:
    return _together(address.lines)


def _together(texts: Iterable[str]) -> str:
    """Lines that stand directly below each other."""
    return "\n".join(filter(None, map(one_line, texts)))


def _text(parts: Iterable[str]) -> str:
    """What there is of the parts, with every line ended."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
