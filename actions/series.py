"""Actions on one case: which page a reader is led to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from actions.models import ActionRecord, UrgentActionPage
from actions.numbers import parse_exact


@dataclass(frozen=True)
class Destination:
    """Where a number leads; nowhere but to the word that it was withdrawn, where all of it was."""

    url: str = ""
    withdrawn: bool = False


def page_for_reader(
    number: str, *, sequence: int | None = None, language: str
) -> Destination | None:
    """The newest live action of a series, or the one at `sequence`, in the reader's language.

    Falls back to the language it was written in; None where no such action is known.
    """
    parsed = parse_exact(number)
    if parsed is None:
        return None
    records = list(
        ActionRecord.objects.with_number(
            serial=parsed.serial, year=parsed.year, sequence=sequence
        ).order_by("-sequence")
    )
    pages = UrgentActionPage.objects.filter(
        translation_key__in=[record.translation_key for record in records],
        live=True,
        alias_of__isnull=True,
        locale__language_code__in=settings.SITE_LANGUAGES,
    ).select_related("locale")
    by_key: dict[object, dict[str, UrgentActionPage]] = {}
    for page in pages:
        by_key.setdefault(page.translation_key, {})[page.language] = page
    for record in records:
        versions = by_key.get(record.translation_key)
        if versions and not record.withdrawn_at:
            page = versions.get(language) or next(
                (p for p in versions.values() if p.locale_id == record.source_locale_id),
                next(iter(versions.values())),
            )
            return Destination(url=page.get_url() or "")
    return Destination(withdrawn=True) if any(r.withdrawn_at for r in records) else None


def find_action(language: str, parts: Sequence[str]) -> UrgentActionPage | None:
    """The action at an address such as `/en/actions/second-ua-109-23/`, for cms.routing."""
    if len(parts) != 2:
        return None
    return (
        UrgentActionPage.objects.filter(
            slug=parts[1],
            url_path__endswith=f"/{parts[0]}/{parts[1]}/",
            depth=4,
            live=True,
            locale__language_code=language,
        )
        .select_related("locale")
        .first()
    )
