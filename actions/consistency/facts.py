"""The facts that a page's words are held against, and the page that it was translated from."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q
from wagtail_localize.models import Translation

from actions.consistency.subject import Directory, Facts, KeyDate, Subject
from actions.models import ActionRecord, UrgentActionPage
from actions.models.record import number_of
from actions.states import State


def records_of(which: Q, *, today: date) -> dict[UUID, ActionRecord]:
    """Records with their state, by translation key."""
    found = ActionRecord.objects.with_state(today=today).filter(which)
    return {record.translation_key: record for record in found}


def _public_facts(record: ActionRecord) -> Facts:
    """The facts of a record."""
    return Facts(
        number=record.number,
        index_number=record.index_number,
        issued_on=record.issued_on,
        act_by=record.act_by,
        key_dates=tuple(
            KeyDate(date.fromisoformat(fact["date"]), fact["id"]) for fact in record.key_dates
        ),
        open=record.state == State.OPEN.value,  # type: ignore[attr-defined]  # annotated
    )


def _draft_facts(page: UrgentActionPage, record: ActionRecord | None, today: date) -> Facts:
    """The facts that publishing a page would write; the deadline stays the record's."""
    act_by = record.act_by if record else page.act_by
    ended = bool(act_by and act_by < today)
    state = record.state if record else State.OPEN.value  # type: ignore[attr-defined]  # annotated
    return Facts(
        number=number_of(page),
        index_number=page.index_number,
        issued_on=page.issued_on,
        act_by=act_by,
        key_dates=tuple(_key_dates(page)),
        open=state == State.OPEN.value and not ended,
    )


def _key_dates(page: UrgentActionPage) -> Iterable[KeyDate]:
    for entry in page.key_dates.raw_data:
        day = entry["value"].get("date")
        if day:
            yield KeyDate(date.fromisoformat(str(day)), entry.get("id") or "")


def with_facts(
    pages: list[UrgentActionPage], records: dict[UUID, ActionRecord], today: date
) -> Iterable[tuple[UrgentActionPage, Facts, Subject | None]]:
    """Each page with its facts, and the page that it was translated from."""
    sources = _sources(pages, records)
    for page in pages:
        record, source = records.get(page.translation_key), sources.get(page.pk)
        if source is None:
            yield page, _draft_facts(page, record, today), None
        else:
            facts = _public_facts(record) if record else _draft_facts(source, None, today)
            yield page, facts, Subject(source, facts, Directory(), today)


def _sources(
    pages: list[UrgentActionPage], records: dict[UUID, ActionRecord]
) -> dict[int, UrgentActionPage]:
    """The page that each translation was made from, by the translation's id."""
    unknown = [page for page in pages if page.translation_key not in records]
    made = (
        {
            (key, target): source
            for key, target, source in Translation.objects.filter(
                source__object_id__in=[page.translation_key for page in unknown]
            ).values_list("source__object_id", "target_locale_id", "source__locale_id")
        }
        if unknown
        else {}
    )
    wanted: dict[int, tuple[UUID, int]] = {}
    for page in pages:
        record = records.get(page.translation_key)
        locale = (
            record.source_locale_id if record else made.get((page.translation_key, page.locale_id))
        )
        if locale and locale != page.locale_id:
            wanted[page.pk] = (page.translation_key, locale)
    if not wanted:
        return {}
    found = UrgentActionPage.objects.filter(
        translation_key__in={key for key, _locale in wanted.values()}
    ).select_related("locale")
    rows = {(page.translation_key, page.locale_id): page for page in found}
    return {pk: rows[place] for pk, place in wanted.items() if place in rows}
