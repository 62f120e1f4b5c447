"""Signals that translation listens to; each calls one service."""

from typing import Any

from wagtail.models import Page

from cms.localisation import services


def unpublish_translations(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """An unpublished source is gone in every language."""
    services.unpublish_translations(page=instance)


def refresh_source(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A published source: translators work on what it says now."""
    services.refresh_source(page=instance)
