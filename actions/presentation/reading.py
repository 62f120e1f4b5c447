"""Reads what the page of an action shows: five queries, whatever it holds; names when asked."""

from datetime import datetime
from functools import partial

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from actions.models import ActionRecord, RecordOffice, UrgentActionPage
from actions.presentation.names import draft_names_of, names_of
from actions.presentation.view import ActionView
from actions.services import draft_record, offices_of

# What is read of the other actions of a series; of their words only what happened since.
LISTED = ("title", "slug", "url_path", "path", "depth", "translation_key", "locale", "live")


def present(
    page: UrgentActionPage, *, request: HttpRequest | None, now: datetime, draft: bool = False
) -> ActionView:
    """The view of a page for a reader; with the page's own draft facts for a preview."""
    series = list(
        ActionRecord.objects.filter(
            Q(translation_key=page.translation_key)
            | Q(serial=page.serial, year=page.year, serial__isnull=False)
        ).order_by("-sequence")
    )
    record = next((r for r in series if r.translation_key == page.translation_key), None)
    if draft or record is None:
        record = draft_record(page)
    pages = list(
        UrgentActionPage.objects.filter(
            translation_key__in=[r.translation_key for r in series],
            live=True,
            alias_of__isnull=True,
        )
        .select_related("locale")
        .only(*LISTED, "updates")
    )
    drafted = not record.pk or (draft and record.source_locale_id == page.locale_id)
    return ActionView(
        page=page,
        record=record,
        series=series,
        pages=pages,
        offices=offices_of(page, record) if drafted else _offices(record),
        names=partial(draft_names_of, page, language=page.language)
        if drafted
        else partial(names_of, record, language=page.language),
        request=request,
        today=timezone.localdate(now),
    )


def _offices(record: ActionRecord) -> list[RecordOffice]:
    return list(
        record.offices.select_related(
            "office__organisation", "office__country", "office__embassy_of"
        ).prefetch_related("office__holders")
    )
