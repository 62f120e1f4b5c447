"""Writes made-up actions in bulk: rows as publishing leaves them, but for its revisions."""

import random
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max

from actions.choices import Outcome
from actions.models import ActionRecord, Country, Holder, Language, Office, RecordOffice, Topic
from actions.models.page import FACT_FIELDS, UrgentActionPage
from actions.models.record import number_of
from actions.numbers import slug as label_slug
from actions.synthesis.patterns import WORDS, Words
from actions.synthesis.rows import Libraries, block_ids, insert
from actions.synthesis.spread import SHARES, Spread
from actions.synthesis.telling import Case, Told

BATCH = 250  # actions to a transaction
YEARS = 20  # they are spread over
# Few offices are enough for a small library; a large one has more of them, up to a bound.
OFFICES, ACTIONS_AN_OFFICE, MOST_OFFICES = 40, 50, 1000
LIFE = 42  # days from issue to deadline
# Of a hundred actions: how many are closed, taken back, or followed by another on their case.
CLOSED, WITHDRAWN, IN_SERIES = 25, 1, 25


def synthesise(
    *, wanted: int, now: datetime, said: Callable[[int], None] = lambda done: None
) -> int:
    """Add made-up actions to the libraries that exist; returns how many pages they have.

    The same number on the same day adds the same actions to an empty library. (Their dates count
    back from `now`: of a library that grew old with its makers no action would be open.) `said`
    hears how many are done after each batch. Batches are transactions of their own, so that an
    interrupted run leaves whole actions.
    """
    libraries = Libraries.existing()
    # A second run adds others: the first one's cases, keys and numbers are taken.
    first = ActionRecord.objects.count()
    chance = random.Random(first)  # noqa: S311  (no secret hangs on it)
    pages = 0
    with transaction.atomic():
        offices = _offices(chance, min(MOST_OFFICES, OFFICES + wanted // ACTIONS_AN_OFFICE))
    writer = _Writer(libraries, offices, chance, now)
    for start in range(0, wanted, BATCH):
        size = min(BATCH, wanted - start)
        with transaction.atomic():
            pages += writer.write(range(first + start, first + start + size))
            libraries.count_children()
        said(start + size)
    return pages


def _offices(chance: random.Random, wanted: int) -> list[Office]:
    countries = list(Country.objects.order_by("code"))
    made = Office.objects.bulk_create(
        Office(
            title_en=f"Made-up Minister {place + 1}",
            title_ur=f"فرضی وزیر {place + 1}",
            country=chance.choice(countries),
            address=f"{place + 1} Example Street\nExample Town",
            emails=f"minister-{place + 1}@example.org",
        )
        for place in range(wanted)
    )
    Holder.objects.bulk_create(
        Holder(office=office, name_en=f"Holder {office.pk}", salutation_en="Dear Minister,")
        for office in made
    )
    return made


def _languages() -> list[Language]:
    """Those that officials are written to in: the libraries' own before all others."""
    own = list(WORDS)
    rows = Language.objects.order_by("code")
    return sorted(rows, key=lambda row: own.index(row.code) if row.code in own else len(own))


class _Writer:
    """Writes batches; what chance chooses goes on from one to the next."""

    def __init__(
        self, libraries: Libraries, offices: list[Office], chance: random.Random, now: datetime
    ) -> None:
        self.libraries, self.chance, self.now = libraries, chance, now
        self.offices = Spread(offices)
        self.ages = Spread(range(YEARS))  # a network grows: most actions are of the last years
        lists: tuple[tuple[Any, str, Spread[Any]], ...] = (
            (
                ActionRecord.countries.through,
                "country",
                _shuffled(Country.objects.order_by("code")),
            ),
            (ActionRecord.topics.through, "topic", _shuffled(Topic.objects.order_by("slug"))),
            (ActionRecord.preferred_languages.through, "language", Spread(_languages())),
        )
        self.lists = lists
        self.kind = ContentType.objects.get_for_model(UrgentActionPage)
        self.serials: dict[int, int] = dict(
            ActionRecord.objects.filter(serial__isnull=False, year__isnull=False)
            .values_list("year")
            .annotate(Max("serial"))
        )
        self.previous: ActionRecord | None = None

    def write(self, seeds: Sequence[int]) -> int:
        """Write an action for each seed; returns how many pages that made."""
        records = [self._record() for _ in seeds]
        ActionRecord.objects.bulk_create(records)
        self._name(records)
        made = [
            _Action(record, self.offices.pick(self.chance), Case(seed), block_ids(seed))
            for record, seed in zip(records, seeds, strict=True)
        ]
        RecordOffice.objects.bulk_create(action.target() for action in made)
        pages = [
            self._page(action, language)
            for action in made
            for language in self.libraries.parents
            if self.chance.randrange(100) < SHARES[language]
        ]
        insert(pages)
        return len(pages)

    def _record(self) -> ActionRecord:
        previous, today = self.previous, self.now.date()
        if previous and previous.sequence == 1 and self.chance.randrange(100) < IN_SERIES:
            serial, year, sequence = previous.serial, previous.year, 2
            issued = (previous.issued_on or today) + timedelta(days=30)
        else:
            days = self.ages.pick(self.chance) * 365 + self.chance.randrange(365)
            issued = today - timedelta(days=days)
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
            issued_on=min(issued, today),
            act_by=issued + timedelta(days=LIFE),
            closed_at=self.now if closed else None,
            outcome=self.chance.choice(Outcome.values) if closed else "",
            withdrawn_at=self.now if fate < WITHDRAWN else None,
            published_at=self.now,
        )
        return self.previous

    def _name(self, records: list[ActionRecord]) -> None:
        """Give each a country or two, a topic or two and what its officials read."""
        for through, name, rows in self.lists:
            through.objects.bulk_create(
                through(**{"actionrecord": record, name: row})
                for record in records
                for row in rows.pick_some(self.chance, most=2)
            )

    def _page(self, action: "_Action", language: str) -> UrgentActionPage:
        parent, told = self.libraries.parents[language], action.case.told(language)
        return UrgentActionPage(
            **action.facts,
            **action.streams(told, WORDS[language]),
            title=told.title,
            draft_title=told.title,
            slug=action.slug,
            url_path=f"{parent.url_path}{action.slug}/",
            path=self.libraries.next_path(language),
            depth=parent.depth + 1,
            numchild=0,
            content_type=self.kind,
            locale=parent.locale,
            translation_key=action.record.translation_key,
            live=True,
            first_published_at=self.now,
            last_published_at=self.now,
            is_example=True,
            introduction=f"<p>{told.introduction}</p>",
        )


class _Action:
    """A made-up action, as far as it is the same in every language."""

    def __init__(
        self, record: ActionRecord, office: Office, case: Case, block_ids: dict[str, str]
    ) -> None:
        self.record, self.office, self.case, self.block_ids = record, office, case, block_ids
        number = number_of(record)
        self.slug = label_slug(number) if number else str(record.translation_key)
        self.facts = {name: getattr(record, name) for name in FACT_FIELDS if name in RECORD_FACTS}

    def target(self) -> RecordOffice:
        """Whom it writes to."""
        return RecordOffice(
            record=self.record,
            office=self.office,
            role=RecordOffice.Role.TARGET,
            position=0,
            block_id=self.block_ids["target"],
        )

    def streams(self, told: Told, words: Words) -> dict[str, list[dict[str, Any]]]:
        """The blocks of its page in a language."""
        letter = {
            "office": None,
            "salutation": words.salutation,
            "body": told.letter,
            "sign_off": words.sign_off,
            "short_body": told.short,
        }
        return {
            "steps": self._block("step", {"text": f"<p>{words.step}</p>", "reports": False}),
            "targets": self._block(
                "target", {"office": self.office.pk, "salutation": "", "note": ""}
            ),
            "letters": self._block("letter", letter),
            "additional_information": self._block("text", told.background),
            "people": self._block("person", {"name": told.who, "pronoun": "", "group": False}),
        }

    def _block(self, kind: str, value: Any) -> list[dict[str, Any]]:
        return [{"type": kind, "id": self.block_ids[kind], "value": value}]


def _shuffled(rows: Any) -> Spread[Any]:
    return Spread(rows, shuffled=True)


RECORD_FACTS = frozenset(field.name for field in ActionRecord._meta.concrete_fields)
