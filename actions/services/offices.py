"""The acts on an office: correct, succeed. Each is one transaction, and stands in the logs.

Actions that are no longer open keep what was valid when they stopped: each act freezes the office
onto them before it changes anything.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from actions.models import Holder, Office, UrgentActionPage
from actions.rewriting import replace_words
from actions.services.freezing import freeze
from actions.services.log import log_on_pages


@contextmanager
def change_office(office_id: int, *, today: date) -> Iterator[None]:
    """Around every change of an office or its holders: one transaction, stopped actions first."""
    with transaction.atomic():
        Office.objects.select_for_update().filter(pk=office_id).first()
        freeze(offices=[office_id], today=today)
        yield


def correct_office(
    *, office: Office, pages: Iterable[UrgentActionPage], reason: str, by: Any = None, today: date
) -> None:
    """Save an office with what was wrong in it set right; `pages` get a line in their history.

    Raises ValidationError where the office isn't valid.
    """
    office.full_clean()
    with change_office(office.pk, today=today):
        office.save()
        log_office(office, "actions.correct", pages=pages, by=by, reason=reason)


def succeed(
    *,
    office: Office,
    holder: Holder,
    words: Mapping[str, str],
    places: Collection[tuple[int, str]],
    pages: Iterable[UrgentActionPage],
    reason: str,
    by: Any = None,
    today: date,
) -> int:
    """Let a new holder follow from `holder.since`; the one before holds it until the day before.

    `words` (old name → new) are replaced in `places` (page id, path) of the pages. Returns in how
    many places they were. Raises ValidationError as `predecessor` does.
    """
    if holder.since is None:
        raise ValidationError({"since": _("From which day? The one before ends the day before.")})
    with change_office(office.pk, today=today):
        before = predecessor(office, since=holder.since)
        if before:
            before.until = holder.since - timedelta(days=1)
            before.save(update_fields=["until"])
        holder.office = office
        holder.save()
        pages = list(pages)
        replaced = 0
        if words and places:
            keys = {page.translation_key for page in pages}
            replaced = replace_words(words=words, keys=keys, places=places)
        log_office(office, "actions.succeed", pages=pages, by=by, reason=reason)
    return replaced


def predecessor(office: Office, *, since: date) -> Holder | None:
    """Who holds an office on the day that a new holder begins; the term isn't to end before it.

    Raises ValidationError where somebody else begins on that day or later.
    """
    for other in office.holders.all():
        if other.since and other.since >= since:
            raise ValidationError(
                {
                    "since": ValidationError(
                        _("%(name)s holds it from %(day)s. Correct that term first."),
                        params={"name": other.name, "day": date_format(other.since)},
                    )
                }
            )
    return office.holder_on(since)


def log_office(
    office: Office, action: str, *, pages: Iterable[UrgentActionPage], by: Any, reason: str
) -> None:
    """A line in the history of the office, and of each page that it touches, in two queries."""
    data = {"office": str(office), "reason": reason}
    log(instance=office, action=action, user=by, data=data)
    log_on_pages(pages, action, by=by, data=data)
