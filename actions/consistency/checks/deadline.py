"""The deadline: what texts say of it, and the issue date."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from django.utils.translation import gettext as _

from actions.consistency.dates import WrittenDate
from actions.consistency.findings import Finding
from actions.consistency.passages import Passage
from actions.consistency.subject import Subject, quote
from actions.consistency.text import one_form, sentences
from actions.consistency.wording import day_in_words

# What asks readers to write, close to what sets the day; a court hears appeals, too.
_ASKED = {
    "en": r"take action|please (?:act|write)|(?:send|write|post) (?:your |these |all )?"
    r"(?:letters?|appeals?|emails?|messages?)|letters (?:help|count|are needed)",
    "ur": r"کارروائی (?:کریں|کیجیے|کیجئے)|(?:خط|خطوط|اپیل|اپیلیں) (?:لکھیں|لکھیے|بھیجیں|بھیجیے)"
    r"|لکھیں|لکھیے|لکھیئے|بھیجیں|بھیجیے|بھیجئے",
    "ar": r"اكتبوا|اكتب|أرسلوا|أرسل|تحركوا|تحرك|يرجى (?:الكتابة|إرسال)",
    "fr": r"agissez|écrivez|envoyez",
    "es": r"actúe|actúen|escriba|escriban|envíe|envíen",
}
_UNTIL = {
    "en": r"(?:until|till|before|by|no later than|not later than|up to)(?: the)?",
    "ar": r"(?:حتى|قبل|لغاية|في موعد أقصاه)(?: يوم)?",
    "fr": r"(?:jusqu'au|avant le|d'ici le|au plus tard le)",
    "es": r"(?:hasta el|antes del|a más tardar el)",
}
_AFTER_THE_DAY = {"ur": r"\s?(?:تک|سے پہلے|سے قبل)"}
_BEFORE = re.compile(r"before|سے پہلے|سے قبل|قبل|avant|antes", re.IGNORECASE)
_NAMED = {
    "en": r"(?:deadline(?: for (?:letters|action|appeals))?"
    r"|last day (?:to write|on which letters help))(?: is|:| was)?(?: the| on)?",
    "ur": r"آخری تاریخ\s?[:،]?",
    "ar": r"(?:الموعد النهائي|آخر موعد)\s?[:،]?",
    "fr": r"date limite\s?:?(?: est le| le)?",
    "es": r"fecha límite\s?:?(?: es el| el)?",
}
# In a letter the same words may ask an official to act by a day: only what no official is told.
_READERS_ONLY = {"letters": r"take action until|send (?:your )?appeals (?:before|until|by)"}
_FIELDS = ("introduction", "steps", "safety_note", "letters")


def check(subject: Subject) -> Iterator[Finding]:
    """The deadline against the issue date, and against each text that names it."""
    act_by, issued_on = subject.facts.act_by, subject.facts.issued_on
    if act_by and issued_on and act_by < issued_on:
        yield subject.finding(
            "deadline-before-issue",
            subject.place("act_by"),
            _(
                "The deadline, %(deadline)s, is before the issue date, %(issued)s. "
                "Check which of them is wrong."
            )
            % {"deadline": day_in_words(act_by), "issued": day_in_words(issued_on)},
            act_by,
            issued_on,
        )
    for passage in subject.texts(*_FIELDS):
        for written, said in _deadlines(passage):
            if act_by is None:
                yield _without_one(subject, passage, written, said)
            elif not _same(written, act_by, before=bool(_BEFORE.search(said))):
                yield _other_day(subject, passage, written, said, act_by)


def _deadlines(passage: Passage) -> Iterator[tuple[WrittenDate, str]]:
    """The dates in a text that tell readers until when to write, with the words that say so."""
    pattern = _pattern(passage.language, passage.field)
    if pattern is None:
        return
    shape = one_form(passage.text)
    for start, end in sentences(passage.text):
        for written in passage.dates:
            if start <= written.start < end and all(d for _y, _m, d in written.readings):
                marked = f"{shape[start : written.start]}\x01{shape[written.end : end]}"
                if match := pattern.search(marked):
                    yield written, match[0].replace("\x01", written.text)


@cache
def _pattern(language: str, field: str) -> re.Pattern[str] | None:
    """What surrounds the date of a deadline, which stands as \\x01."""
    asked = _ASKED.get(language)
    if asked is None:
        return None
    if field in _READERS_ONLY:
        return re.compile(rf"(?:{_READERS_ONLY[field]})\s\x01", re.IGNORECASE)
    ways = [rf"{_NAMED[language]}\s\x01"]
    if language in _UNTIL:
        ways.append(rf"\b(?:{asked})\b[^.;:\x01]{{0,60}}?\b{_UNTIL[language]}\s\x01")
    if language in _AFTER_THE_DAY:
        ways.append(rf"\x01{_AFTER_THE_DAY[language]}[^.;:۔\x01]{{0,60}}?(?:{asked})")
    return re.compile(one_form("|".join(ways)), re.IGNORECASE)


def _same(written: WrittenDate, act_by: date, *, before: bool) -> bool:
    """Whether a date says the deadline; "before" a day leaves that day out."""
    days = [act_by, act_by + timedelta(days=1)] if before else [act_by]
    return any(
        (month, day_of_month) == (day.month, day.day) and year in (None, day.year)
        for day in days
        for year, month, day_of_month in written.readings
    )


def _other_day(
    subject: Subject, passage: Passage, written: WrittenDate, said: str, act_by: date
) -> Finding:
    return subject.finding(
        "deadline",
        passage.place,
        _(
            "The text says %(said)s, but the deadline is %(deadline)s. "
            "Write that day, or leave it to the deadline that the page shows."
        )
        % {"said": quote(said), "deadline": day_in_words(act_by)},
        said,
        act_by,
    )


def _without_one(subject: Subject, passage: Passage, written: WrittenDate, said: str) -> Finding:
    return subject.finding(
        "deadline",
        passage.place,
        _(
            "The text says %(said)s, but the action has no deadline. "
            "Enter %(day)s as the deadline, or take it out of the text."
        )
        % {"said": quote(said), "day": quote(written.text)},
        said,
    )
