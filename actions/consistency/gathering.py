"""What the checks of many pages share, read at once: offices, images, other actions."""

from typing import Any

from django.db.models import Q, prefetch_related_objects
from wagtail.images import get_image_model

from actions.consistency.checks.number import foreign_numbers
from actions.consistency.subject import Directory, Subject
from actions.models import Office, UrgentActionPage


def fill(subjects: list[Subject]) -> None:
    """Read offices, images and other actions for all pages at once."""
    blocks = [
        block
        for subject in subjects
        for name in ("targets", "copies", "letters", "additional_information")
        for block in subject.blocks[name]
    ]
    directory = Directory(
        offices=_offices({block.get("office") for block in blocks} - {None}),
        images=_images({b.get("image") for b in blocks if b.type == "image"} - {None}),
        numbers=_numbers({n for s in subjects for n in foreign_numbers(s)}),
    )
    for subject in subjects:
        subject.directory = directory


def _offices(ids: set[int]) -> dict[int, Office]:
    if not ids:
        return {}
    offices = list(Office.objects.filter(pk__in=ids).select_related("organisation"))
    prefetch_related_objects(offices, "holders")
    return {office.pk: office for office in offices}


def _images(ids: set[int]) -> dict[int, Any]:
    return get_image_model().objects.in_bulk(ids) if ids else {}


def _numbers(named: set[tuple[int, int]]) -> set[tuple[int, int, int | None]]:
    """Those of the numbers that actions of ours have, drafts too."""
    if not named:
        return set()
    which = Q()
    for serial, year in named:
        which |= Q(serial=serial, year=year)
    pages = UrgentActionPage.objects.filter(which, alias_of=None)
    return set(pages.values_list("serial", "year", "sequence").distinct())
