"""Names: spelt alike in fields and texts, of who holds an office now, of who is a target."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actions.consistency.findings import Finding
from actions.consistency.likeness import slips
from actions.consistency.passages import Block, Passage
from actions.consistency.subject import Subject, quote
from actions.consistency.text import one_form, sentence_at
from cms.languages import direction
from cms.localtext import local_text

# Where names are written; the directory and the field "people" are what they agree with.
_FIELDS = (
    "title",
    "introduction",
    "steps",
    "targets",
    "letters",
    "safety_note",
    "additional_information",
    "updates",
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 5  # letters; of shorter words, one changed letter makes another word
_LONG = 8  # from here on two slips still leave the word recognisable
_FORMER = re.compile(
    r"\b(?:former|formerly|ex|then|predecessors?|late|previous|caretaker|ancien|anciens|ancienne"
    r"|prédécesseur|ex-|antiguo|antigua|anterior|predecesora?|entonces)\b"
    r"|سابق|پیش رو|نگران|السابق|سلف",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Word:
    """A word of a text: as written without its ’s, for comparing, and where it stands."""

    text: str
    shape: str
    start: int


def check(subject: Subject) -> Iterator[Finding]:
    """Near misses of names, letters to who is no target, and former holders who are written to."""
    yield from _spelling(subject)
    for letter in subject.blocks["letters"]:
        yield from _no_target(subject, letter)
    yield from _former_holders(subject)


# -- spelling ---------------------------------------------------------------------------------


def _spelling(subject: Subject) -> Iterator[Finding]:
    names = [name for name in dict.fromkeys(_known_names(subject)) if name]
    if not names:
        return
    texts = [(passage, _words(passage.text)) for passage in subject.texts(*_FIELDS)]
    shapes = {word.shape for _passage, words in texts for word in words}
    small = {word.text for _passage, words in texts for word in words if word.text.islower()}
    known = {shape for name in names for shape in _shapes(name)}
    for name in names:
        slipped = {
            shape: part
            for part in _shapes(name)
            for shape in shapes - known
            if _is_slip(shape, part)
        }
        for passage, words in texts if slipped else ():
            for place, word in enumerate(words):
                if word.shape in slipped and _is_of_name(passage, words, place, name, small):
                    yield _misspelt(subject, passage, word, name)


def _known_names(subject: Subject) -> Iterator[str]:
    """Names of the people at risk and of who holds the offices, in the page's language."""
    for block in subject.blocks["people"]:
        if not block.get("group"):
            yield str(block.get("name") or "")
    for _block, office in (*subject.targets, *subject.copies):
        for holder in office.holders.all():
            yield str(local_text(holder, "name", language=subject.language, fallback=False))


def _misspelt(subject: Subject, passage: Passage, word: _Word, name: str) -> Finding:
    sentence = sentence_at(passage.text, word.start)
    message = _(
        "The text has %(written)s where the name is %(name)s. Correct the one that is misspelt."
    ) % {"written": quote(word.text), "name": quote(name)}
    return subject.finding("name", passage.place, message, word.text, name, sentence)


def _is_of_name(
    passage: Passage, words: list[_Word], place: int, name: str, small: set[str]
) -> bool:
    """Whether a word that is nearly one of a name stands for it, and not for another name.

    Beside another word of the name it does. Alone it does where capitals tell names from words:
    not where a sentence begins, nor beside a name of somebody else.
    """
    parts = _shapes(name)
    beside = [words[i] for i in (place - 1, place + 1) if 0 <= i < len(words)]
    if any(other.shape in parts for other in beside):
        return True
    word = words[place]
    if direction(passage.language) == "rtl" or len(word.shape) < _SHORTEST:
        return False
    if not _is_capital(word) or _begins(passage, word) or word.text.lower() in small:
        return False
    return not any(
        _is_capital(other) and not _begins(passage, other) and other.shape not in _STYLES
        for other in beside
    )


_STYLES = frozenset(
    "mr mrs ms miss dr minister president governor general ambassador secretary judge justice "
    "senator captain colonel major sir madam chief director prime interior honourable honorable "
    "hon his her excellency dear monsieur madame ministre señor señora ministro ministra".split()
)

_STYLE = "|".join(sorted(_STYLES))


def _is_capital(word: _Word) -> bool:
    return word.text[:1].isupper() and not word.text.isupper()


