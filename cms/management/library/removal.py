"""Taking the demo out again: what it brought goes, what anybody added or uses stays.

The demo's things are known by what its files say of them: actions by their numbers (and that they
are examples), offices and organisations by their names, pictures by their content, accounts by
their group.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model, ProtectedError, Q, QuerySet
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex
from wagtail_localize.models import String, StringSegment, TranslatableObject

from actions.models import ActionRecord, Office, Organisation, RecordOffice, UrgentActionPage
from cms.management.library import accounts, directory
from cms.security import demo

FOLDER = Path(__file__).resolve().parent.parent / "demo"
OF_OFFICES = ("address", "phone", "fax", "emails", "x_handle", "website")


class Removal:
    """What there is of the demo; then what was removed and what was kept, and why."""

    def __init__(self) -> None:
        """Nothing is changed by looking."""
        self.removed: list[str] = []
        self.kept: list[str] = []
        offices = tomllib.loads((FOLDER / "offices.toml").read_text())
        self._told = {_title(entry): entry for entry in offices["office"]}
        self._keys = {
            page.translation_key for page in UrgentActionPage.objects.filter(_demo_actions())
        }
        self._offices = list(
            Office.objects.filter(title_en__in=[title for title, _country in self._told])
            .select_related("country")
            .order_by("pk")
        )
        self._offices = [office for office in self._offices if self._entry(office)]
        names = [directory.columns("name", e["name"])["name_en"] for e in offices["organisation"]]
        self._organisations = list(Organisation.objects.filter(name_en__in=names).order_by("pk"))
        self._images = list(_pictures())
        self._accounts = list(_accounts())

    def found(self) -> dict[str, int]:
        """How much there is of each kind."""
        return {
            "actions": len(self._keys),
            "offices": len(self._offices),
            "organisations": len(self._organisations),
            "pictures": len(self._images),
            "accounts": len(self._accounts),
        }

    def remove(self) -> None:
        """Take it out; to be called in a transaction."""
        self._remove_actions()
        drafted = set(_offices_of_drafts())
        for office in self._offices:
            self._remove_office(office, drafted=drafted)
        for organisation in self._organisations:
            self._remove_unused(organisation, str(organisation))
        for image in self._images:
            self._remove_unused(image, f"the picture “{image.title}”")
        self._remove_accounts()
        self.kept.append("the home page, the library, the text pages and the topics, to start from")

    def _remove_actions(self) -> None:
        pages = UrgentActionPage.objects.filter(translation_key__in=self._keys)
        strings = set(
            StringSegment.objects.filter(source__object_id__in=self._keys).values_list(
                "string", flat=True
            )
        )
        sources = dict(ActionRecord.objects.values_list("translation_key", "source_locale"))
        for key in sorted(self._keys, key=str):
            versions = list(pages.filter(translation_key=key))
            # What was translated goes before what it was translated from.
            versions.sort(key=lambda page: page.locale_id == sources.get(page.translation_key))
            title = versions[-1].title
            for page in versions:
                UrgentActionPage.objects.get(pk=page.pk).delete()
            ActionRecord.objects.filter(translation_key=key).delete()
            TranslatableObject.objects.filter(translation_key=key).delete()
            self.removed.append(f"“{title}”, in {len(versions)} languages")
        # The translators' memory: what no page says any more that only the demo said.
        String.objects.filter(pk__in=strings, segments=None).delete()

    def _entry(self, office: Office) -> dict[str, Any] | None:
        country = office.country.code if office.country else ""
        return self._told.get((str(office.title_en), country))

    def _remove_office(self, office: Office, *, drafted: set[int]) -> None:
        if office.pk in drafted or RecordOffice.objects.filter(office=office).exists():
            self.kept.append(f"{office}: an action uses it")
        elif _changed(office, self._entry(office) or {}):
            self.kept.append(f"{office}: somebody changed it")
        else:
            self._remove_unused(office, str(office))

    def _remove_unused(self, row: Model, name: str) -> None:
        if ReferenceIndex.get_references_to(row).exists():
            self.kept.append(f"{name}: something uses it")
            return
        try:
            row.delete()
        except ProtectedError:
            self.kept.append(f"{name}: something uses it")
        else:
            self.removed.append(name)

    def _remove_accounts(self) -> None:
        users = get_user_model().objects.filter(is_active=True, is_superuser=True)
        gone = [account.pk for account in self._accounts]
        if self._accounts and not users.exclude(pk__in=gone).exists():
            self.kept.append(
                "the demo's accounts: nobody else could come in. Run `manage.py createsuperuser`, "
                "then this again"
            )
            return
        for account in self._accounts:
            self.removed.append(f"the account {account.get_username()}")
            account.delete()
        Group.objects.filter(name=demo.GROUP, user=None).delete()
        accounts.logins_file().unlink(missing_ok=True)


def _demo_actions() -> Q:
    """The pages that carry the number of an action of the demo, and are what that one is."""
    wanted = Q(pk__in=[])
    for file in directory.paths(FOLDER):
        told = tomllib.loads(file.read_text())
        one = Q(serial=told["serial"], sequence=told["sequence"], is_example=told["example"])
        wanted |= one & Q(year=told["year"]) if "year" in told else one
    return wanted


def _title(entry: dict[str, Any]) -> tuple[str, str]:
    return directory.columns("title", entry["title"])["title_en"], entry["country"]


def _changed(office: Office, entry: dict[str, Any]) -> bool:
    """Whether the ways to reach an office are no longer the demo's."""
    handle = entry.get("x_handle", "")
    told = {
        "address": "\n".join(entry["address"]),
        "phone": entry.get("phone", ""),
        "fax": entry.get("fax", ""),
        "emails": "\n".join(entry.get("emails", [])),
        "x_handle": f"@{handle.removeprefix('@')}" if handle else "",
        "website": entry.get("website", ""),
    }
    fresh = Office(country=office.country, **directory.columns("title", entry["title"]), **told)
    fresh.clean()  # writes phones and addresses in the form that they are kept in
    return any(getattr(office, name) != getattr(fresh, name) for name in OF_OFFICES)


def _offices_of_drafts() -> Iterator[int]:
    """The offices that drafts name which aren't published yet."""
    for page in UrgentActionPage.objects.filter(has_unpublished_changes=True):
        draft: Any = page.get_latest_revision_as_object()
        for stream in (draft.targets, draft.copies, draft.letters):
            for block in stream:
                if office := block.value.get("office"):
                    yield office.pk


def _pictures() -> Iterator[Any]:
    """The pictures whose content is that of the demo's."""
    ours = [path.read_bytes() for path in (FOLDER / "images").iterdir()]
    sizes = {len(data) for data in ours}
    digests = {hashlib.sha256(data).digest() for data in ours}
    for image in get_image_model().objects.order_by("pk"):
        try:
            if image.file.size not in sizes:
                continue
            with image.file.open() as stream:
                content = stream.read()
        except OSError:  # the file is gone, or the store doesn't answer
            continue
        if hashlib.sha256(content).digest() in digests:
            yield image


def _accounts() -> QuerySet[Any]:
    """The demo's accounts; one that somebody took over for good is out of their group."""
    return demo.demo_accounts().order_by("pk")
