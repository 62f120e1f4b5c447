"""The panels of the dashboard, and who has which."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actions.admin.acts import ACTS
from actions.admin.dashboard.desk import Desk, desk_of
from actions.admin.dashboard.desk_pages import Review
from actions.admin.dashboard.found import Found
from actions.admin.dashboard.sections import TEMPLATES, DeskPanel, Section
from cms.languages import name_for_reader

OFFICES = ("actions.change_office",)


class EndsThisWeek(DeskPanel):
    """What ends this week, by deadline."""

    name, title, order = "ends-this-week", gettext_lazy("Ends this week"), 110
    icon = "date"

    @cached_property
    def sections(self) -> list[Section]:
        """The actions, with the acts that deadlines call for."""
        return [
            Section(
                self.name,
                str(self.title),
                f"{TEMPLATES}/endings.html",
                list(self.desk.endings()),
                _("No open action that you can edit ends in the next 7 days."),
                self._links(),
                shown=10,
                context={"acts": [(name, ACTS[name].title) for name in ("extend", "close")]},
            )
        ]

    def _links(self) -> list[tuple[str, str]]:
        """The list of actions, and the way from a document to a new one for who may write one."""
        links = [(reverse("urgent_actions:index"), _("See all urgent actions"))]
        if self.desk.reach.may_write:
            links.append((reverse("import_document"), _("Import a document")))
        return links


class WaitsForReview(DeskPanel):
    """What waits for the decision of who looks, and what they submitted."""

    name, title = "reviews", gettext_lazy("Waits for review")
    icon = "circle-check"

    @property
    def order(self) -> int:  # type: ignore[override]
        """First of all where there is something to decide."""
        return 105 if self.to_do else 120

    @property
    def grouped(self) -> bool:  # type: ignore[override]
        """A sentence that nothing waits needs no heading of its own."""
        return self.count > 0

    @property
    def to_do(self) -> int:
        """How many wait for a decision of who looks."""
        return sum(review.decides for review in self.desk.pages.reviews)

    @cached_property
    def sections(self) -> list[Section]:
        """To decide, and submitted: those that there are, else a sentence."""
        reviews = self.desk.pages.reviews
        sections = [
            self._section(
                "to-decide", _("For you to decide"), [row for row in reviews if row.decides]
            ),
            self._section(
                "submitted",
                _("Submitted by you, or on your pages"),
                [row for row in reviews if not row.decides],
            ),
        ]
        return [section for section in sections if section.rows] or sections[1:]

    def _section(self, name: str, title: str, rows: list[Review]) -> Section:
        return Section(
            name,
            title,
            f"{TEMPLATES}/reviews.html",
            rows,
            _(
                "Nothing waits for you, and none of your pages waits for a reviewer. To ask for "
                "a review, open a page and choose “Submit” in the menu beside “Save draft”."
            ),
            shown=10,
        )


class NotTranslated(DeskPanel):
    """Open actions that readers of a language don't have, a section a language."""

    name, title, grouped = "not-translated", gettext_lazy("Not translated yet"), True
    icon = "globe"

    @property
    def order(self) -> int:  # type: ignore[override]
        """First for those who translate."""
        return 130 if self.desk.reach.may_write else 100

    @cached_property
    def sections(self) -> list[Section]:
        """One a language that has a home page and that they may change."""
        return [self._section(language) for language in self.desk.languages]

    def _section(self, language: str) -> Section:
        words = {"language": name_for_reader(language)}
        return Section(
            f"not-in-{language}",
            _("Not in %(language)s yet") % words,
            f"{TEMPLATES}/untranslated.html",
            list(self.desk.untranslated(language)),
            _("Every open action can be read in %(language)s.") % words,
        )


class CheckPanel(DeskPanel):
    """What the consistency check found, of one sort."""

    def _sections(self, rows: list[Found], empty: str) -> list[Section]:
        unchecked = self.desk.found.unchecked
        note = ngettext(
            "%(number)s page changed since it was checked.",
            "%(number)s pages changed since they were checked.",
            unchecked,
        ) % {"number": number_format(unchecked)}
        return [
            Section(
                self.name,
                str(self.title),
                f"{TEMPLATES}/found.html",
                rows,
                "" if unchecked else empty,
                [(reverse("desk_section", args=[self.name]), _("Check now"))] if unchecked else (),
                wide=True,
                note=note if unchecked else "",
            )
        ]


class PassedKeyDates(CheckPanel):
    """Letters that speak of a day that is over."""

    name, order = "passed-key-dates", 140
    title = gettext_lazy("Key dates that have passed")
    icon = "history"

    @cached_property
    def sections(self) -> list[Section]:
        """The pages, with where the date stands."""
        empty = _("No live letter names a key date that has passed.")
        return self._sections(self.desk.passed_key_dates(), empty)


class ConsistencyFindings(CheckPanel):
    """What disagrees in open actions."""

    name, order = "findings", 150
    title = gettext_lazy("Consistency check")
    icon = "warning"

    @cached_property
    def sections(self) -> list[Section]:
        """The pages, with what was found in each."""
        empty = _(
            "Nothing disagrees in the open actions that you can edit. They are checked again "
            "after each change."
        )
        return self._sections(self.desk.findings(), empty)


class OfficesToCheck(DeskPanel):
    """Offices of open actions that nobody has checked for a year."""

    name, title, order = "stale-offices", gettext_lazy("Offices to check"), 160
    icon = "user"

    @cached_property
    def sections(self) -> list[Section]:
        """The offices, those never checked first."""
        return [
            Section(
                self.name,
                str(self.title),
                f"{TEMPLATES}/stale_offices.html",
                self.desk.stale_offices,
                _("Every office that an open action writes to was checked in the last 12 months."),
                [(reverse("wagtailsnippets_actions_office:list"), _("See all offices"))],
            )
        ]


class OwnPages(DeskPanel):
    """What to go on with."""

    name, order, is_work = "own-pages", 170, False
    title = gettext_lazy("Your last edited and locked pages")

    @cached_property
    def sections(self) -> list[Section]:
        """The pages, locked ones first."""
        return [
            Section(
                self.name,
                str(self.title),
                f"{TEMPLATES}/own_pages.html",
                self.desk.pages.own,
                _("You haven't edited a page yet."),
                [(reverse("urgent_actions:index"), _("See all urgent actions"))],
            )
        ]


def panels_for(request: HttpRequest) -> list[DeskPanel]:
    """The panels for who asks, made once a request; their order is that of the day."""
    known: Any = getattr(request, "_qalam_panels", None)
    if known is None:
        known = request._qalam_panels = _panels(desk_of(request))  # type: ignore[attr-defined]
    return known


def _panels(desk: Desk) -> list[DeskPanel]:
    """None for who may change no page."""
    if not desk.languages:
        return []
    panels: list[DeskPanel] = [
        EndsThisWeek(desk),
        WaitsForReview(desk),
        NotTranslated(desk),
        PassedKeyDates(desk),
        ConsistencyFindings(desk),
        OwnPages(desk),
    ]
    if desk.user.has_perms(OFFICES):
        panels.append(OfficesToCheck(desk))
    return sorted(panels, key=lambda panel: panel.order)
