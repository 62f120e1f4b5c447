"""Ways to reach an office: whether a phone, email or X handle can be one, and the links to use it.

Numbers are kept and shown as printed; phonenumbers reads them with the country where the office
stands, since "(202) 243-6500" is a number of Washington and none of Islamabad.
"""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

X_HANDLE = re.compile(r"@?([A-Za-z0-9_]{1,15})", re.ASCII)


def clean_phone(text: str, *, country: str | None) -> str:
    """The phone or fax number as printed, if it can be one in an ISO country.

    Raises ValidationError where it can't.
    """
    text = " ".join(text.split())
    if text and phone_link(text, country=country) is None:
        raise ValidationError(
            _(
                "This can't be a phone number in the country of the office. "
                "Write it with its country code, such as +92 51 920 2624."
            )
        )
    return text


def phone_link(text: str, *, country: str | None) -> str | None:
    """The number in E.164 (for `tel:` links), None where it can't be a number.

    With a country code its length must be right. Without one it must be in use in the country:
    by its length alone Washington's would pass for one of Pakistan.
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    abroad = text.lstrip(" (").startswith(("+", "\uff0b"))
    check = phonenumbers.is_possible_number if abroad else phonenumbers.is_valid_number
    if not check(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def clean_emails(text: str) -> list[str]:
    """The emails in a text, one a line or with commas; ValidationError names a wrong one."""
    emails = [part for part in re.split(r"[\s,;]+", text) if part]
    for email in emails:
        try:
            validate_email(email)
        except ValidationError as error:
            raise ValidationError(
                _("“%(email)s” can't be an email address."), params={"email": email}
            ) from error
    return emails


def clean_x_handle(text: str) -> str:
    """The handle on X with its @; an address of x.com or twitter.com is read as the handle."""
    text = re.sub(r"^(https?://)?(www\.)?(x|twitter)\.com/", "", text.strip())
    if not text:
        return ""
    match = X_HANDLE.fullmatch(text)
    if not match:
        raise ValidationError(
            _("An X handle has up to 15 letters, digits and underscores, such as @name.")
        )
    return f"@{match[1]}"
