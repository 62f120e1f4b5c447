"""Release together: a page's latest draft and its translations go live in one transaction."""

import logging
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Revision

from cms.languages import own_name
from cms.localisation.models import Release, ReleasedTranslation
from cms.localisation.publishing import draft_translation, forget_errors
from cms.localisation.standing import Standing, source_problems, standings
from cms.localisation.words import latest_draft
from cms.wording import listed

logger = logging.getLogger(__name__)

RELEASED, PLANNED, CALLED_OFF = (
    "localisation.release",
    "localisation.plan_release",
    "localisation.call_off_release",
)


@transaction.atomic
def release(
    *, page: Page, locales: Iterable[Locale], by: Any, now: datetime, at: datetime | None = None
) -> None:
    """Publish a page's latest draft and its translations into some languages: all or nothing.

    With `at`, a time to come, what is said now goes live then; a release that was planned before
    is called off. Raises ValidationError with a message for each thing that isn't ready, and
    PermissionDenied for who may not publish every page of it.
    """
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    chosen = _ready(page, {locale.pk for locale in locales}, by=by)
    Release.objects.pending().of(page).delete()
    source = _source_revision(page, by=by, at=at)
    if not (source or chosen):
        raise ValidationError(
            _("There is nothing to release: the draft has nothing new, and no language is chosen.")
        )
    words = source.as_object() if source else page
    drafts = _drafts(chosen, words, by=by)
    if at:
        planned = Release.objects.create(page=page, revision=source, by=by)
        ReleasedTranslation.objects.bulk_create(
            ReleasedTranslation(release=planned, locale=locale, revision=revision)
            for locale, revision in drafts.items()
        )
    if source:
        source.publish(user=by)
    if not at:
        for revision in drafts.values():
            revision.publish(user=by)
        for standing in chosen:
            if standing.translation:
                forget_errors(standing.translation)
    _log(page, PLANNED if at else RELEASED, by=by, locales=drafts, at=at)


def carry_out(*, page: Page, revision: Revision, now: datetime) -> None:
    """Publish the translations that were to go live with a version of a page, which just did.

    In the transaction of that. A translation that can't be published any more holds back neither
    the page nor the other languages: it stays as it is, and the history names it.
    """
    planned = Release.objects.filter(revision=revision, released_at=None).first()
    if planned is None:
        return
    done, failed = [], []
    for item in planned.translations.select_related("locale", "revision"):
        try:
            with transaction.atomic():
                item.revision.publish(user=planned.by)
            done.append(item.locale)
        except (ValidationError, DatabaseError):
            logger.exception("Release of page %s: %s failed", page.pk, item.locale)
            failed.append(item.locale)
    planned.released_at = now
    planned.save(update_fields=["released_at"])
    _log(page, RELEASED, by=planned.by, locales=done, failed=failed)


@transaction.atomic
def call_off(*, page: Page, by: Any) -> bool:
    """Call off the release that is planned of a page; whether there was one.

    Raises PermissionDenied for who may not publish the page.
    """
    require_may_release(page, by)
    planned = Release.objects.pending().of(page).select_related("revision").first()
    if planned is None:
        return False
    planned.revision.approved_go_live_at = None
    planned.revision.save(update_fields=["approved_go_live_at"])
    draft = latest_draft(page.specific)
    if draft.go_live_at:
        # Otherwise the editor's next "Publish" would only plan it again.
        draft.go_live_at = None
        draft.save_revision(user=by, changed=False, clean=False)
    locales = [item.locale for item in planned.translations.select_related("locale")]
    _log(page, CALLED_OFF, by=by, locales=locales)
    planned.delete()
    return True


def may_release(page: Page, user: Any) -> bool:
    """Whether a person may release a page: who may publish it in its source language."""
    return bool(page.permissions_for_user(user).can_publish())


def require_may_release(page: Page, user: Any) -> None:
    """Raises PermissionDenied for who may not release a page."""
    if not may_release(page, user):
        raise PermissionDenied


def _ready(page: Page, chosen: Collection[int], *, by: Any) -> list[Standing]:
    """The languages that were chosen; ValidationError where they or the page aren't ready."""
    require_may_release(page, by)
    standing = [one for one in standings(page, by=by) if one.locale.pk in chosen]
    if not all(one.allowed for one in standing):
        raise PermissionDenied
    problems = [ValidationError(problem) for problem in source_problems(page, by=by)]
    for one in standing:
        problems += _said_of(one.locale, one.problems)
    if problems:
        raise ValidationError(problems)
    return standing


def _said_of(locale: Locale, problems: Iterable[str]) -> list[ValidationError]:
    """Problems with the name of their language before them."""
    return [
        ValidationError(
            _("%(language)s: %(problem)s"),
            params={"language": own_name(locale.language_code), "problem": problem},
        )
        for problem in problems
    ]


def _source_revision(page: Page, *, by: Any, at: datetime | None) -> Revision | None:
    """The version of the page that goes live; None where readers have it already."""
    draft = latest_draft(page)
    if at is None and page.live and not page.has_unpublished_changes:
        return None
    if draft.go_live_at == at and page.latest_revision:
        return page.latest_revision
    draft.go_live_at = at
    revision: Revision = draft.save_revision(user=by, changed=False)
    return revision


def _drafts(chosen: list[Standing], words: Page, *, by: Any) -> dict[Locale, Revision]:
    """A version of each translation that says what the page will; ValidationError for the rest."""
    drafts: dict[Locale, Revision] = {}
    problems: list[ValidationError] = []
    for one in chosen:
        try:
            with transaction.atomic():
                drafts[one.locale] = _draft(one, words, by=by)
        except ValidationError as error:
            problems += _said_of(one.locale, error.messages)
    if problems:
        raise ValidationError(problems)
    return drafts


def _draft(standing: Standing, words: Page, *, by: Any) -> Revision:
    if standing.translation:
        return draft_translation(translation=standing.translation, words_of=words, by=by)
    page: Any = standing.page  # which is there: otherwise the language isn't ready
    revision: Revision = page.latest_revision or page.save_revision(user=by)
    return revision


def _log(
    page: Page,
    action: str,
    *,
    by: Any,
    locales: Iterable[Locale],
    at: datetime | None = None,
    failed: Iterable[Locale] = (),
) -> None:
    names = {
        name: listed(own_name(locale.language_code) for locale in group)
        for name, group in (("languages", locales), ("failed", failed))
    }
    log(
        instance=page,
        action=action,
        user=by,
        data={**names, "at": at.isoformat() if at else ""},
    )
