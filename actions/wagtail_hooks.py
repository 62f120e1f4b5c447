"""What actions add to the admin: the directory, the listing, the acts and their log."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

import cms.converters  # noqa: F401  (addresses have ids of rows)
from actions import services
from actions.admin import (  # noqa: F401  (register their hooks)
    content_checker,
    dashboard,
    findings,
    importing,
    replacing,
    series,
)
from actions.admin.acts import ACTS, act_view
from actions.admin.directory import DirectoryGroup
from actions.admin.listing import ActionListingViewSet
from actions.choices import Outcome
from actions.models import UrgentActionPage

register_snippet(DirectoryGroup)

LOGGED = {
    "actions.extend": (
        _("Extend the deadline"),
        _("Deadline moved from %(old)s to %(new)s. Reason: %(reason)s"),
    ),
    "actions.close": (_("Close with outcome"), _("Closed: %(outcome)s. Reason: %(reason)s")),
    "actions.reopen": (_("Reopen"), _("Reopened: %(reason)s")),
    "actions.correct": (
        _("Correct an office"),
        _("Office corrected: %(office)s. Reason: %(reason)s"),
    ),
    "actions.succeed": (_("New holder"), _("New holder: %(office)s. Reason: %(reason)s")),
    "actions.merge": (_("Merge offices"), _("Offices merged: %(reason)s")),
    "actions.withdraw": (_("Withdraw"), _("Withdrawn: %(reason)s")),
    "actions.dismiss_finding": (_("Dismiss a finding"), _("Finding dismissed: %(reason)s")),
    "actions.restore_finding": (_("Bring a finding back"), _("Finding brought back")),
}


@hooks.register("register_admin_viewset")
def listing() -> ActionListingViewSet:
    """The list of actions."""
    return ActionListingViewSet("urgent_actions")


@hooks.register("register_admin_urls")
def act_urls() -> list[Any]:
    """The addresses of the acts."""
    return [path("actions/<row:page_id>/<slug:name>/", act_view, name="action_act")]


@hooks.register("register_page_header_buttons")
def act_buttons(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The acts that an action offers now, in the menu of its page."""
    if not isinstance(page, UrgentActionPage) or not page.record:
        return
    if not services.may_act(user, page.record):
        return
    for priority, (name, act) in enumerate(ACTS.items(), start=200):
        if act.offered(page.record):
            yield Button(
                act.title,
                reverse("action_act", args=[page.pk, name]),
                icon_name=act.icon,
                priority=priority,
            )


class ActFormatter(LogFormatter):
    """The words of an act in the history of a page, with what the log keeps of it."""

    template: Any

    def format_message(self, log_entry: Any) -> str:
        """The act in words; a dash for what wasn't given."""
        values = {"office": "–", "old": "–", "new": "–", "outcome": "–", "reason": "–"}
        values |= {key: value for key, value in log_entry.data.items() if value}
        for name in ("old", "new"):
            with suppress(ValueError):
                values[name] = date_format(date.fromisoformat(values[name]))
        if values["outcome"] in Outcome.values:
            values["outcome"] = str(Outcome(values["outcome"]).label)
        return str(self.template) % values


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The words for the acts in the history of a page."""
    for name, (label, template) in LOGGED.items():
        words = {"label": label, "template": template}
        actions.register_action(name)(type("Formatter", (ActFormatter,), words))


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, rows: Any) -> HttpResponse | None:
    """A row of the directory that a published action names stays; the reason is said."""
    for row in rows:
        try:
            Collector(using=router.db_for_write(type(row)), origin=row).collect([row])
        except ProtectedError:
            reason = _("“%(row)s” is in use and can't be deleted. “Usage” shows where.")
            messages.error(request, reason % {"row": row})
            return redirect(reverse(row.snippet_viewset.get_url_name("list")))
    return None


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """The few rules that our screens of the admin need."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_js() -> str:
    """Names for Wagtail's rich text editors, which have none that is read aloud."""
    return format_html('<script src="{}"></script>', static("js/admin-names.js"))
