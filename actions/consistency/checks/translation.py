"""Facts in a translation: numbers, dates, addresses and handles are those of its source."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from actions.consistency.dates import WrittenDate
from actions.consistency.findings import Finding
from actions.consistency.numerals import WrittenNumber
from actions.consistency.passages import Passage
from actions.consistency.scales import counted
from actions.consistency.subject import Subject, quote
from actions.consistency.text import folded

_ADDRESS = re.compile(r"[\w.%+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w@])@\w+")
# Below, a language may well write the number as a word, or one word for two.
_SMALLEST = 100
# Words for what a source may write in figures and a translation in words.
_LARGE = re.compile(
    r"لاکھ|کروڑ|ہزار|ملین|ارب|سینکڑ|مليون|ملايين|ألف|آلاف|مئ|million|mille|millier|millón|millon"
    r"|\bmil\b|miles|hundred|thousand|lakh|crore|billion|cent|cien",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterator[Finding]:
    """Each text of a translation against the text that it translates, found by its place."""
    if subject.source is None:
        return
    sources = {passage.place.key: passage for passage in subject.source.passages}
    for passage in subject.passages:
        source = sources.get(passage.place.key)
        if source and folded(source.text) != folded(passage.text):
            yield from _numbers(subject, passage, source)
            yield from _dates(subject, passage, source)
            yield from _addresses(subject, passage, source)


def _numbers(subject: Subject, passage: Passage, source: Passage) -> Iterator[Finding]:
    lost = _without(source.numbers, passage)
    added = _without(passage.numbers, source)
    for kind in (_is_small, _is_year, _is_large):
        theirs, own = list(filter(kind, lost)), list(filter(kind, added))
        pairs = list(zip(theirs, own, strict=False))
        for one, other in pairs:
            yield _differs(subject, passage, one, other)
        if kind is not _is_small:
            rest = theirs[len(pairs) :], own[len(pairs) :]
            yield from _only_one(subject, passage, source, *rest)


def _only_one(
    subject: Subject,
    passage: Passage,
    source: Passage,
    lost: list[WrittenNumber],
    added: list[WrittenNumber],
) -> Iterator[Finding]:
    """Numbers that only one of both texts has, unless the other may have them in words."""
    words = bool(_LARGE.search(_without_numbers(passage)))
    for number in lost:
        if not (_is_rough(number.value) and words):
            yield _missing(subject, passage, number)
    words = bool(_LARGE.search(_without_numbers(source)))
    for number in added:
        # "Last year" in the source may well be a year in the translation.
        if not number.is_year and not (_is_rough(number.value) and words):
            yield _not_in_source(subject, passage, number)


def _is_small(number: WrittenNumber) -> bool:
    return number.value < _SMALLEST


def _is_year(number: WrittenNumber) -> bool:
    return number.is_year


def _is_large(number: WrittenNumber) -> bool:
    return not _is_small(number) and not number.is_year


def _without(numbers: list[WrittenNumber], other: Passage) -> list[WrittenNumber]:
    """The numbers of a text that another text has neither in figures, nor in words or in a date."""
    values = {number.value for number in other.numbers}
    years = {year for d in other.dates for year, _month, _day in d.readings}
    days = {day for d in other.dates for _year, _month, day in d.readings}
    left: dict[Decimal, WrittenNumber] = {}
    for number in numbers:
        in_date = number.value in (years if number.is_year else days)
        if number.value not in values and not in_date and not _in_words(number, other):
            left.setdefault(number.value, number)
    return list(left.values())


def _in_words(number: WrittenNumber, other: Passage) -> bool:
    """Whether a text may have a small number in words: it has, or its words aren't known here."""
    known = counted(other.language)
    words = [word for word, value in known.items() if value == number.value]
    if number.value >= _SMALLEST:
        return False
    text = f" {folded(other.text)} "
    return not words or any(f" {folded(word)} " in text for word in words)


def _without_numbers(passage: Passage) -> str:
    """A text with the numbers that were understood cut out."""
    text = passage.text
    for number in reversed(passage.numbers):
        text = text[: number.start] + text[number.end :]
    return text


def _is_rough(value: Decimal) -> bool:
    """Whether a language may write the number in words."""
    return len(f"{value.normalize():f}".replace(".", "").strip("0")) <= 2


def _dates(subject: Subject, passage: Passage, source: Passage) -> Iterator[Finding]:
    lost = _unmatched(source.dates, passage.dates)
    added = _unmatched(passage.dates, source.dates)
    while lost and added:
        yield _differs(subject, passage, lost.pop(0), added.pop(0))
    for written in lost:
        if all(day for _y, _m, day in written.readings) and not _month_and_day(written, passage):
            yield _missing(subject, passage, written)
    for written in added:
        if written.day and not _month_and_day(written, source):
            yield _not_in_source(subject, passage, written)


def _unmatched(dates: list[WrittenDate], others: list[WrittenDate]) -> list[WrittenDate]:
    return [d for d in dates if not any(d.agrees_with(other) for other in others)]


def _month_and_day(written: WrittenDate, other: Passage) -> bool:
    """Whether the day of a date stands in another text as a number: "1 to 7 April" turned about."""
    values = {int(number.value) for number in other.numbers}
    return any(day in values for _year, _month, day in written.readings)


def _addresses(subject: Subject, passage: Passage, source: Passage) -> Iterator[Finding]:
    theirs = {found.lower() for found in _ADDRESS.findall(passage.text)}
    own = {found.lower() for found in _ADDRESS.findall(source.text)}
    for address in sorted(own - theirs):
        yield _finding(subject, passage, _missing_text(), address)
    for address in sorted(theirs - own):
        yield _finding(subject, passage, _added_text(), address)


def _differs(
    subject: Subject,
    passage: Passage,
    theirs: WrittenNumber | WrittenDate,
    own: WrittenNumber | WrittenDate,
) -> Finding:
    message = _(
        "The translation has %(own)s where the source has %(theirs)s. "
        "Correct the translation, or the source."
    ) % {"own": quote(own.text), "theirs": quote(theirs.text)}
    return subject.finding(
        "translation", passage.place, message, passage.text, theirs.text, own.text
    )


def _missing(subject: Subject, passage: Passage, theirs: WrittenNumber | WrittenDate) -> Finding:
    return _finding(subject, passage, _missing_text(), theirs.text)


def _not_in_source(subject: Subject, passage: Passage, own: WrittenNumber | WrittenDate) -> Finding:
    return _finding(subject, passage, _added_text(), own.text)


def _missing_text() -> str:
    return _("The source has %(text)s, which the translation lacks. Add it to the translation.")


def _added_text() -> str:
    return _("The translation has %(text)s, which the source lacks. Correct the translation.")


def _finding(subject: Subject, passage: Passage, message: str, text: str) -> Finding:
    return subject.finding(
        "translation", passage.place, message % {"text": quote(text)}, passage.text, text
    )
