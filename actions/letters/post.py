"""A letter by post: the lines of an envelope, and whether it can be there in time."""

import re
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings

from actions.models import Country, Holder, Office
from cms.languages import has_right_to_left
from cms.localtext import local_text

# What a letter to another country may well take; UPU's own standard (J+5 within a continent) is
# missed more often than not.
TAKES = timedelta(days=10)


def arrives_in_time(days_left: int | None) -> bool:
    """Whether a letter that is posted today may be there by the deadline."""
    return days_left is None or days_left >= TAKES.days


def envelope(
    office: Office, holder: Holder | None, *, language: str, senders: str
) -> tuple[str, ...]:
    """The lines of the envelope: who, the office and its address, and the country as the last.

    Names are in the `language` of the letter, the country in the sender's, which is the one that
    the post where they live has to read (UPU, S42); in English too where that isn't in Latin
    letters.
    """
    name = local_text(holder, "name", language=language) if holder else None
    honorific = local_text(holder, "honorific", language=language, fallback=False) if name else None
    person = " ".join(str(part) for part in (honorific, name) if part)
    title = str(local_text(office, "title", language=language))
    body = office.organisation
    organisation = str(local_text(body, "name", language=language)) if body else ""
    lines = [person, title, organisation, *_without_country(office)]
    if office.country:
        lines.append(country_line(office.country, senders=senders))
    return tuple(line for line in dict.fromkeys(lines) if line)


def country_line(country: Country, *, senders: str) -> str:
    """The country as the last line of an address has it."""
    own = str(local_text(country, "name", language=senders))
    if not has_right_to_left(own):
        return own.upper()
    return f"{str(local_text(country, 'name', language='en')).upper()} ({own})"


def _without_country(office: Office) -> Sequence[str]:
    """The lines of an address but for the country, where it is the last or ends that."""
    lines = office.address_lines
    if not lines or not office.country:
        return lines
    codes = settings.MODELTRANSLATION_LANGUAGES
    names = filter(None, (getattr(office.country, f"name_{code}", "") for code in codes))
    country = rf"(?:^|[,،]\s*)(?:{'|'.join(map(re.escape, names))})[\s.]*$"
    return [*lines[:-1], re.sub(country, "", lines[-1], flags=re.IGNORECASE)]
