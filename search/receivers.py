"""Signals that search listens to; each calls one service."""

from typing import Any

from django.db.models import Model
from wagtail.models import Page, PageViewRestriction

from actions.models import UrgentActionPage
from search import changes


def page_changed(sender: type, instance: UrgentActionPage, **kwargs: Any) -> None:
    """An action went live or was taken down in a language."""
    changes.actions_changed([instance.translation_key])


def page_gone(sender: type, instance: UrgentActionPage, **kwargs: Any) -> None:
    """An action was deleted in a language."""
    changes.page_gone(instance.translation_key)


def page_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page, with all below it, stands elsewhere: perhaps where only some may read it."""
    changes.page_moved(instance.path)


def directory_changed(sender: type, instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """A country, topic, language, organisation, office or holder was changed."""
    if not raw:  # a fixture that is loaded
        changes.directory_changed(instance)


def directory_goes(sender: type, instance: Model, **kwargs: Any) -> None:
    """A row of the directory is about to be deleted, and with it what says who shows it."""
    instance._was_shown_by = changes.shown_by(instance)  # type: ignore[attr-defined]


def directory_gone(sender: type, instance: Model, **kwargs: Any) -> None:
    """A row of the directory was deleted."""
    changes.actions_changed(instance._was_shown_by)  # type: ignore[attr-defined]


def restriction_changed(
    sender: type, instance: PageViewRestriction, raw: bool = False, **kwargs: Any
) -> None:
    """Who may read a page, and what is below it, changed."""
    if not raw:
        changes.page_moved(instance.page.path)
