"""Letters that are too long: for the address of an email, or for one page of paper."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from actions.consistency.findings import Finding
from actions.consistency.passages import Block
from actions.consistency.subject import Subject
from actions.consistency.text import plain_text
from actions.letters.email import MAILTO_BYTES, mailto_bytes
from actions.letters.length import pages_on_paper
from actions.models import Office
from cms.languages import script_class
from cms.localtext import local_text


def check(subject: Subject) -> Iterator[Finding]:
    """Letters of which neither they nor their short form fits an email; letters over a page."""
    for letter in subject.blocks["letters"]:
        offices = [office for _block, office in subject.letter_targets(letter)]
        yield from _email(subject, letter, offices)
        yield from _paper(subject, letter, offices)


def _email(subject: Subject, letter: Block, offices: list[Office]) -> Iterator[Finding]:
    written = [office for office in offices if office.email_list]
    if not written:
        return
    whole, short = _text(letter, "body"), _text(letter, "short_body")
    size = max(_bytes(subject, office, letter, whole) for office in written)
    if size <= MAILTO_BYTES:
        return
    limits = {"limit": number_format(MAILTO_BYTES, force_grouping=True)}
    if not short:
        message = _(
            "As an email link this letter takes %(size)s bytes; mail programs cut it at "
            "%(limit)s. Give a short letter for email."
        ) % {"size": number_format(size, force_grouping=True), **limits}
        yield subject.finding("letter-email", letter.children["short_body"], message, whole)
        return
    least = max(_bytes(subject, office, letter, short) for office in written)
    if least > MAILTO_BYTES:
        message = _(
            "As an email link the short letter takes %(size)s bytes; mail programs cut it at "
            "%(limit)s. Shorten it."
        ) % {"size": number_format(least, force_grouping=True), **limits}
        yield subject.finding("letter-email", letter.children["short_body"], message, short)


def _bytes(subject: Subject, office: Office, letter: Block, text: str) -> int:
    """What the address of an email of a letter to an office takes, with its subject and copies."""
    frame = (str(letter.get("salutation") or ""), text, str(letter.get("sign_off") or ""))
    return mailto_bytes(
        to=office.email_list,
        cc=[email for _block, copy in subject.copies for email in copy.email_list],
        subject=str(subject.page.title),
        body="\n\n".join(part for part in frame if part),
    )


def _paper(subject: Subject, letter: Block, offices: list[Office]) -> Iterator[Finding]:
    text = _text(letter, "body")
    office = max(offices, key=lambda office: len(office.address_lines), default=None)
    pages = pages_on_paper(
        _sheet(subject, letter, text, office), script=script_class(subject.language)
    )
    if pages > 1:
        message = _(
            "Printed, this letter takes about %(pages)s pages. "
            "Officials read one: shorten it until it fits."
        ) % {"pages": pages}
        yield subject.finding("letter-paper", letter.children["body"], message, text)


def _sheet(subject: Subject, letter: Block, text: str, office: Office | None) -> list[str]:
    """All that stands on the paper: the address, the letter, room for who signs."""
    head: list[str] = []
    if office:
        title = str(local_text(office, "title", language=subject.language))
        head = ["\n".join([title, *office.address_lines]), "-"]  # and the date
    return [
        *head,
        str(letter.get("salutation") or ""),
        *(line for line in text.splitlines() if line.strip()),
        str(letter.get("sign_off") or ""),
        "-\n-\n-",  # signature, name, address of the writer
    ]


def _text(letter: Block, name: str) -> str:
    return plain_text(str(letter.get(name) or ""))
