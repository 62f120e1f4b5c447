"""Sentences that state a fact of the action wherever they stand, and belong to no part.

"Check with your office if sending appeals after 12 June 2014." gives the deadline, "This is the
first update of UA 109/23." the number, "UA: 109/23 Index: AMR 37/6674/2017" both and a date.
"""

from __future__ import annotations

import re

from actions.importing.dates import find_date
from actions.importing.references import (
    INDEX_NUMBER,
    LONGEST_REFERENCE,
    UA_NUMBER,
    concern_behind_earlier,
)

LONGEST_NOTICE = 400

_SENTENCE = re.compile(
    r"(?:please )?check with\b.{0,200}\bif (?:you (?:are |wish to |want to |plan to |would like"
    r" to )?)?send(?:ing)?\b.*|"
    r"if (?:you are )?sending (?:your )?(?:appeals?|letters?|messages?)? ?after\b.{4,120}|"
    r"please insert local diplomatic addresses below[:.]?|distr(?:ibution)?: ?\S{1,10}|"
    r"(?:please )?send (?:your )?(?:appeals?|letters?) (?:immediately|as (?:soon|quickly) as"
    r" possible)[.!]?|"
    r"this is the (?:\w+|\d{1,2}(?:st|nd|rd|th)) update (?:of|on|to)\b.*|"
    r"(?:for )?(?:further|more) information:?(?: see:?)? <?(?:https?://|www\.).*|"
    r"see:? <?(?:https?://|www\.).*",
    re.IGNORECASE,
)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!]) +(?=[A-Z])")
_VALUE = re.compile(
    r"(?:date(?: of issue)?|issue date|issued(?: on)?|(?:ai )?index(?: (?:number|no\.?))?):.{1,80}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:ua|further|follow|ref(?:erence)?|(?:ai )?index|extra|public|urgent action|"
    r"\w+ (?:ua|further|update))\b",
    re.IGNORECASE,
)
_OWN_REFERENCE = re.compile(r"ref(?:erence)?[.:]", re.IGNORECASE)
_END_OF_DATE = re.compile(
    r"(?:date:? ?)?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:[a-z]{3,9}\.? )?\d{4}", re.I
)
_MAY_START = re.compile(
    r"(?:please )?(?:check with|if (?:you are )?sending|send (?:your )?(?:appeals?|letters?))|"
    r"this is the\b|"
    r"(?:for )?(?:further|more) information\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:if (?:you (?:are |wish to |want to |plan to |would like to )?)?send(?:ing)?"
    r" (?:your )?(?:appeals?|letters?|messages?)? ?after|until|before)\b"
    r"(?P<rest>.{4,60})",
    re.IGNORECASE,
)
_ACT_BEFORE = re.compile(
    r"(?:please )?(?:take action|act|write|send (?:your )?(?:appeals?|letters?|messages?))\b"
    r"[^.:;]{0,50}\b(?:until|before|by|no later than)\b(?P<rest>[^:;]{6,40})",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\bthis is the (?P<ordinal>\w+) update (?:of|on|to) (?:the )?(?P<number>ua.{3,40})", re.I
)


def may_begin_notice(line: str) -> bool:
    """Whether a line may be the beginning of a notice that goes on in the next line."""
    return _MAY_START.match(line) is not None


def is_notice(text: str) -> bool:
    """Whether a text is nothing but such sentences."""
    if len(text) > LONGEST_NOTICE:
        return False
    if is_reference(text) or _is_act_before(text):
        return True
    return all(map(_SENTENCE.fullmatch, _BETWEEN_SENTENCES.split(text.strip())))


def goes_on_in(line: str) -> bool:
    """Whether a line is only the end of the date that the reference above it begins."""
    return _END_OF_DATE.fullmatch(line) is not None


def _is_act_before(text: str) -> bool:
    found = _ACT_BEFORE.fullmatch(text)
    day = find_date(found["rest"]) if found else None
    return bool(found and day and found["rest"].strip(" .!") == day.printed.strip(" ."))


def is_reference(text: str) -> bool:
    """Whether a text names the action, as the head or foot of a page does."""
    if _OWN_REFERENCE.match(text):
        text = text.rstrip(". ")
    if len(text) > LONGEST_REFERENCE or text.endswith((".", ",", ";")):
        return False
    if concern_behind_earlier(text):
        return False
    if _VALUE.fullmatch(text):
        return bool(INDEX_NUMBER.search(text) or find_date(text))
    return bool(_REFERENCE.match(text) and UA_NUMBER.search(text) and INDEX_NUMBER.search(text))


def deadline_in(text: str) -> str:
    """What stands where a notice names the last day to write, "" if it names none."""
    found = _DEADLINE.search(text) or _ACT_BEFORE.search(text)
    return found["rest"] if found else ""


def number_in(text: str) -> str:
    """The number of the present document, as "first further information on UA 109/23"."""
    found = _UPDATE.search(text)
    return f"{found['ordinal']} further information on {found['number']}" if found else ""
