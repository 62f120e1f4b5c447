"""Findings of the consistency check: a list for all languages of an action, and dismissing one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets import Button
from wagtail.models import Page

from actions import services
from actions.consistency import Checked, Finding, check, check_all
from actions.forms import reason_field
from actions.models import UrgentActionPage
from cms.languages import own_name
from cms.localisation.services import is_synchronised
from cms.navigation import site_order


class DismissForm(forms.Form):
    """Why a finding is right as it is."""

    reason = reason_field(
        _("Why this is right as it is. Everybody who edits the action can read it.")
    )


@dataclass(frozen=True)
class Version:
    """An action in one language, with what was found in its draft."""

    page: UrgentActionPage
    language: str
    checked: Checked
    may_edit: bool


def findings_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """The findings of an action in every language that it has."""
    page = _page(request, page_id)
    drafts = _drafts(page)
    checked = check_all(drafts, today=timezone.localdate())
    versions = [
        Version(
            page=draft,
            language=own_name(draft.language),
            checked=checked[draft.pk],
            may_edit=draft.permissions_for_user(request.user).can_edit(),
        )
        for draft in drafts
    ]
    context = {"page": page, "versions": versions}
    return render(request, "actions/admin/findings_page.html", context)


def dismiss_view(request: HttpRequest, page_id: int, fingerprint: str) -> HttpResponse:
    """Ask for the reason, and dismiss a finding of the page's draft."""
    page = _page(request, page_id)
    finding = _finding(page, fingerprint)
    if finding is None:
        return _gone(request, page)
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.dismiss_finding(
            page=page,
            code=finding.code,
            fingerprint=finding.fingerprint,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Dismissed, until its words change."))
        return redirect(_back(request, page))
    return _ask(request, page, finding, title=_("Dismiss the finding"), form=form)


def restore_view(request: HttpRequest, page_id: int, fingerprint: str) -> HttpResponse:
    """Ask once more, and bring a dismissed finding back."""
    page = _page(request, page_id)
    finding = _finding(page, fingerprint)
    if finding is None:
        return _gone(request, page)
    if request.method == "POST":
        services.restore_finding(page=page, fingerprint=fingerprint, by=request.user)
        messages.success(request, _("The finding is back in the list."))
        return redirect(_back(request, page))
    return _ask(request, page, finding, title=_("Bring the finding back"))


def _ask(
    request: HttpRequest, page: UrgentActionPage, finding: Finding, **more: Any
) -> HttpResponse:
    context = {"page": page, "finding": finding, "next": _back(request, page), **more}
    return render(request, "actions/admin/findings_act.html", context)


def _gone(request: HttpRequest, page: UrgentActionPage) -> HttpResponse:
    messages.warning(request, _("This finding is gone: its words have changed."))
    return redirect(_back(request, page))


def _page(request: HttpRequest, page_id: int) -> UrgentActionPage:
    """The page, for who may edit it; PermissionDenied for others."""
    page: UrgentActionPage = get_object_or_404(
        UrgentActionPage.objects.select_related("locale"), pk=page_id
    )
    if page.alias_of_id:
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def _drafts(page: UrgentActionPage) -> list[UrgentActionPage]:
    """The drafts of an action in all its languages, as they were last saved."""
    pages = UrgentActionPage.objects.filter(
        translation_key=page.translation_key, alias_of=None
    ).select_related("locale", "latest_revision")
    drafts = [found.get_latest_revision_as_object() for found in pages]
    return sorted(drafts, key=lambda draft: site_order(draft.language))


def _finding(page: UrgentActionPage, fingerprint: str) -> Finding | None:
    """A finding of the page's draft, dismissed before or not."""
    checked = check(page.get_latest_revision_as_object(), today=timezone.localdate())
    all_of_it = [*checked.findings, *(finding for finding, _row in checked.dismissed)]
    return next((found for found in all_of_it if found.fingerprint == fingerprint), None)


def _back(request: HttpRequest, page: UrgentActionPage) -> str:
    """Where somebody came from, else the list."""
    return get_valid_next_url_from_request(request) or _list_address(page)


def _list_address(page: UrgentActionPage) -> str:
    return reverse("action_findings", args=[page.pk])


# -- hooks -------------------------------------------------------------------------------------


@hooks.register("register_admin_urls", order=-1)  # before the acts, which take any name
def finding_urls() -> list[Any]:
    """The list, and a form for each finding."""
    one = "actions/<row:page_id>/findings/<slug:fingerprint>/"
    return [
        path("actions/<row:page_id>/findings/", findings_view, name="action_findings"),
        path(f"{one}dismiss/", dismiss_view, name="action_dismiss_finding"),
        path(f"{one}restore/", restore_view, name="action_restore_finding"),
    ]


@hooks.register("insert_global_admin_css")
def findings_css() -> str:
    """The few rules of the panel and the pages."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-findings.css"))


@hooks.register("insert_global_admin_js")
def findings_js() -> str:
    """The way from a finding to its field in the editor."""
    return format_html('<script src="{}"></script>', static("js/admin-findings.js"))


def _warn(request: HttpRequest, page: Page, message: str, left: int) -> None:
    button = messages.button(_list_address(page), _("See the findings"))
    messages.warning(request, message % {"number": number_format(left)}, buttons=[button])


@hooks.register("before_edit_page", order=-1)  # before wagtail-localize, which answers itself
def say_in_the_translation_editor(request: HttpRequest, page: Page) -> None:
    """How many findings a translation has: its editor has no panels to list them in."""
    if request.method != "GET" or not isinstance(page, UrgentActionPage) or page.alias_of_id:
        return
    if not is_synchronised(page) or not page.permissions_for_user(request.user).can_edit():
        return
    draft = page.get_latest_revision_as_object()
    left = len(check(draft, today=timezone.localdate()).findings)
    if left:
        message = ngettext(
            "%(number)s thing in this translation may not agree.",
            "%(number)s things in this translation may not agree.",
            left,
        )
        _warn(request, page, message, left)


@hooks.register("register_page_header_buttons")
def findings_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way to the list, in the menu of an action."""
    if isinstance(page, UrgentActionPage) and page.permissions_for_user(user).can_edit():
        yield Button(
            pgettext_lazy("consistency check", "Findings"),
            _list_address(page),
            icon_name="circle-check",
            priority=190,
        )


@hooks.register("after_publish_page")
def say_what_is_left(request: HttpRequest, page: Page) -> None:
    """After publishing, how many findings are left, and where."""
    if not isinstance(page, UrgentActionPage):
        return
    left = len(check(page, today=timezone.localdate()).findings)
    if left:
        message = ngettext(
            "Published with %(number)s finding of the consistency check.",
            "Published with %(number)s findings of the consistency check.",
            left,
        )
        _warn(request, page, message, left)
