"""The labels that urgent actions print before their parts, and how lines are recognised as them.

A new layout adds its words here; what a part is made of stays with the reader of the part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from actions.importing import elsewhere

_LONGEST_LABEL = 220
_LONGEST_PLAIN_LABEL = 100
_LONGEST_GREETING = 120


class Label(Enum):
    """The parts of a document that a label can begin."""

    HEAD = "head"  # what stands before the first label: title and introduction
    URGENT_ACTION = "urgent action"
    TAKE_ACTION = "take action"
    WRITE = "write in"  # "Please write immediately in English or your own language:"
    REPORT = "report"  # "Let us know you took action"
    TARGETS = "targets"
    COPIES = "copies"
    CC = "cc"
    CONTACT = "contact"  # "Contact information": whom to write to, if no card is open
    LETTER = "letter"
    ADDITIONAL = "additional information"
    LANGUAGE = "preferred language"
    UNTIL = "until"
    PEOPLE = "people"
    NAME = "name"  # of a person at risk, or in a card of an official
    PREVIOUS = "previous"
    UNKNOWN = "unknown heading"


_LETTERS = (
    r"(?:your |urgent |polite |courteous )*"
    r"(?:appeals?|letters?|messages?|e-?mails?|faxes|telegrams|tweets|posts)"
    r"(?:(?: ?/ ?|, | and | or )(?:appeals?|letters?|messages?|e-?mails?|faxes|telegrams|tweets|"
    r"express letters|express|airmail letters|posts))*"
)
_SEND = rf"(?:please )?(?:also )?(?:send|address|direct|write) {_LETTERS}"
_WHEN = r"(?:before|by|until|no later than|not later than|up to) .{4,40}?"
_OFFICIALS = (
    r"(?:the |these |this |those )?(?:following )?(?:two |three |four |five )?"
    r"(?:officials?|authorit(?:y|ies)|address(?:es)?|people|targets?)"
)
_PATTERNS = {
    Label.URGENT_ACTION: r"urgent action(?: network| update| appeal)?",
    Label.TAKE_ACTION: (
        r"(?:please )?(?:take action|act)(?: now| today)?|(?:what|how) (?:you )?(?:can|to)"
        r" (?:do|help|act)(?: to help)?|(?:further |new |additional )?(?:recommended|suggested)"
        r" actions?|how you can help|"
        r"actions? (?:required|requested|needed)"
    ),
    Label.REPORT: (
        r"(?:please )?(?:let us know|tell us|report)(?: (?:that|if|when|how))?"
        r" (?:you(?:'ve|’ve| have)? (?:act|took|take|sen[dt]|writ|wrote).{0,40}|your (?:actions?|"
        r"letters?))"
    ),
    Label.TARGETS: (
        rf"targets?|(?:send )?appeals? to|(?:please )?write(?:,? {_WHEN},?)? to(?: {_OFFICIALS})?|"
        rf"{_SEND}(?: {_WHEN})? to(?: the following| {_OFFICIALS})?|"
        rf"(?:please )?contact {_OFFICIALS}(?:,? {_WHEN})?|who to write to|"
        rf"(?:please )?write to {_OFFICIALS},? {_WHEN}"
    ),
    Label.COPIES: (
        r"(?:please )?(?:also )?send (?:a )?cop(?:y|ies)(?: of (?:your|the) "
        r"(?:letter|appeal|message|email)s?)? to(?: the)?(?: (?:address(?:es)?|officials?|"
        r"embass(?:y|ies)|offices?))?(?:(?: listed)? below)?|"
        r"(?:and |with )?(?:an? )?cop(?:y|ies)(?: of (?:your |the )?(?:letter|appeal)s?)? to|"
        r"(?:please )?(?:also )?copy your (?:letter|appeal|message|email)s? to"
    ),
    Label.CC: r"c\.?c\.?",
    Label.LETTER: (
        r"(?:sample|model|template|suggested|example|draft) (?:letter|appeal|e-?mail|message)s?"
        r"(?: (?:to|for) .{3,60})?|letter (?:to|for) .{3,60}|letter"
    ),
    Label.ADDITIONAL: r"(?:additional|background|case) information|(?:case )?background",
    Label.LANGUAGE: (
        r"preferred languages?(?: to (?:address|write to|use with) (?:the )?targets?)?|"
        r"languages? to (?:write|use)(?: in)?"
    ),
    Label.UNTIL: (
        r"(?:please )?(?:take action|act|write|respond|send (?:your )?(?:appeals|letters))"
        r"(?: as soon as possible| immediately| now| urgently)?(?: and)?"
        r"(?: until| before| by| (?:no|not) later than| at the latest by)|"
        r"(?:action )?deadline(?: for (?:appeals|letters|action|writing))?|until|closing date"
    ),
    Label.PEOPLE: (
        r"names?(?:\(s\))? ?(?:and|&|/) ?(?:\w+ ){0,2}pronouns?(?:\(s\))?|"
        r"names? of (?:the )?(?:person|people|individual|prisoner)s?(?: at risk)?"
    ),
    Label.NAME: r"names?(?:\(s\))?",
    Label.PREVIOUS: (
        r"(?:links? to )?(?:the )?(?:previous|earlier|last) (?:uas?|urgent actions?|actions?|"
        r"updates?)(?: (?:and |or )?updates?)?"
    ),
}
# Words of ordinary headings and sentences: labels only with their colon, in capitals or bold.
_MARKED_PATTERNS = {
    Label.CONTACT: r"contact (?:information|details)|addresses|officials",
    Label.ADDITIONAL: r"(?:more|further|other) (?:background )?information|about (?:the|this) case",
    Label.LANGUAGE: r"(?:please )?write in|languages?(?: of (?:appeals|letters))?",
    Label.PEOPLE: r"(?:people|persons?|individuals?|who(?: is|['’]s)?) at risk",
    Label.COPIES: r"cop(?:ies|y)",
    Label.WRITE: (
        r"(?:suggested |key |main )?points(?: to (?:make|raise|include))?"
        r"(?: in your (?:letter|appeal|message)s?)?"
    ),
}
_LABELS = [(label, re.compile(pattern)) for label, pattern in _PATTERNS.items()]
_LABELS += [(Label[name], re.compile(pattern)) for name, pattern in elsewhere.LABELS.items()]
_MARKED = [(label, re.compile(pattern)) for label, pattern in _MARKED_PATTERNS.items()]
_MARKED += [(Label[name], re.compile(pattern)) for name, pattern in elsewhere.MARKED_LABELS.items()]
_ADDRESS_OF_MORE = re.compile(r":? ?(?:see\b|<?https?:|<?www\.)", re.IGNORECASE)
# These are words of ordinary sentences too: they need their colon, or to stand in capitals.
_NEED_COLON = {Label.CC, Label.TARGETS, Label.LETTER, Label.UNTIL, Label.REPORT, Label.NAME}
# These are whole lines without it too, above the addresses.
_ABOVE_CARDS = re.compile(
    r"c\.?c\.?|(?:please )?(?:write|send (?:your )?(?:appeals|letters)|appeals|letters) to",
    re.IGNORECASE,
)
_WRITE_IN = re.compile(
    r"(?:please )?(?:write|send|fax|e-?mail|telephone|call)\b[^:]*"
    r"(?:\bown language|\bimmediately\b|\bas quickly as possible\b|\bas soon as possible\b|"
    r"\bto arrive\b|\bin (?-i:[A-Z])\w+(?:(?:, | or | and )(?-i:[A-Z])\w+)*:$)[^:]*:?",
    re.IGNORECASE,
)
_NEXT_CELL = re.compile(r" *\|(?= )")
_NUMBER = re.compile(r"^\(?\d{1,2}[.)] ?")
_MAY_WRAP = re.compile(r"(?:please|(?:also |and )?send|write|contact|take action)\b", re.IGNORECASE)

_GREETING = re.compile(
    r"(?:dear|your (?:royal |serene )?(?:excellency|excellencies|highness|majesty|grace|eminence)|"
    r"your honou?r|(?:most )?honou?rable|excellency|to whom it may concern|respected|"
    r"(?:mr|madam|madame)\.? (?:president|prime minister|minister|ambassador|secretary)|"
    r"sirs?|madam|sir or madam)\b",
    re.IGNORECASE,
)
# What a network says to its own people, above the action that it sends them.
_TO_READERS = re.compile(
    r"dear (?:all|friends?|colleagues?|members?|supporters?|activists?|readers?|everyone|"
    r"(?:ua |urgent action )?network(?: members?)?)\b",
    re.IGNORECASE,
)
_GREETING_ELSEWHERE = re.compile(elsewhere.GREETING, re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"(?:(?:yours )?(?:very )?(?:sincerely|faithfully|truly|respectfully)(?: yours)?|yours|"
    r"respectfully submitted|"
    r"(?:with )?(?:my |our )?(?:kind|kindest|best|warm|warmest|deepest|great|highest)? ?"
    r"(?:regards|respect|esteem)|(?:with )?best wishes|(?:yours )?in solidarity|"
    rf"yours in \w+|cordially(?: yours)?|{elsewhere.SIGN_OFF})[,.،]?",
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
    bar = line.find(" | ", 0, _LONGEST_PLAIN_LABEL)  # the first cell of a table's row
    if bar >= 0 and (colon < 0 or bar < colon):
        colon = bar
    printed = line[:colon] if colon >= 0 else line
    if not printed or len(printed) > _LONGEST_LABEL:
        return None
    end = colon + 1 if colon >= 0 else len(line)
    if colon == len(line) - 1 and _WRITE_IN.match(line) and not _is_label(printed):
        return FoundLabel(Label.WRITE, line, end)
    marked = colon >= 0 or printed.isupper() or bold
    label = _is_label(printed.rstrip(".! ") if colon < 0 else printed, marked=marked)
    if label is None or (label is Label.ADDITIONAL and _ADDRESS_OF_MORE.match(line[end - 1 :])):
        return None
    stands_out = marked or label is Label.COPIES
    needs_colon = label in _NEED_COLON and not (label is Label.LETTER and " " in printed)
    needs_colon &= not (first and _ABOVE_CARDS.fullmatch(printed))
    if not (first or stands_out) or (needs_colon and not marked):
        return None
    cell = _NEXT_CELL.match(line, end)
    return FoundLabel(label, line[:end], cell.end() if cell else end)


def _is_label(printed: str, *, marked: bool = False) -> Label | None:
    if len(printed) > _LONGEST_PLAIN_LABEL:
        return None
    words = _NUMBER.sub("", " ".join(printed.casefold().split()), count=1)
    labels = [*_LABELS, *_MARKED] if marked else _LABELS
    return next((label for label, pattern in labels if pattern.fullmatch(words)), None)


def may_be_wrapped(line: str) -> bool:
    """Whether a line may be the beginning of a label that goes on in the next line."""
    return ":" not in line and len(line) <= _LONGEST_LABEL and _MAY_WRAP.match(line) is not None


def is_salutation(line: str) -> bool:
    """Whether a line is the beginning of a letter: "Dear Minister,", "Your Excellency"."""
    if _TO_READERS.match(line):
        return False
    if len(line) <= _LONGEST_GREETING and _GREETING_ELSEWHERE.fullmatch(line):
        return True
    return (
        len(line) <= _LONGEST_GREETING
        and not line.endswith((".", ";", "?"))
        and _GREETING.match(line) is not None
        and (line.endswith((",", ":", "!")) or len(line.split()) <= 6)
    )


def is_sign_off(line: str) -> bool:
    """Whether a line ends a letter: "Yours sincerely,"."""
    return len(line) <= _LONGEST_GREETING and _SIGN_OFF.fullmatch(line) is not None
