"""A letter as email: a mailto: address, links that open a message on the web, a draft in a file.

Nothing here sends anything: it is the sender's own program that does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from typing import Literal, Protocol
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from actions.letters.cleaning import lines, one_line
from actions.letters.html import html_page
from actions.letters.letter import Letter, Span
from actions.letters.plain import plain_letter

# What mail programs and browsers take of a mailto: address, with some room: the shortest limit in
# use is about 2,000 characters.
MAILTO_BYTES = 1_800

Holds = Literal["letter", "short", "nothing"]


@dataclass(frozen=True)
class Mail:
    """An address that opens a new message, and what of the letter is in it.

    Where that is nothing, the sender pastes the letter.
    """

    address: str
    holds: Holds


@dataclass(frozen=True)
class WebMail(Mail):
    """The same on the site of a mail service."""

    name: str


def mailto(*, to: Sequence[str], cc: Sequence[str] = (), subject: str = "", body: str = "") -> str:
    """The mailto: address of a letter as RFC 6068 has it: lines end in %0D%0A, blanks are %20."""
    query = _query({"cc": _list(cc), "subject": quote(subject, safe=""), "body": _body(body)})
    return f"mailto:{_list(to)}{'?' if query else ''}{query}"


def mailto_bytes(
    *, to: Sequence[str], cc: Sequence[str] = (), subject: str = "", body: str = ""
) -> int:
    """How many bytes the mailto: address of a letter has, all of it encoded."""
    return len(mailto(to=to, cc=cc, subject=subject, body=body))  # it is all ASCII


def mailto_of(letter: Letter) -> Mail | None:
    """The mailto: address of a letter with as much of it as fits; None where no email leads there.

    None too in the rare case that its recipients alone are too long.
    """
    return _fitting(letter, mailto)


def web_mail(letter: Letter) -> tuple[WebMail, ...]:
    """Links to a new message at the large mail services, with as much of the letter as fits."""
    found = ((name, _fitting(letter, compose)) for name, compose in _SERVICES.items())
    return tuple(WebMail(mail.address, mail.holds, name) for name, mail in found if mail)


def eml_of(letter: Letter) -> bytes:
    """A draft of the letter as a file that mail programs open for sending, with its emphasis."""
    to, cc = recipients(letter)
    message = EmailMessage(policy=_DRAFT)
    # As they are written: assigned, a header would be read first, with what looks encoded in it.
    for name, addresses in (("To", to), ("Cc", cc)):
        if addresses:
            message.set_raw(name, ",\n ".join(addresses))
    message.set_raw("Subject", Header(_subject(letter), "utf-8", header_name="Subject").encode())
    message["X-Unsent"] = "1"  # Outlook opens it as a draft
    message.set_content(plain_letter(letter))
    message.add_alternative(html_page(letter, title=_subject(letter)), subtype="html")
    return message.as_bytes()


# ASCII throughout, for any program there is; our headers are folded already.
_DRAFT = SMTP.clone(cte_type="7bit", refold_source="none")


class _Compose(Protocol):
    """Makes the address that opens a new message."""

    def __call__(self, *, to: Sequence[str], cc: Sequence[str], subject: str, body: str) -> str: ...


def _web(
    start: str, subject_s: str, /, *, to: Sequence[str], cc: Sequence[str], subject: str, body: str
) -> str:
    fields = {"to": _list(to), "cc": _list(cc), subject_s: quote(subject, safe="")}
    return f"{start}{_query({**fields, 'body': _body(body)})}"


# Where a message begins at each of them, and what they call its subject.
_SERVICES: Mapping[str, _Compose] = {
    "Gmail": partial(_web, "https://mail.google.com/mail/?view=cm&fs=1&", "su"),
    "Outlook": partial(_web, "https://outlook.live.com/mail/0/deeplink/compose?", "subject"),
    "Yahoo": partial(_web, "https://compose.mail.yahoo.com/?", "subject"),
}


def _fitting(letter: Letter, compose: _Compose) -> Mail | None:
    to, cc = recipients(letter)
    for holds, subject, body in _drafts(letter) if to else ():
        address = compose(to=to, cc=cc, subject=subject, body=body)
        if len(address) <= MAILTO_BYTES:
            return Mail(address, holds)
    return None


def _drafts(letter: Letter) -> Iterator[tuple[Holds, str, str]]:
    """What a message may say, the fullest first: what it holds, its subject and body."""
    subject = _subject(letter)
    yield "letter", subject, plain_letter(letter)
    if lines(letter.short_body).strip():
        short = replace(letter, paragraphs=((Span(letter.short_body),),))
        yield "short", subject, plain_letter(short)
        yield "short", subject, plain_letter(replace(short, sender=replace(short.sender, line="")))
    yield "nothing", subject, ""
    yield "nothing", one_line(letter.reference), ""


def _subject(letter: Letter) -> str:
    return one_line(letter.subject) or one_line(letter.reference)


def recipients(letter: Letter) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom an email goes to, and who gets a copy: addresses that are sound, each once."""
    to = dict.fromkeys(filter(None, map(_sound, letter.emails)))
    cc = dict.fromkeys(filter(None, map(_sound, letter.copy_emails)))
    return tuple(to), tuple(email for email in cc if email not in to)


def _sound(email: str) -> str:
    """An email address in ASCII; "" for what is none, of which programs might make several."""
    local, at, domain = one_line(email).rpartition("@")
    try:
        validate_email(f"{local}{at}{domain}")
        return f"{local}{at}{domain.encode('idna').decode()}"
    except (ValidationError, UnicodeError):
        return ""


def _query(fields: Mapping[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in fields.items() if value)


def _list(emails: Iterable[str]) -> str:
    # "@" and "," may stand in addresses; a comma within one of them may not.
    return ",".join(quote(email, safe="@") for email in emails)


def _body(text: str) -> str:
    # A blank is %20: "+" is only one in forms.
    return quote("\r\n".join(text.splitlines()), safe="")