def _begins(passage: Passage, word: _Word) -> bool:
    """Whether a sentence, a quotation or a line begins with a word."""
    before = passage.text[: word.start].rstrip(" ")
    return not before or before[-1] in '.!?:“‘"\n؟۔'


def _is_slip(shape: str, part: str) -> bool:
    """Whether a word is a name's word with a slip of the pen, and no other form of it."""
    if min(len(shape), len(part)) < _SHORTEST - 1 or abs(len(shape) - len(part)) > 2:
        return False
    if shape[:2] != part[:2] and shape[-2:] != part[-2:]:
        return False  # one slip leaves one end as it is; this spares most of the counting
    if shape.startswith(part) or part.startswith(shape):
        return False  # a plural, a possessive, an ending: "Afghan", "Afghans", "Afghanistan"
    if _has_particle(shape, part):
        return False
    most = 2 if len(part) >= _LONG else 1
    return slips(shape, part, most=most) <= most


# What Arabic writes together with the word that follows: "and", "then", "by", "for", "like".
_PARTICLES = re.compile("[وف]?[بلك]?")


def _has_particle(shape: str, part: str) -> bool:
    """Whether a word is a name's word with Arabic particles before it: "لساولي", "وللجنة"."""
    joined = {part, "ل" + part.removeprefix("ال")} if part.startswith("ال") else {part}
    return any(
        shape.endswith(end) and _PARTICLES.fullmatch(shape.removesuffix(end)) for end in joined
    )


def _shapes(name: str) -> list[str]:
    return [word.shape for word in _words(name)]


def _words(text: str) -> list[_Word]:
    found = []
    for match in _WORD.finditer(text):
        bare = match[0].removesuffix("'s").removesuffix("’s")
        found.append(_Word(bare, one_form(bare).lower(), match.start()))
    return found


# -- targets and holders -----------------------------------------------------------------------


def _no_target(subject: Subject, letter: Block) -> Iterator[Finding]:
    """A letter to an office that isn't among the targets: nobody is told to send it."""
    office = subject.office(letter)
    if office and office.pk not in {target.pk for _block, target in subject.targets}:
        message = _(
            "This letter is only for %(office)s, which is no target of this action. "
            "Add the office to the targets, or choose another for the letter."
        ) % {"office": quote(local_text(office, "title", language=subject.language))}
        yield subject.finding("letter-to-no-target", letter.children["office"], message, office.pk)


def _former_holders(subject: Subject) -> Iterator[Finding]:
    """Texts that readers send, or act on, with the name of somebody who has left the office."""
    for block, office in (*subject.targets, *subject.copies):
        now = office.holder_on(subject.today)
        staying = local_text(now, "name", language=subject.language) if now else ""
        for holder in subject.former_holders(office):
            name = str(local_text(holder, "name", language=subject.language, fallback=False))
            last = (_shapes(name) or [""])[-1]
            if not last or last in _shapes(str(staying)):
                continue
            for passage, place in _naming(subject, name, last, block):
                yield _names_former(subject, passage, place, name, str(staying))


def _naming(subject: Subject, name: str, last: str, block: Block) -> Iterator[tuple[Passage, int]]:
    """Where a text has the whole name, or addresses somebody by a title and the last of it."""
    whole = re.compile(rf"(?<!\w){re.escape(one_form(name))}(?!\w)", re.IGNORECASE)
    for passage in subject.texts("letters", "steps", "targets"):
        if passage.part == "note":
            continue
        text = one_form(passage.text)
        match = whole.search(text)
        if match is None:
            # In running text the last name alone may be somebody else's; not after a title.
            style = "" if passage.part == "salutation" else rf"(?:{_STYLE})\.?\s"
            match = re.search(rf"(?<!\w){style}{re.escape(last)}(?!\w)", text, re.IGNORECASE)
        if match and not _FORMER.search(sentence_at(passage.text, match.start())):
            yield passage, match.start()


def _names_former(
    subject: Subject, passage: Passage, place: int, name: str, staying: str
) -> Finding:
    if staying:
        message = _(
            "The text names %(former)s, who no longer holds the office; %(now)s does. "
            "Write to who holds it now."
        ) % {"former": quote(name), "now": quote(staying)}
    else:
        message = _(
            "The text names %(former)s, who no longer holds the office. "
            "Write to the office, or to who holds it now."
        ) % {"former": quote(name)}
    sentence = sentence_at(passage.text, place)
    return subject.finding("former-holder", passage.place, message, name, staying, sentence)
