"""Signals that translation listens to; each calls one service."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision

from cms.localisation import releasing, services


def unpublish_translations(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """An unpublished source is gone in every language."""
    services.unpublish_translations(page=instance)


def refresh_source(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A published source: translators work on what it says now."""
    if instance.live:  # Wagtail sends the signal for what is only scheduled, too
        services.refresh_source(page=instance)


def carry_out_release(
    sender: type[Page], instance: Page, revision: Revision, **kwargs: Any
) -> None:
    """A version went live with which translations were to go live."""
    if instance.live:
        releasing.carry_out(page=instance, revision=revision, now=timezone.now())
