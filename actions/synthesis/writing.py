"""Writes made-up actions in bulk: rows as publishing leaves them, but for its revisions."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Max
from wagtail.models import Page

from actions.choices import Outcome
from actions.models import ActionRecord, Country, Holder, Office, RecordOffice, Topic
from actions.models.page import FACT_FIELDS, UrgentActionPage
from actions.models.record import number_of
from actions.numbers import slug as label_slug
from actions.synthesis.words import WORDS, Case

BATCH = 250  # actions to a transaction
YEARS = 20  # they are spread over
OFFICES = 40  # as many as ministries of a small library
LIFE = 42  # days from issue to deadline
# Of a hundred actions: how many are told in a language, closed, or taken back.
SHARES = {"en": 100, "ur": 50, "ar": 35, "fr": 35, "es": 35}
CLOSED, WITHDRAWN, IN_SERIES = 25, 1, 25


@dataclass
class Libraries:
    """Where the pages of each language go, and the next place there."""

    parents: dict[str, Page]
    places: dict[str, int]

    @classmethod
    def existing(cls) -> "Libraries":
        """Those of the languages that made-up actions can be told in."""
        found = Page.objects.filter(
            content_type=ContentType.objects.get_by_natural_key("search", "librarypage"),
            locale__language_code__in=WORDS,
        ).select_related("locale")
        parents = {page.locale.language_code: page for page in found}
        return cls(parents, {code: _last_place(page) for code, page in parents.items()})

    def next_path(self, language: str) -> str:
        """The path of one more page in a language."""
        parent = self.parents[language]
        self.places[language] += 1
        return str(Page._get_path(parent.path, parent.depth + 1, self.places[language]))

    def count_children(self) -> None:
        """Say how many pages each library has now."""
        for parent in self.parents.values():
            children = Page.objects.child_of(parent).count()
            Page.objects.filter(pk=parent.pk).update(numchild=children)


def _last_place(parent: Page) -> int:
    last = Page.objects.child_of(parent).order_by("path").last()
    return int(Page._str2int(last.path[-Page.steplen :])) if last else 0


def synthesise(
    *, wanted: int, now: datetime, said: Callable[[int], None] = lambda done: None
) -> int:
    """Add made-up actions to the libraries that exist; returns how many pages they have.

    `said` hears how many are done after each batch. Batches are transactions of their own, so that
    an interrupted run leaves whole actions.
    """
    libraries = Libraries.existing()
    # A second run adds others: the first one's keys and numbers are taken.
    chance = random.Random(ActionRecord.objects.count())  # noqa: S311  (no secret hangs on it)
    pages = 0
    with transaction.atomic():
        offices = _offices(chance)
    writer = _Writer(libraries, offices, chance, now)
    for start in range(0, wanted, BATCH):
        size = min(BATCH, wanted - start)
        with transaction.atomic():
            pages += writer.write(start, size)
            libraries.count_children()
        said(start + size)
    return pages


def _offices(chance: random.Random) -> list[Office]:
    countries = list(Country.objects.order_by("code"))
    made = Office.objects.bulk_create(
        Office(
            title_en=f"Made-up Minister {place + 1}",
            title_ur=f"فرضی وزیر {place + 1}",
            country=chance.choice(countries),
            address=f"{place + 1} Example Street\nExample Town",
            emails=f"minister-{place + 1}@example.org",
        )
        for place in range(OFFICES)
    )
    Holder.objects.bulk_create(
        Holder(office=office, name_en=f"Holder {office.pk}", salutation_en="Dear Minister,")
        for office in made
    )
    return made


class _Writer:
    """Writes batches; what chance chooses goes on from one to the next."""

    def __init__(
        self, libraries: Libraries, offices: list[Office], chance: random.Random, now: datetime
    ) -> None:
        self.libraries, self.offices, self.chance, self.now = libraries, offices, chance, now
        self.countries = list(Country.objects.order_by("code"))
        self.topics = list(Topic.objects.order_by("pk"))
        self.kind = ContentType.objects.get_for_model(UrgentActionPage)
        self.serials: dict[int, int] = dict(
            ActionRecord.objects.filter(serial__isnull=False, year__isnull=False)
            .values_list("year")
            .annotate(Max("serial"))
        )
        self.previous: ActionRecord | None = None

    def write(self, start: int, size: int) -> int:
        """Write the actions `start` to `start + size`; returns how many pages that made."""
        records = [self._record(start + place) for place in range(size)]
        ActionRecord.objects.bulk_create(records)
        self._name(records)
        targets = [
            RecordOffice(
                record=record,
                office=self.chance.choice(self.offices),
                role=RecordOffice.Role.TARGET,
                position=0,
                block_id=str(uuid.uuid4()),
            )
            for record in records
        ]
        RecordOffice.objects.bulk_create(targets)
        pages = [
            self._page(record, target, language, seed=start + place)
            for place, (record, target) in enumerate(zip(records, targets, strict=True))
            for language in self.libraries.parents
            if language == "en" or self.chance.randrange(100) < SHARES[language]
        ]
        _insert(pages)
        return len(pages)

    def _record(self, place: int) -> ActionRecord:
        previous = self.previous
        if previous and previous.sequence == 1 and self.chance.randrange(100) < IN_SERIES:
            serial, year, sequence = previous.serial, previous.year, 2
            issued = (previous.issued_on or self.now.date()) + timedelta(days=30)
        else:
            issued = self.now.date() - timedelta(days=self.chance.randrange(YEARS * 365))
            year, sequence = issued.year, 1
            serial = self.serials[year] = (self.serials.get(year) or 0) + 1
        fate = self.chance.randrange(100)
        closed = WITHDRAWN <= fate < WITHDRAWN + CLOSED
        self.previous = ActionRecord(
            translation_key=uuid.UUID(int=self.chance.getrandbits(128), version=4),
            source_locale_id=self.libraries.parents["en"].locale_id,
            serial=serial,
            year=year,
            sequence=sequence,
            issued_on=min(issued, self.now.date()),
            act_by=issued + timedelta(days=LIFE),
            closed_at=self.now if closed else None,
            outcome=self.chance.choice(Outcome.values) if closed else "",
            withdrawn_at=self.now if fate < WITHDRAWN else None,
            published_at=self.now,
        )
        return self.previous

    def _name(self, records: list[ActionRecord]) -> None:
        """Give each a country or two and a topic."""
        lists: tuple[tuple[Any, str, list[Any], int], ...] = (
            (ActionRecord.countries.through, "country", self.countries, 2),
            (ActionRecord.topics.through, "topic", self.topics, 1),
        )
        for through, name, rows, most in lists:
            through.objects.bulk_create(
                through(**{"actionrecord": record, name: row})
                for record in records
                for row in self.chance.sample(rows, min(len(rows), self.chance.randint(1, most)))
            )

    def _page(
        self, record: ActionRecord, target: RecordOffice, language: str, *, seed: int
    ) -> UrgentActionPage:
        parent, told = self.libraries.parents[language], Case(seed).told(language)
        words = WORDS[language]
        number = number_of(record)
        slug = label_slug(number) if number else str(record.translation_key)
        body = "".join(f"<p>{paragraph}</p>" for paragraph in told["paragraphs"])
        facts = {name: getattr(record, name) for name in FACT_FIELDS if name in RECORD_FACTS}
        return UrgentActionPage(
            **facts,
            title=told["title"],
            draft_title=told["title"],
            slug=slug,
            url_path=f"{parent.url_path}{slug}/",
            path=self.libraries.next_path(language),
            depth=parent.depth + 1,
            numchild=0,
            content_type=self.kind,
            locale=parent.locale,
            translation_key=record.translation_key,
            live=True,
            first_published_at=self.now,
            last_published_at=self.now,
            is_example=True,
            introduction=f"<p>{told['introduction']}</p>",
            steps=[_block("step", {"text": f"<p>{words.step}</p>", "reports": False}, seed)],
            targets=[
                {
                    "type": "target",
                    "id": target.block_id,
                    "value": {"office": target.office_id, "salutation": "", "note": ""},
                }
            ],
            letters=[
                _block(
                    "letter",
                    {
                        "office": None,
                        "salutation": words.salutation,
                        "body": body,
                        "sign_off": words.sign_off,
                        "short_body": told["short"],
                    },
                    seed,
                )
            ],
            additional_information=[_block("text", body, seed)],
            people=[_block("person", {"name": told["who"], "pronoun": "", "group": False}, seed)],
        )


RECORD_FACTS = frozenset(field.name for field in ActionRecord._meta.concrete_fields)


def _block(kind: str, value: Any, seed: int) -> dict[str, Any]:
    """A block, with the same id in every language, as translating leaves it."""
    return {
        "type": kind,
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}-{seed}")),
        "value": value,
    }


def _insert(pages: list[UrgentActionPage]) -> None:
    """Insert pages and what is theirs: bulk_create does not do models with a table of a parent."""
    fields: list[models.Field[Any, Any]] = list(Page._meta.local_concrete_fields)
    bases = Page.objects.bulk_create(
        Page(**{f.attname: getattr(page, f.attname) for f in fields if not f.primary_key})
        for page in pages
    )
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.page_ptr_id = base.pk
    UrgentActionPage._base_manager._insert(
        pages, fields=UrgentActionPage._meta.local_concrete_fields, using=Page.objects.db
    )
