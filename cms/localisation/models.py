"""A release: a page and its translations that go live together at a set time."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


def keep_unless_page_goes(collector: Any, field: Any, rows: Any, using: str) -> None:
    """A revision that waits for its release isn't cleared away by `purge_revisions`.

    Deleting its page takes it along, as ever.
    """
    by_itself = isinstance(collector.origin, Revision)
    (models.PROTECT if by_itself else models.CASCADE)(collector, field, rows, using)


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases by where they stand."""

    def pending(self) -> "ReleaseQuerySet":
        """Those to come: their time holds for as long as Wagtail's schedule of the source does."""
        return self.filter(released_at=None, revision__approved_go_live_at__isnull=False)

    def of(self, page: Page) -> "ReleaseQuerySet":
        """Those of one page."""
        return self.filter(page_id=page.pk)


class Release(models.Model):
    """What is published together: one version of a page in its source language, and translations.

    The time is the one that Wagtail keeps with the source's revision, so that its own schedule,
    lock and "cancel" say the same as ours.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=keep_unless_page_goes, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return f"Release: page {self.page_id}, revision {self.revision_id}"

    @property
    def at(self) -> datetime | None:
        """When it is to happen; None once it has, or was called off."""
        at: datetime | None = self.revision.approved_go_live_at
        return at


class ReleasedTranslation(models.Model):
    """One translation of a release, in the version that whoever released it let go."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="translations")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=keep_unless_page_goes, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "locale"], name="a_language_once_in_a_release"
            )
        ]
        verbose_name = _("released translation")
        verbose_name_plural = _("released translations")

    def __str__(self) -> str:
        return f"{self.release}: {self.locale_id}"
