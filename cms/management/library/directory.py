"""The demo's topics, organisations and offices, from topics.toml and offices.toml."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from actions.models import Country, Holder, Language, Office, Organisation, Topic


def columns(field: str, texts: dict[str, str] | str | None) -> dict[str, str]:
    """`{"en": …, "ur": …}` as values of a field's columns."""
    if isinstance(texts, str):
        texts = {"en": texts}
    return {f"{field}_{code}": text for code, text in (texts or {}).items()}


def load_topics(data: dict[str, Any]) -> None:
    """Make the topics that aren't there yet."""
    for entry in data["topic"]:
        Topic.objects.get_or_create(slug=entry["slug"], defaults=columns("name", entry["name"]))


def load_offices(data: dict[str, Any], *, today: date) -> tuple[dict[str, Office], dict[str, Any]]:
    """Make organisations and offices; returns both by their keys in the file."""
    organisations = {
        entry["key"]: Organisation.objects.create(
            website=entry.get("website", ""), **columns("name", entry["name"])
        )
        for entry in data["organisation"]
    }
    countries = {country.code: country for country in Country.objects.all()}
    languages = {language.code: language for language in Language.objects.all()}
    offices = {}
    for entry in data["office"]:
        office = Office(
            organisation=organisations.get(entry.get("organisation", "")),
            country=countries[entry["country"]],
            embassy_of=countries.get(entry.get("embassy_of", "")),
            address="\n".join(entry["address"]),
            phone=entry.get("phone", ""),
            fax=entry.get("fax", ""),
            emails="\n".join(entry.get("emails", [])),
            x_handle=entry.get("x_handle", "") and f"@{entry['x_handle'].removeprefix('@')}",
            website=entry.get("website", ""),
            verified_on=(
                today + timedelta(days=entry["verified_in"]) if "verified_in" in entry else None
            ),
            **columns("title", entry["title"]),
        )
        office.clean()
        office.save()
        office.languages.set([languages[code] for code in entry.get("languages", [])])
        office.save()
        for held in entry.get("holder", []):
            Holder.objects.create(
                office=office,
                since=held.get("since"),
                **columns("name", held["name"]),
                **columns("honorific", held.get("honorific")),
                **columns("salutation", held.get("salutation")),
            )
        offices[entry["key"]] = office
    return offices, organisations


def paths(folder: Path) -> list[Path]:
    """The files of actions, the earlier ones of a series first."""
    return sorted((folder / "actions").glob("*.toml"))
