"""What somebody's desk is laid out from: read once a request, and only what is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from actions.admin.dashboard.desk_pages import DeskPages, read_desk_pages
from actions.admin.dashboard.found import AllFound, Found, read_found
from actions.admin.dashboard.open_work import OpenAction, OpenWork, PageRow, read_open_work
from actions.admin.dashboard.reach import Reach
from actions.admin.dashboard.stale_offices import StaleOffice, read_stale_offices
from cms.navigation import site_order


@dataclass(frozen=True)
class Ending:
    """An action that ends soon: the page to edit, and the page to act on where that is allowed."""

    action: OpenAction
    page: PageRow
    act_on: int | None


@dataclass(frozen=True)
class Untranslated:
    """An action that readers don't have in a language, and where the translation is made."""

    action: OpenAction
    edit_source: int | None
    draft: bool
    edit_draft: int | None
    submit_url: str


class Desk:
    """The work of one person, filtered by what they may see and edit."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.today = timezone.localdate()
        self.reach = Reach(user)
        self.asked_to_check = False

    @cached_property
    def work(self) -> OpenWork:
        """The open actions, and the languages that have a home page."""
        return read_open_work(today=self.today)

    @cached_property
    def pages(self) -> DeskPages:
        """What waits for review, and what this person edited last or keeps locked."""
        return read_desk_pages(self.user)

    @cached_property
    def stale_offices(self) -> list[StaleOffice]:
        """The offices that want checking."""
        return read_stale_offices(today=self.today)

    @cached_property
    def found(self) -> AllFound:
        """What the consistency check found."""
        return read_found(self.work, today=self.today, asked=self.asked_to_check)

    def passed_key_dates(self) -> list[Found]:
        """The texts that name a key date which has passed, of pages they may edit."""
        return [found for found in self.found.key_dates if self._may_edit(found.page)]

    def findings(self) -> list[Found]:
        """What else the check found, of pages they may edit."""
        return [found for found in self.found.others if self._may_edit(found.page)]

    @cached_property
    def languages(self) -> list[str]:
        """Those of the site that have a home page and that this person may change."""
        return sorted(
            (code for code, path in self.work.homes.items() if self.reach.may_edit(path)),
            key=site_order,
        )

    def endings(self) -> Iterator[Ending]:
        """The open actions that end within a week and of which they may edit a page."""
        for action in self.work.actions:
            page = self._page_to_edit(action) if action.ends_soon else None
            if page:
                may_act = self.reach.may("publish", action.source.path)
                yield Ending(action, page, action.source.pk if may_act else None)

    def untranslated(self, language: str) -> Iterator[Untranslated]:
        """The open actions that have no live page in a language."""
        may_submit = self.user.has_perm("wagtail_localize.submit_translation")
        for action in self.work.actions:
            page = action.pages.get(language)
            if page and page.live:
                continue
            yield Untranslated(
                action=action,
                edit_source=action.source.pk if self._may_edit(action.source) else None,
                draft=page is not None,
                edit_draft=page.pk if page and self._may_edit(page) else None,
                submit_url="" if page or not may_submit else _submit_url(action, language),
            )

    def _page_to_edit(self, action: OpenAction) -> PageRow | None:
        """The page in the language it was written in, else another that they may change."""
        pages = sorted(action.pages.values(), key=lambda page: page is not action.source)
        return next(filter(self._may_edit, pages), None)

    def _may_edit(self, page: PageRow) -> bool:
        return self.reach.may_edit(page.path, owner=page.owner)


def desk_of(request: HttpRequest) -> Desk:
    """The desk of who asks, laid out once a request."""
    known: Any = getattr(request, "_qalam_desk", None)
    if known is None:
        known = request._qalam_desk = Desk(request.user)  # type: ignore[attr-defined]
    return known


def _submit_url(action: OpenAction, language: str) -> str:
    """Where wagtail-localize makes the draft to translate, with the language chosen."""
    address = reverse("wagtail_localize:submit_page_translation", args=[action.source.pk])
    return f"{address}?{urlencode({'select_locale': language})}"
