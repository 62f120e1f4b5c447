"""The card of an official: whom to write to and how, as printed, with links that work."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from actions.contacts import phone_link
from actions.models import Holder, Office
from cms.localtext import NO_TEXT, LocalText, local_text


@dataclass(frozen=True)
class Contact:
    """One way to reach an office: label, text as printed, and the link where there is one."""

    kind: str
    label: str
    text: str
    link: str = ""


@dataclass(frozen=True)
class Card:
    """An office as a reader sees it."""

    office_id: int
    name: LocalText
    honorific: LocalText
    title: LocalText
    organisation: LocalText
    embassy_of: LocalText
    country: LocalText
    address_lines: list[str]
    contacts: list[Contact]
    salutation: LocalText
    note: str = ""
    verified_on: date | None = None
    kinds: frozenset[str] = field(default_factory=frozenset)

    @property
    def address(self) -> str:
        """The address as one text, for copying."""
        return "\n".join(
            line for line in (str(self.name or ""), str(self.title), *self.address_lines) if line
        )


def card_of(office: Office, *, holder: Holder | None, words: Any, language: str) -> Card:
    """The card of an office and who holds it, with the words of a page's block (or None)."""

    def of(row: Any, name: str) -> LocalText:
        return local_text(row, name, language=language) if row else NO_TEXT

    salutation = words.get("salutation") if words else ""
    contacts = _contacts(office)
    return Card(
        office_id=office.pk,
        name=of(holder, "name"),
        # An honorific belongs to the name in its language: "Mr" and "جناب" don't mix.
        honorific=local_text(holder, "honorific", language=language, fallback=False)
        if holder
        else NO_TEXT,
        title=of(office, "title"),
        organisation=of(office.organisation, "name"),
        embassy_of=of(office.embassy_of, "name"),
        country=of(office.country, "name"),
        address_lines=office.address_lines,
        contacts=contacts,
        salutation=LocalText(salutation, language) if salutation else of(holder, "salutation"),
        note=(words.get("note") if words else "") or "",
        verified_on=office.verified_on,
        kinds=frozenset(contact.kind for contact in contacts),
    )


def _contacts(office: Office) -> list[Contact]:
    country = office.country.code if office.country else None
    found = [
        Contact("fax", _("Fax"), office.fax),
        Contact("phone", _("Phone"), office.phone, _tel(office.phone, country)),
        *(Contact("email", _("Email"), email, f"mailto:{email}") for email in office.email_list),
        Contact("x", _("X"), office.x_handle, _x_link(office.x_handle)),
        Contact("website", _("Website"), office.website, office.website),
    ]
    return [contact for contact in found if contact.text]


def _tel(phone: str, country: str | None) -> str:
    number = phone_link(phone, country=country) if phone else None
    return f"tel:{number}" if number else ""


def _x_link(handle: str) -> str:
    return f"https://x.com/{handle.removeprefix('@')}" if handle else ""
