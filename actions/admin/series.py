"""Next in series: what it will be, and the draft of it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from actions import services
from actions.models import ActionRecord, UrgentActionPage
from actions.numbers import label_for_editors

TITLE = gettext_lazy("Next in series")


@hooks.register("register_admin_urls")
def series_urls() -> list[Any]:
    """Where the next action of a series is begun."""
    return [path("actions/<row:page_id>/next/", next_view, name="action_next")]


@hooks.register("register_page_header_buttons")
def next_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way to it, in the menu of an action that has a number."""
    if not isinstance(page, UrgentActionPage) or not page.record:
        return
    if page.record.number and not page.record.withdrawn_at and may_begin(user, page.record):
        yield Button(
            TITLE, reverse("action_next", args=[page.pk]), icon_name="duplicate", priority=190
        )


def may_begin(user: Any, record: ActionRecord) -> bool:
    """Whether a person may begin the next action: who may add pages beside this one."""
    page = services.source_page(record)
    return page is not None and page.get_parent().permissions_for_user(user).can_add_subpage()


def next_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say which number and languages the next action gets, and make its draft."""
    page = get_object_or_404(UrgentActionPage, pk=page_id)
    record = get_object_or_404(ActionRecord, translation_key=page.translation_key)
    if not may_begin(request.user, record):
        raise PermissionDenied
    context: dict[str, Any] = {"page": page, "title": TITLE}
    try:
        number = services.next_number(record)
        if request.method == "POST":
            begun = services.start_next(record=record, by=request.user)
            messages.success(request, _begun_message(begun))
            return redirect("wagtailadmin_pages:edit", begun.pk)
        context["label"] = label_for_editors(number)
        context["languages"] = [
            locale.language_code for locale in services.languages_to_copy(record)
        ]
    except ValidationError as error:
        context["problems"] = error.messages
        context["draft"] = error.page if isinstance(error, services.DraftExists) else None
    return render(request, "actions/admin/next.html", context)


def _begun_message(page: UrgentActionPage) -> str:
    """What was begun, and what is left to do."""
    count = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).count()
    begun = _("%(title)s was begun as a draft. Its dates are empty: set them.") % {
        "title": page.get_admin_display_title()
    }
    if not count:
        return begun
    translated = ngettext(
        "One translation starts from the words of the earlier one.",
        "%(count)s translations start from the words of the earlier one.",
        count,
    )
    return f"{begun} {translated % {'count': count}}"
