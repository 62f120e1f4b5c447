"""Key dates that have passed while a text still speaks of them as ahead."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from actions.consistency.dates import WrittenDate
from actions.consistency.findings import Finding
from actions.consistency.passages import Passage
from actions.consistency.subject import KeyDate, Subject, quote
from actions.consistency.text import sentence_at
from actions.consistency.wording import day_in_words

# What readers send or are asked to do. Background and updates tell what happened.
_FIELDS = ("letters", "introduction", "steps")

# Words right before a date, or after it, that tell of it as past: nothing to rewrite.
_TOLD_AS_PAST = {
    "en": r"(?:\b(?:since|after)|\b(?:expired|lapsed|ended|passed|began|started|happened|ran out"
    r"|took effect|came into force)\s(?:\w+\s){0,2}on)(?: the)?\s$",
    "fr": r"\b(?:depuis|après)(?: le)?\s$",
    "es": r"\b(?:desde|después)(?: del?)?(?: el)?\s$",
    "ar": r"\b(?:منذ|بعد)(?: يوم)?\s$",
}
_SAID_AFTER = {"ur": r"^[^۔\n]{0,60}(?:چک[اےی]|گزر گی|گزر گئ|ہو گئ|ہو گی[اے]\b)"}


def check(subject: Subject) -> Iterator[Finding]:
    """Texts of an open action that name a key date of its record which has passed."""
    passed = [known for known in subject.facts.key_dates if known.day < subject.today]
    if not passed or not subject.facts.open:
        return
    for passage in subject.texts(*_FIELDS):
        named = {
            known: written
            for written in passage.dates
            for known in passed
            if written.means(known.day)
            and _is_sure(subject, written, known.day)
            and not _told_as_past(passage, written)
        }
        for known, written in named.items():
            yield _finding(subject, passage, known, written)


def _told_as_past(passage: Passage, written: WrittenDate) -> bool:
    """Whether the words around a date already say that it has passed."""
    before = _TOLD_AS_PAST.get(passage.language)
    after = _SAID_AFTER.get(passage.language)
    return bool(
        (before and re.search(before, passage.text[: written.start], re.IGNORECASE))
        or (after and re.search(after, passage.text[written.end :]))
    )


def _is_sure(subject: Subject, written: WrittenDate, day: date) -> bool:
    """Whether a date without its year can only be this day: no text has it in another year."""
    return written.has_year or not any(
        other.has_year and other.agrees_with(written) and not other.means(day)
        for passage in subject.passages
        for other in passage.dates
    )


def _finding(subject: Subject, passage: Passage, known: KeyDate, written: WrittenDate) -> Finding:
    words = {block.id: block.get("what") for block in subject.blocks["key_dates"]}
    what = words.get(known.block_id)
    text = {
        "letters": _(
            "The letter names %(day)s (%(what)s), which has passed. "
            "Rewrite it for what is asked now, or close the action."
        ),
        "introduction": _(
            "The introduction names %(day)s (%(what)s), which has passed. "
            "Say what became of it, or close the action."
        ),
        "steps": _(
            "This step names %(day)s (%(what)s), which has passed. Rewrite it, or close the action."
        ),
    }[passage.field]
    names = {"day": day_in_words(known.day), "what": quote(what) if what else "–"}
    sentence = sentence_at(passage.text, written.start)
    return subject.finding("key-date", passage.place, text % names, known.day, sentence)
