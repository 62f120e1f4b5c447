"""Offices of actions that are no longer open: they stay as they were when the writing stopped.

Whoever changes an office first freezes it onto those actions. An action that is open shows what
the directory has; so does one that a later action supersedes while letters on it still help in
some language (actions/states.py).
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q

from actions import states
from actions.models import ActionRecord, Holder, Office, RecordOffice, UrgentActionPage
from actions.states import State

COLUMNS = tuple(settings.MODELTRANSLATION_LANGUAGES)
TITLES = tuple(f"title_{code}" for code in COLUMNS)
NAMES = tuple(f"name_{code}" for code in COLUMNS)
HELD = tuple(f"{field}_{code}" for field in ("name", "honorific", "salutation") for code in COLUMNS)
PRINTED = ("address", "phone", "fax", "emails", "x_handle", "website")
BODIES = ("organisation", "country", "embassy_of")


def freeze(*, offices: Collection[int], today: date) -> int:
    """Keep offices (by their ids) as they are now on the actions that are no longer open.

    What is frozen already stays. Returns how many uses were frozen; the number of queries is the
    same for one use and for many.
    """
    uses = list(
        RecordOffice.objects.filter(office__in=offices, frozen__isnull=True)
        .select_related("record", *(f"office__{body}" for body in BODIES))
        .prefetch_related("office__holders")
    )
    writing = writing_goes_on({use.record for use in uses}, today=today)
    stopped = [use for use in uses if use.record.translation_key not in writing]
    for use in stopped:
        day = min(use.record.stopped_on() or today, today)
        use.frozen = snapshot(use.office, day=day)
    if stopped:
        RecordOffice.objects.bulk_update(stopped, ["frozen"], batch_size=200)
    return len(stopped)


def thaw(*, record: ActionRecord) -> None:
    """Let an action that is open again show its offices as the directory has them now."""
    record.offices.filter(frozen__isnull=False).update(frozen=None)


def snapshot(office: Office, *, day: date) -> dict[str, Any]:
    """All that a card shows of an office and of its holder on a day, as JSON."""
    holder = office.holder_on(day)
    bodies = {body: getattr(office, body) for body in BODIES}
    return {
        "office": {name: getattr(office, name) or "" for name in (*TITLES, *PRINTED)},
        "verified_on": office.verified_on.isoformat() if office.verified_on else None,
        "holder": {name: getattr(holder, name) or "" for name in HELD} if holder else None,
        "code": office.country.code if office.country else "",
        **{
            body: {name: getattr(row, name) or "" for name in NAMES} if row else None
            for body, row in bodies.items()
        },
    }


def as_it_was(use: RecordOffice) -> tuple[Office, Holder | None]:
    """The office and holder that a use was frozen with, as unsaved rows of the directory."""
    kept: Any = use.frozen
    office = Office(pk=use.office_id, **kept["office"])
    office.verified_on = date.fromisoformat(kept["verified_on"]) if kept["verified_on"] else None
    for body in BODIES:
        model: Any = Office._meta.get_field(body).related_model
        if kept[body]:
            setattr(office, body, model(**kept[body]))
    if office.country:
        office.country.code = kept["code"]
    return office, Holder(**kept["holder"]) if kept["holder"] else None


def writing_goes_on(records: Iterable[ActionRecord], *, today: date) -> set[Any]:
    """The translation keys of those that readers can write on today, in some language."""
    wanted = {record.translation_key for record in records}
    found = list(ActionRecord.objects.filter(translation_key__in=wanted).with_state(today=today))
    going = {record.translation_key for record in found if record.state == State.OPEN}
    superseded = [record for record in found if record.state == State.SUPERSEDED]
    if not superseded:
        return going
    series = list(
        ActionRecord.objects.filter(
            Q(serial__in={record.serial for record in superseded}),
            Q(year__in={record.year for record in superseded}),
            withdrawn_at=None,
        )
    )
    languages: dict[Any, set[str]] = {record.translation_key: set() for record in series}
    for key, code in UrgentActionPage.objects.filter(
        translation_key__in=list(languages), live=True, alias_of=None
    ).values_list("translation_key", "locale__language_code"):
        languages[key].add(code)
    return going | {
        record.translation_key
        for record in superseded
        if _still_helps(record, series, languages, today=today)
    }


def _still_helps(
    record: ActionRecord,
    series: list[ActionRecord],
    languages: dict[Any, set[str]],
    *,
    today: date,
) -> bool:
    """Whether a superseded action may still be written on in a language that it is live in."""
    later = [
        other
        for other in series
        if (other.serial, other.year) == (record.serial, record.year)
        and (other.sequence or 0) > (record.sequence or 0)
        and languages[other.translation_key]
    ]
    newest = max(later, key=lambda other: other.sequence or 0, default=None)
    if newest is None:
        return False
    facts = states.Facts(
        act_by=record.act_by,
        newest=states.Newest(
            languages=frozenset(languages[newest.translation_key]),
            closed=newest.closed_at is not None,
            stops_earlier_letters=newest.stops_earlier_letters,
        ),
    )
    return any(
        states.allowed(facts, language=code, today=today).may_write
        for code in languages.get(record.translation_key, ())
    )
