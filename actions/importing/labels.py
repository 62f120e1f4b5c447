"""The labels that urgent actions print before their parts, and how lines are recognised as them.

A new layout adds its words here; what a part is made of stays with the reader of the part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_LONGEST_LABEL = 100
_LONGEST_GREETING = 120


class Label(Enum):
    """The parts of a document that a label can begin."""

    HEAD = "head"  # what stands before the first label: title and introduction
    URGENT_ACTION = "urgent action"
    TAKE_ACTION = "take action"
    TARGETS = "targets"
    COPIES = "copies"
    CC = "cc"
    LETTER = "letter"
    ADDITIONAL = "additional information"
    LANGUAGE = "preferred language"
    UNTIL = "until"
    PEOPLE = "people"
    PREVIOUS = "previous"
    UNKNOWN = "unknown heading"


_PATTERNS = {
    Label.URGENT_ACTION: r"urgent action(?: network| update)?",
    Label.TAKE_ACTION: r"take action(?: now)?|what you can do",
    Label.TARGETS: (
        r"targets?|(?:please )?write to|"
        r"(?:please )?send (?:your )?(?:appeals?|letters?|messages?) to"
    ),
    Label.COPIES: (
        r"(?:please )?(?:also )?send (?:a )?cop(?:y|ies)(?: of (?:your|the) "
        r"(?:letter|appeal|message|email)s?)? to(?: the)?(?: (?:address(?:es)?|officials?|"
        r"embass(?:y|ies)|offices?))?(?:(?: listed)? below)?|(?:and )?cop(?:y|ies) to"
    ),
    Label.CC: r"c\.?c\.?",
    Label.LETTER: r"(?:sample|model|template) letter|letter",
    Label.ADDITIONAL: r"(?:additional|background) information|background",
    Label.LANGUAGE: r"preferred languages?(?: to (?:address|write to) (?:the )?targets?)?",
    Label.UNTIL: (
        r"(?:please )?(?:take action|act|write|send (?:appeals|letters))"
        r"(?: as soon as possible)?(?: and)?(?: until| before| by)"
    ),
    Label.PEOPLE: r"names? and (?:preferred )?(?:gender )?pronouns?",
    Label.PREVIOUS: r"links? to (?:the )?previous (?:uas?|urgent actions?)",
}
_LABELS = [(label, re.compile(pattern)) for label, pattern in _PATTERNS.items()]
# These are words of ordinary sentences too: they need their colon, or to stand in capitals.
_NEED_COLON = {Label.CC, Label.TARGETS, Label.LETTER}

_GREETING = re.compile(
    r"(?:dear|your (?:royal |serene )?(?:excellency|excellencies|highness|majesty|grace|eminence)|"
    r"your honou?r|(?:most )?honou?rable|excellency|to whom it may concern|respected|"
    r"(?:mr|madam|madame)\.? (?:president|prime minister|minister|ambassador|secretary)|"
    r"sirs?|madam|sir or madam)\b",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:yours )?(?:very )?(?:sincerely|faithfully|truly|respectfully)(?: yours)?|"
    r"respectfully submitted|"
    r"(?:with )?(?:my |our )?(?:kind|kindest|best|warm|warmest|deepest|great|highest)? ?"
    r"(?:regards|respect|esteem)|(?:with )?best wishes|yours in \w+)[,.]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label at the beginning of a line: its words as printed, and where the value begins."""

    label: Label
    printed: str
    end: int


def find_label(line: str, *, first: bool, bold: bool = False) -> FoundLabel | None:
    """Return the label that a line is or begins with ("CC: Embassy of …"), or None.

    `first` says that the line begins its block. Within a block only a label with a colon,
    in capitals or in bold counts: the wrapped end of a sentence may be one by its words.
    """
    colon = line.find(":", 0, _LONGEST_LABEL)
    printed = line[:colon] if colon >= 0 else line
    if len(printed) > _LONGEST_LABEL or not printed:
        return None
    words = " ".join(printed.casefold().split())
    if colon < 0:
        words = words.rstrip(". ")
    label = next((label for label, pattern in _LABELS if pattern.fullmatch(words)), None)
    stands_out = colon >= 0 or printed.isupper() or bold or label is Label.COPIES
    if label is None or not (first or stands_out):
        return None
    if label in _NEED_COLON and not (colon >= 0 or printed.isupper()):
        return None
    end = colon + 1 if colon >= 0 else len(line)
    return FoundLabel(label, line[:end], end)


def is_salutation(line: str) -> bool:
    """Whether a line is the beginning of a letter: "Dear Minister,", "Your Excellency"."""
    return (
        len(line) <= _LONGEST_GREETING
        and not line.endswith((".", ";", "?"))
        and _GREETING.match(line) is not None
        and (line.endswith((",", ":", "!")) or len(line.split()) <= 6)
    )


def is_sign_off(line: str) -> bool:
    """Whether a line ends a letter: "Yours sincerely,"."""
    return len(line) <= _LONGEST_GREETING and _SIGN_OFF.fullmatch(line) is not None
