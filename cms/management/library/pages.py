"""The demo's pages in the language they were written in: home, library, texts, actions."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import RichText

from actions.blocks import AdditionalInformationBlock
from actions.importing.writing import paragraphs
from actions.models import Country, Language, Office, Topic, UrgentActionPage
from actions.services import close_action, publish_action
from cms.management.library.directory import columns
from cms.models import ContentPage, HomePage, OrganisationSettings
from search.models import LibraryPage

PICTURES = Path(__file__).resolve().parent.parent / "demo" / "images"


def load_site(data: dict[str, Any], home: HomePage, library: LibraryPage) -> list[Page]:
    """Words of the home page and the library, the content pages, who runs the site."""
    settings = OrganisationSettings.for_site(home.get_site())
    for field, texts in data["settings"].items():
        for column, text in columns(field, texts).items():
            setattr(settings, column, text)
    settings.save()
    for page, words in ((home, data["home"]), (library, data["library"])):
        page.title, page.introduction = words["title"], paragraphs(words["introduction"])
        page.save_revision().publish()
        page.refresh_from_db()
    return [_content_page(entry, home) for entry in data["content"]]


def _content_page(entry: dict[str, Any], home: HomePage) -> ContentPage:
    html = "".join(
        f"<h2>{text[2:].strip()}</h2>" if text.startswith("h:") else f"<p>{text}</p>"
        for text in entry["body"]
    )
    page = ContentPage(
        title=entry["title"],
        slug=entry["slug"],
        body=[("text", RichText(html))],
        locale=home.locale,
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


class ActionLoader:
    """Builds the page of one file of actions/, publishes it, closes it where the file says so."""

    def __init__(
        self,
        *,
        library: LibraryPage,
        offices: dict[str, Office],
        organisations: dict[str, Any],
        now: datetime,
    ) -> None:
        self.library, self.offices, self.organisations, self.now = (
            library,
            offices,
            organisations,
            now,
        )
        self.today = now.date()

    def load(self, data: dict[str, Any]) -> UrgentActionPage:
        """Make and publish one action."""
        issued = self._day(data, "issued")
        page = UrgentActionPage(
            title=data["title"],
            locale=self.library.locale,
            serial=data["serial"],
            # `numbered`: the day that gives a series its year, the same for all of it.
            year=data.get("year") or (self._day(data, "numbered") or issued or self.today).year,
            sequence=data["sequence"],
            issued_on=issued,
            act_by=self._day(data, "act_by"),
            is_example=data["example"],
            final_outcome=data.get("final_outcome", ""),
            own_language_accepted=data["own_language_accepted"],
            introduction=paragraphs(data["introduction"]),
            safety_note=paragraphs(data.get("safety_note", [])),
            **self._streams(data),
        )
        self.library.add_child(instance=page)
        page.countries.set(Country.objects.filter(code__in=data["countries"]))
        page.topics.set(Topic.objects.filter(slug__in=data["topics"]))
        page.preferred_languages.set(Language.objects.filter(code__in=data["preferred_languages"]))
        page.co_issuers.set([self.organisations[key] for key in data.get("co_issuers", [])])
        page.save()
        record = publish_action(page=page)
        if page.final_outcome and issued:
            # It closed on the day of its publication, which is today only for who loads it.
            record.closed_at = self.now + (issued - self.today)
            record.save(update_fields=["closed_at"])
        if "closed" in data:
            closed = data["closed"]
            close_action(
                record=record,
                outcome=closed["outcome"],
                note=closed["reason"],
                now=self.now + timedelta(days=closed["in"]),
            )
        return page

    def _day(self, data: dict[str, Any], name: str) -> date | None:
        """A day given as a date (`name_on`) or in days from the loading (`name`)."""
        if f"{name}_on" in data:
            return data[f"{name}_on"]
        return self.today + timedelta(days=data[name]) if name in data else None

    def _streams(self, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "steps": [
                ("step", {"text": RichText(f"<p>{s['text']}</p>"), "reports": s["reports"]})
                for s in data["steps"]
            ],
            "targets": [
                ("target", {**t, "office": self.offices[t["office"]]})
                for t in data.get("targets", [])
            ],
            "copies": [
                ("copy", {**c, "office": self.offices[c["office"]]}) for c in data.get("copies", [])
            ],
            "letters": [("letter", self._letter(entry)) for entry in data.get("letters", [])],
            "people": [("person", entry) for entry in data.get("people", [])],
            "key_dates": [
                (
                    "key_date",
                    {"date": self._when(e), "what": e["what"], "certainty": e["certainty"]},
                )
                for e in data.get("key_dates", [])
            ],
            "updates": [
                (
                    "update",
                    {
                        "date": self._when(e),
                        "kind": e["kind"],
                        "text": RichText(f"<p>{e['text']}</p>"),
                    },
                )
                for e in data.get("updates", [])
            ],
            "previous_actions": [
                ("previous_action", entry) for entry in data.get("previous_actions", [])
            ],
            "additional_information": [
                (entry["type"], self._information(entry))
                for entry in data.get("additional_information", [])
            ],
        }

    def _when(self, entry: dict[str, Any]) -> date:
        return entry["on"] if "on" in entry else self.today + timedelta(days=entry["in"])

    def _letter(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            "office": self.offices.get(entry.get("office", "")),
            "salutation": entry["salutation"],
            "body": RichText(paragraphs(entry["paragraphs"])),
            "sign_off": entry["sign_off"],
            "short_body": entry.get("short_body", ""),
        }

    @staticmethod
    def _information(entry: dict[str, Any]) -> Any:
        if entry["type"] == "text":
            return RichText(paragraphs(entry["paragraphs"]))
        block = AdditionalInformationBlock().child_blocks[entry["type"]]
        if entry["type"] == "figures":
            compared = block.child_blocks["figures"].child_block
            entry = {**entry, "figures": [_filled(one, compared) for one in entry["figures"]]}
        if entry["type"] == "image":
            entry = {**entry, "image": _image(entry["image"], title=entry["alt_text"])}
        return _filled(entry, block)


def _image(name: str, *, title: str) -> Any:
    """A picture of the demo, put among the site's own."""
    with (PICTURES / name).open("rb") as file:
        made = get_image_model()(title=title)
        made.file.save(name, ImageFile(file, name=name), save=False)
        made.save()
    return made


def _filled(entry: dict[str, Any], block: Any) -> dict[str, Any]:
    """The value of a block, with its defaults where the file says nothing."""
    return {
        name: entry.get(name, child.get_default()) for name, child in block.child_blocks.items()
    }
