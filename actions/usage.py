"""What an office is used by: the open actions, their languages, letters and salutations.

Read before the directory's acts (actions/services/offices.py), and shown beside an office.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from actions.models import ActionRecord, RecordOffice, UrgentActionPage
from actions.presentation.parts import words_by_id
from actions.rewriting import Mention, find_mentions
from actions.services.freezing import writing_goes_on
from actions.states import State
from cms.navigation import site_order


@dataclass(frozen=True)
class Words:
    """What one language of an action says to an office."""

    page: UrgentActionPage
    language: str
    salutations: tuple[str, ...] = ()
    letters: int = 0
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Use:
    """An open action that an office, or a text about it, stands in."""

    record: ActionRecord
    roles: tuple[str, ...]
    versions: list[Words] = field(default_factory=list)

    @property
    def source(self) -> UrgentActionPage:
        """The page that the action was written on, else another of it."""
        pages = [version.page for version in self.versions]
        written = (p for p in pages if p.locale_id == self.record.source_locale_id)
        return next(written, pages[0])

    @property
    def mentions(self) -> list[Mention]:
        """The texts that name what was asked for, in every language."""
        return [mention for version in self.versions for mention in version.mentions]


def open_uses(*, offices: Collection[int], names: Sequence[str] = (), today: date) -> list[Use]:
    """The actions that readers can write on which use an office, or whose text has a name.

    By deadline, those without one last. The number of queries is the same for one and for many.
    """
    uses = list(RecordOffice.objects.filter(office__in=offices).select_related("record"))
    records = {use.record.translation_key: use.record for use in uses}
    going = writing_goes_on(records.values(), today=today)
    if names:
        others = ActionRecord.objects.open(today=today).live()
        named = {record.translation_key: record for record in others}
        going |= named.keys()
        records = named | records
    found = _versions(going, offices=offices, names=names)
    roles: dict[Any, list[str]] = {}
    for use in uses:
        roles.setdefault(use.record.translation_key, []).append(str(use.get_role_display()))
    result = [
        Use(records[key], tuple(dict.fromkeys(roles.get(key, ()))), versions)
        for key, versions in found.items()
        if versions and (key in roles or any(version.mentions for version in versions))
    ]
    return sorted(result, key=lambda use: (use.record.act_by or date.max, use.record.pk))


def _versions(
    keys: Collection[Any], *, offices: Collection[int], names: Sequence[str]
) -> dict[Any, list[Words]]:
    """The live pages of actions, with what each says to the offices."""
    pages = list(
        UrgentActionPage.objects.filter(
            translation_key__in=list(keys), live=True, alias_of=None
        ).select_related("locale")
    )
    mentions: dict[int, list[Mention]] = {}
    for mention in find_mentions(names=names, pages=pages) if names else ():
        mentions.setdefault(mention.page_id, []).append(mention)
    found: dict[Any, list[Words]] = {key: [] for key in keys}
    for page in sorted(pages, key=lambda page: site_order(page.language)):
        letters = [
            letter
            for letter in words_by_id(page.letters).values()
            if not letter.get("office") or letter["office"] in offices
        ]
        cards = [c for c in words_by_id(page.targets).values() if c.get("office") in offices]
        said = [row.get("salutation") or "" for row in (*cards, *letters)] if cards else []
        found[page.translation_key].append(
            Words(
                page=page,
                language=page.language,
                salutations=tuple(dict.fromkeys(text for text in said if text)),
                letters=len(letters) if cards else 0,
                mentions=tuple(mentions.get(page.pk, ())),
            )
        )
    return found


def with_open_actions(offices: QuerySet[Any], *, today: date) -> QuerySet[Any]:
    """Offices with `open_actions`, how many open actions use each."""
    used = (
        RecordOffice.objects.filter(
            office=OuterRef("pk"),
            record__in=ActionRecord.objects.live()
            .with_state(today=today)
            .filter(state=State.OPEN)
            .values("pk"),
        )
        .order_by()
        .values("office")
        .annotate(count=Count("record", distinct=True))
        .values("count")
    )
    count = Coalesce(Subquery(used, output_field=IntegerField()), 0)
    return offices.annotate(open_actions=count)
