"""Findings kept from one check to the next: whoever looks at the library again reads it at once.

A page is known by all that its checks look at, so that nothing old can be said of a page, an
office or a fact that has changed.
"""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

from actions.consistency import registry
from actions.consistency.checks.number import foreign_numbers
from actions.consistency.findings import Finding
from actions.consistency.subject import Subject
from actions.models import Office
from actions.models.page import STREAM_FIELDS

_KEPT = 60 * 60 * 24  # seconds
_WORDS = ("title", "introduction", "safety_note", *STREAM_FIELDS)


def findings(subjects: list[Subject]) -> dict[Subject, list[Finding]]:
    """What all checks find in each page, from memory where nothing that they look at changed."""
    name = f"actions.consistency.{get_language()}"
    known: dict[str, list[Finding]] = cache.get(name, {})
    keys = [(_key(subject), subject) for subject in subjects]
    found = {
        key: known[key] if key in known else registry.findings(subject) for key, subject in keys
    }
    if found.keys() != known.keys():
        cache.set(name, found, _KEPT)
    return {subject: found[key] for key, subject in keys}


def _key(subject: Subject) -> str:
    """Of all that the checks of a page look at, and the language in which they speak."""
    seen = (
        get_language(),
        subject.page.pk,
        subject.today,
        subject.facts,
        _words(subject.page),
        _words(subject.source.page) if subject.source else None,
        [_office(office) for office in subject.offices],
        sorted(map(str, subject.directory.numbers)) if foreign_numbers(subject) else (),
        [image.file.name for image in subject.images],
    )
    return sha256(repr(seen).encode()).hexdigest()


def _words(page: Any) -> list[str]:
    return [
        repr(list(value.raw_data)) if hasattr(value, "raw_data") else str(value)
        for value in (getattr(page, name) for name in _WORDS)
    ]


def _office(office: Office) -> list[Any]:
    """What the checks read of an office and who holds it."""
    columns = [f"title_{code}" for code in settings.MODELTRANSLATION_LANGUAGES]
    return [
        *(getattr(office, name) for name in ("pk", "address", "emails", *columns)),
        *(
            sorted((k, v) for k, v in vars(h).items() if k != "_state")
            for h in office.holders.all()
        ),
    ]
