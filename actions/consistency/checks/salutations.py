"""Salutations: the letter's, the target's and the directory's agree, and name who is in office."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from actions.consistency.findings import Finding
from actions.consistency.passages import Block
from actions.consistency.subject import Subject, quote
from actions.consistency.text import folded
from actions.models import Holder, Office
from cms.localtext import local_text

# Styles after which a salutation goes on with a name.
_STYLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Minister|President|Ambassador|Governor|Senator|Judge|Justice"
    r"|General|Colonel|Monsieur|Madame|Señor|Señora|Sr|Sra)\b\.?\s+(?P<name>[^,،:]+)"
)
# What may follow a style without being a name.
_NO_NAME = frozenset(
    "minister president ambassador governor senator judge justice general secretary prime the of "
    "for and members board attorney interior foreign affairs home justice defence defense labour "
    "labor chief commissioner director chair chairman chairperson speaker mayor prosecutor in sir "
    "madam excellency deputy vice le la les du de des del el los las ministre ministro ministra "
    "président présidente presidente presidenta gouverneur gobernador gobernadora ambassadeur "
    "embajador embajadora juge juez et y".split()
)
_SPELLINGS = {"honorable": "honourable", "honor": "honour"}


def check(subject: Subject) -> Iterator[Finding]:
    """Where a target is greeted in two ways, or by the name of somebody else."""
    for letter in subject.blocks["letters"]:
        addressed = subject.letter_targets(letter)
        if len(addressed) == 1:  # a letter to several greets nobody in particular
            [(target, office)] = addressed
            yield from _two_ways(subject, letter, target, office)
            yield from _another_person(subject, letter, office)
    for target, office in subject.targets:
        yield from _another_person(subject, target, office)


def _two_ways(subject: Subject, letter: Block, target: Block, office: Office) -> Iterator[Finding]:
    """The letter's salutation against the target's, else against that of who holds the office."""
    printed, own = _said(letter), _said(target)
    holder = office.holder_on(subject.today)
    directory = _of_holder(subject, holder)
    if not printed:
        return
    if own and _shape(own) != _shape(printed):
        message = _(
            "The letter begins %(letter)s, but the target's salutation is %(target)s. "
            "Write the same in both."
        ) % {"letter": quote(printed), "target": quote(own)}
        place = letter.children["salutation"]
        yield subject.finding("salutation", place, message, printed, own)
    elif not own and directory and not _is_form_of(directory, printed):
        message = _(
            "The letter begins %(letter)s, but the directory greets the holder of this office "
            "with %(directory)s. Write that, or give the target the salutation of the letter."
        ) % {"letter": quote(printed), "directory": quote(directory)}
        place = letter.children["salutation"]
        yield subject.finding("salutation", place, message, printed, directory)


def _another_person(subject: Subject, block: Block, office: Office) -> Iterator[Finding]:
    """A salutation by a name that whoever holds the office doesn't bear."""
    holder, said = office.holder_on(subject.today), _said(block)
    name = str(local_text(holder, "name", language=subject.language, fallback=False))
    match = _STYLE.search(said)
    if not name or match is None:
        return
    words = [word for word in folded(match["name"]).split() if word not in _NO_NAME]
    borne = set(folded(name).split()) | set(folded(str(_title(subject, office))).split())
    capitals = [word for word in match["name"].split() if word[:1].isupper()]
    former = {
        word
        for other in subject.former_holders(office)
        for word in folded(str(local_text(other, "name", language=subject.language))).split()
    }
    if words and capitals and not borne & set(words) and not former & set(words):
        message = _(
            "The salutation %(said)s names somebody else than %(holder)s, who holds the office."
            " Correct the salutation, or the holder in the directory."
        ) % {"said": quote(said), "holder": quote(name)}
        place = block.children["salutation"]
        yield subject.finding("salutation-name", place, message, said, name)


def _said(block: Block) -> str:
    return str(block.get("salutation") or "").strip()


def _title(subject: Subject, office: Office) -> object:
    return local_text(office, "title", language=subject.language)


def _of_holder(subject: Subject, holder: Holder | None) -> str:
    """The directory's salutation in the page's language, "" where it has none."""
    if holder is None:
        return ""
    return str(local_text(holder, "salutation", language=subject.language, fallback=False))


def _is_form_of(directory: str, printed: str) -> bool:
    """Whether a letter greets as the directory does, more formally or less ("Honorable")."""
    one, other = set(_shape(directory)), set(_shape(printed))
    return one <= other or other <= one


def _shape(salutation: str) -> list[str]:
    """A salutation for comparing: no case, no comma, one spelling."""
    return [_SPELLINGS.get(word, word) for word in folded(salutation).split()]
