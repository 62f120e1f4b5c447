"""The names of an action's countries, topics, languages and organisations, in one query."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Value

from actions.models import ActionRecord, Country, Language, Organisation, Topic, UrgentActionPage
from actions.models.page import FACT_LISTS
from cms.collation import sort_key
from cms.localtext import NO_TEXT, LocalText, first_text, local_text

MODELS = {
    "countries": (Country, "records"),
    "topics": (Topic, "records"),
    "preferred_languages": (Language, "records"),
    "co_issuers": (Organisation, "records"),
    "signatories": (Organisation, "signed_records"),
}


def names_of(record: ActionRecord, *, language: str) -> dict[str, list[LocalText]]:
    """The names in each list of facts, sorted as they read in a language; a union, so one query."""
    columns = [f"name_{code}" for code in settings.MODELTRANSLATION_LANGUAGES]
    first, *others = [
        model._base_manager.filter(**{related: record})
        .order_by()
        .annotate(fact=Value(name))
        .values_list("fact", *columns)
        for name, (model, related) in MODELS.items()
    ]
    found: dict[str, list[LocalText]] = {name: [] for name in FACT_LISTS}
    for name, *texts in first.union(*others, all=True):
        by_language = dict(zip(settings.MODELTRANSLATION_LANGUAGES, texts, strict=True))
        found[name].append(first_text(by_language, language=language))
    return {name: sorted(texts, key=sort_key(language)) for name, texts in found.items()}


def draft_names_of(page: UrgentActionPage, *, language: str) -> dict[str, list[LocalText]]:
    """The same of a page that isn't published, from what its form holds."""

    def texts(rows: Iterable[Any]) -> list[LocalText]:
        found = (local_text(row, "name", language=language) or NO_TEXT for row in rows)
        return sorted(found, key=sort_key(language))

    return {name: texts(getattr(page, name).all()) for name in FACT_LISTS}
