"""What the consistency check finds in the live pages of open actions, kept until they change.

The check reads every word of a page, which takes some hundredths of a second: too much to do for
every page each time that somebody opens the admin. A few pages that changed are checked on the way;
many, as after a start of the server, when somebody asks for it.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.core.cache import cache
from django.utils.translation import get_language

from actions.admin.dashboard.open_work import OpenAction, OpenWork, PageRow
from actions.consistency import Finding
from actions.consistency.reading import check_all
from actions.models import UrgentActionPage

KEY_DATE = "key-date"
KEPT_FOR = 7 * 24 * 60 * 60  # seconds
ON_THE_WAY = 20  # pages at most that are checked while somebody waits for the dashboard
WHEN_ASKED = 10  # seconds at most to check in, once somebody asked


@dataclass(frozen=True)
class Checked:
    """The findings of a page, and what it and the directory were like when they were found."""

    stamp: str
    shared: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Found:
    """A page with what was found in it."""

    action: OpenAction
    page: PageRow
    findings: tuple[Finding, ...]

    def only(self, wanted: Callable[[Finding], bool]) -> "Found":
        """The same with the findings that are wanted."""
        return Found(self.action, self.page, tuple(filter(wanted, self.findings)))


@dataclass(frozen=True)
class AllFound:
    """The pages with findings, the action that ends first first."""

    pages: list[Found]
    unchecked: int  # pages that changed since they were checked

    @property
    def key_dates(self) -> list[Found]:
        """The texts that name a key date which has passed."""
        return self._with(lambda finding: finding.code == KEY_DATE)

    @property
    def others(self) -> list[Found]:
        """Everything else."""
        return self._with(lambda finding: finding.code != KEY_DATE)

    def _with(self, wanted: Callable[[Finding], bool]) -> list[Found]:
        pages = (page.only(wanted) for page in self.pages)
        return [page for page in pages if page.findings]


def read_found(work: OpenWork, *, today: date, asked: bool = False) -> AllFound:
    """The findings of open actions, in the language of the admin.

    No query where nothing changed; a fixed number where a few pages did. What was found in a page
    that changed is left out until it is checked again; where the directory changed, it stays.
    """
    live = {
        page.pk: (action, page, _digest(action.stamp))
        for action in work.actions
        for page in action.pages.values()
        if page.live
    }
    shared, key = _digest(work.shared), f"desk-found-{get_language()}"
    kept: dict[int, Checked] = cache.get(key) or {}
    known = {pk: kept[pk] for pk in live if pk in kept and kept[pk].stamp == live[pk][2]}
    stale = [pk for pk in live if pk not in known or known[pk].shared != shared]
    unchecked = len(stale)
    if stale and (asked or unchecked <= ON_THE_WAY):
        for pk, findings in _check(stale, today=today):
            known[pk] = Checked(live[pk][2], shared, findings)
            unchecked -= 1
        cache.set(key, known, KEPT_FOR)
    found = [
        Found(action, page, known[pk].findings)
        for pk, (action, page, _stamp) in live.items()
        if pk in known
    ]
    return AllFound(found, unchecked)


def _check(pks: list[int], *, today: date) -> Iterator[tuple[int, tuple[Finding, ...]]]:
    """The findings of pages, as many as there is time for."""
    until = monotonic() + WHEN_ASKED
    for start in range(0, len(pks), ON_THE_WAY):
        chosen = pks[start : start + ON_THE_WAY]
        pages = list(UrgentActionPage.objects.filter(pk__in=chosen).select_related("locale"))
        checked = check_all(pages, today=today)
        for page in pages:
            yield page.pk, tuple(checked[page.pk].findings)
        if monotonic() > until:
            return


def _digest(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()
