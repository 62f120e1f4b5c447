"""The rows that the directory always has: every country and the usual languages, named by CLDR.

Filled after every `migrate`, so that a language added to LANGUAGES gets its names too. Only what is
missing is written: a name that an editor changed stays.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from actions import world
from actions.models import Country, Language


def fill(**kwargs: Any) -> None:
    """Add missing countries and languages, and missing names of those that are there."""
    columns = [f"name_{code}" for code in settings.MODELTRANSLATION_LANGUAGES]
    _fill(Country, {c.code: _country(c) for c in world.COUNTRIES}, columns)
    _fill(
        Language,
        {code: _names(world.language_names(code)) for code in world.USUAL_LANGUAGES},
        columns,
    )


def _country(country: Any) -> dict[str, Any]:
    return {
        "region": country.region,
        "former_until": country.former_until,
        **_names(world.country_names(country.code)),
    }


def _names(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name_{code}": name for code, name in names.items()}


def _fill(model: type[Any], wanted: dict[str, dict[str, Any]], columns: list[str]) -> None:
    """Create rows by code, and complete empty name columns of existing ones."""
    existing = {row.code: row for row in model.objects.all()}
    model.objects.bulk_create(
        model(code=code, **values) for code, values in wanted.items() if code not in existing
    )
    incomplete = []
    for code, row in existing.items():
        missing = [c for c in columns if not getattr(row, c) and wanted.get(code, {}).get(c)]
        if missing:
            for column in missing:
                setattr(row, column, wanted[code][column])
            incomplete.append(row)
    if incomplete:
        model.objects.bulk_update(incomplete, columns)
