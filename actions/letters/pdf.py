"""A letter on paper: one for each addressee, then one for each copy, to be signed by hand."""

from typing import Any, Literal

from actions.letters.cleaning import lines, one_line
from actions.letters.letter import Address, Letter, Paragraph
from cms.isolation import isolate_plain
from cms.languages import has_right_to_left, script_class
from cms.typesetting import printed

TEMPLATE = "letter.typ"
Paper = Literal["a4", "us-letter"]


def letter_pdf(
    letter: Letter,
    *,
    paper: Paper = "a4",
    title: str,
    copy_mark: str,
    date: str = "",
    large: bool = False,
) -> bytes:
    """The letter as a PDF, each sheet with its address where the window of an envelope is.

    `title` is what the file is called when it is open. `copy_mark` stands on each copy, in the
    language of the letter; it may say whose letter was copied. Without a date there is a rule to
    write one on. `large` is print of 18 points.
    """
    said = {
        "paper": paper,
        "large": large,
        "title": one_line(title) or one_line(letter.subject),
        "copy_mark": _set(one_line(copy_mark), letter),
        "date": one_line(date),
        **_words(letter),
    }
    return printed(TEMPLATE, said)


def _words(letter: Letter) -> dict[str, Any]:
    """What the letter says on whichever sheet, as the template takes it."""

    def line(text: str) -> str:
        return _set(one_line(text), letter)

    return {
        "language": letter.language.partition("-")[0],
        "direction": letter.direction,
        "script": script_class(letter.language) or "latin",
        "sheets": [
            {"copy": copy, "address": _address(one, letter)}
            for copy, all_of_them in ((False, letter.addressees), (True, letter.copies))
            for one in all_of_them
        ],
        "sender": [part for part in map(line, (letter.sender.name, letter.sender.place)) if part],
        "name": line(letter.sender.name),
        "reference": line(letter.reference),
        "salutation": line(letter.salutation),
        "paragraphs": [_spans(paragraph, letter) for paragraph in letter.whole],
        "sign_off": line(letter.sign_off),
    }


def _address(address: Address, letter: Letter) -> dict[str, Any]:
    """The lines of an envelope; in Latin letters they run from the left in any letter."""
    kept = [line for line in map(one_line, address.lines) if line]
    rtl = letter.direction == "rtl" and any(map(has_right_to_left, kept))
    return {
        "direction": "rtl" if rtl else "ltr",
        "lines": [_set(line, letter) for line in kept],
    }


def _spans(paragraph: Paragraph, letter: Letter) -> list[dict[str, Any]]:
    """A paragraph's spans, each as its lines."""
    return [
        {
            "lines": _set(lines(span.text), letter).split("\n"),
            "bold": span.bold,
            "italic": span.italic,
        }
        for span in paragraph
    ]


def _set(text: str, letter: Letter) -> str:
    """Text with its foreign runs isolated where letters run both ways.

    Nowhere else, since whoever copies words out of the PDF gets the characters for it as well.
    """
    if letter.direction == "ltr" and not has_right_to_left(text):
        return text
    return isolate_plain(text, language=letter.language)
