"""The next action of a series, begun as a copy of an earlier one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.blocks import StreamValue
from wagtail.models import Locale

from actions import numbering
from actions.models import ActionRecord, UrgentActionPage
from actions.models.page import NUMBER_FIELDS
from actions.numbers import ActionNumber
from actions.numbers import slug as number_slug
from actions.services.acts import must_not_be_withdrawn
from actions.services.permission import source_page
from cms.localisation.starting import languages_of, translate_as

# What was true of the earlier action alone: its dates, how it ended, what the importer left.
CLEARED: dict[str, Any] = {
    "issued_on": None,
    "act_by": None,
    "index_number": "",
    "reference": "",
    "reference_by": None,
    "stops_earlier_letters": False,
    "final_outcome": "",
    "unplaced": "",
    "seo_title": "",
    "go_live_at": None,
    "expire_at": None,
}


class DraftExists(ValidationError):
    """The next action of the series is being written already: `page`."""

    def __init__(self, page: UrgentActionPage) -> None:
        super().__init__(_("The next action of this series is a draft already."))
        self.page = page


def next_number(record: ActionRecord) -> ActionNumber:
    """The number that the next action of a series gets.

    Raises ValidationError for an action without a number, and one that was withdrawn; DraftExists
    where somebody has begun the next one.
    """
    must_not_be_withdrawn(record)
    number = record.number
    if number is None:
        raise ValidationError(_("This action has no number, and so no series. Give it one first."))
    begun = (
        UrgentActionPage.objects.filter(
            serial=number.serial, year=number.year, live=False, alias_of=None
        )
        .exclude(translation_key__in=ActionRecord.objects.values("translation_key"))
        .order_by("pk")
        .first()
    )
    if begun:
        raise DraftExists(begun)
    sequence = numbering.next_sequence(serial=number.serial, year=number.year)
    return ActionNumber(number.serial, number.year, sequence, number.kind)


def languages_to_copy(record: ActionRecord) -> list[Locale]:
    """The languages whose translations the next action starts from."""
    page = source_page(record)
    return languages_of(page) if page else []


@transaction.atomic
def start_next(*, record: ActionRecord, by: Any = None) -> UrgentActionPage:
    """Begin the next action of a series as a draft, in every language that the earlier one has.

    Its texts are the earlier one's, to start from; dates are empty, updates stay with the action
    that told them. Raises ValidationError as `next_number` does.
    """
    # Of two editors who begin it at once, the second finds the draft of the first.
    ActionRecord.objects.select_for_update().get(pk=record.pk)
    number = next_number(record)
    earlier = source_page(record)
    if earlier is None:
        raise ValidationError(_("The page that this action was written on isn't there any more."))
    numbered = {name: getattr(number, name) for name in NUMBER_FIELDS}
    page: UrgentActionPage = CopyPageAction(
        earlier,
        to=earlier.get_parent(),
        update_attrs={
            **CLEARED,
            **numbered,
            "slug": _free_slug(earlier, number_slug(number)),
            "draft_title": earlier.title,
            "key_dates": _without_dates(earlier.key_dates),
            "updates": StreamValue(earlier.updates.stream_block, [], is_lazy=True),
        },
        copy_revisions=False,
        keep_live=False,
        user=by,
    ).execute(skip_permission_checks=True)
    # Wagtail writes fields that aren't copied into the draft alone; the page's row tells others
    # that the number is taken.
    for name, value in numbered.items():
        setattr(page, name, value)
    page.save(update_fields=[*numbered])
    translate_as(page=page, earlier=earlier, by=by)
    return page


def _without_dates(stream: Any) -> StreamValue:
    """Key dates with their words, for the editor to date anew."""
    entries = [{**entry, "value": {**entry["value"], "date": None}} for entry in stream.raw_data]
    return StreamValue(stream.stream_block, entries, is_lazy=True)


def _free_slug(earlier: UrgentActionPage, wanted: str) -> str:
    """The label as slug; with a number behind it where another page has it."""
    parent, slug, count = earlier.get_parent(), wanted, 2
    while not earlier._slug_is_available(slug, parent):
        slug, count = f"{wanted}-{count}", count + 1
    return slug
