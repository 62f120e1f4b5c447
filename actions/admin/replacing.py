"""Replace a name: what it is in each language, a preview of every place, and then the act."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from actions.forms import reason_field
from actions.models import UrgentActionPage
from actions.services.renaming import (
    NewName,
    keys_in,
    may_replace,
    preview_replacement,
    replace_name,
)
from cms.languages import direction
from cms.media import who_shows

MOST_SPELLINGS = 20
LONGEST = 200


class ReplaceForm(forms.Form):
    """The name in each language of the site, what stands there instead, where, and why."""

    scope = forms.ChoiceField(
        label=_("Where"),
        choices=[
            ("action", _("In this action, in all of its languages")),
            ("series", _("In all actions of this series")),
            ("library", _("In all actions of the library")),
        ],
        initial="action",
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Kept in the history: write it without the name."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in settings.SITE_LANGUAGES:
            marked = {"lang": code, "dir": direction(code)}
            self.fields[f"names_{code}"] = forms.CharField(
                label=_("The name, as it is written in this language"),
                required=False,
                max_length=MOST_SPELLINGS * LONGEST,
                widget=forms.Textarea({"rows": 2, **marked}),
                help_text=_("One spelling a line. Capitals and vowel signs don't matter."),
            )
            self.fields[f"instead_{code}"] = forms.CharField(
                label=_("What stands there instead"),
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(marked),
                help_text=pgettext_lazy("replace a name", "For instance: a woman of 34"),
            )
        self.order_fields(
            ["scope", *(name for name in self.fields if name not in ("scope", "reason"))]
        )

    def clean(self) -> dict[str, Any]:
        """Each spelling has a length that a name can have."""
        cleaned: dict[str, Any] = super().clean() or {}
        for code in settings.SITE_LANGUAGES:
            spellings = self.spellings(code)
            if len(spellings) > MOST_SPELLINGS:
                self.add_error(f"names_{code}", _("Write at most 20 spellings."))
            if any(len(spelling) > LONGEST for spelling in spellings):
                self.add_error(f"names_{code}", _("A name has at most 200 characters."))
        return cleaned

    def spellings(self, code: str) -> tuple[str, ...]:
        """What was typed for the name in a language, line by line."""
        typed = self.cleaned_data.get(f"names_{code}", "")
        return tuple(line for raw in typed.splitlines() if (line := " ".join(raw.split())))

    def name(self) -> NewName:
        """What was typed, as a value."""
        instead = {code: self.cleaned_data[f"instead_{code}"] for code in settings.SITE_LANGUAGES}
        return NewName(
            spellings={code: self.spellings(code) for code in settings.SITE_LANGUAGES},
            instead={code: text for code, text in instead.items() if text},
        )

    def languages(self) -> Iterator[dict[str, Any]]:
        """The pairs of inputs, a language each."""
        for code in settings.SITE_LANGUAGES:
            yield {
                "code": code,
                "fields": [self[f"names_{code}"], self[f"instead_{code}"]],
            }


def replace_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the form, the preview below it, and what became of the act."""
    page = get_object_or_404(UrgentActionPage, pk=page_id)
    _require(request.user, [page.translation_key])
    form = ReplaceForm(request.POST or None, initial=_known_names(page))
    context: dict[str, Any] = {"page": page, "form": form}
    if request.method == "POST" and form.is_valid():
        keys = keys_in(page, scope=form.cleaned_data["scope"])
        _require(request.user, keys)
        try:
            if "replace" in request.POST:
                reason = form.cleaned_data["reason"]
                done = replace_name(name=form.name(), keys=keys, reason=reason, by=request.user)
                page.refresh_from_db()
                return render(
                    request, "actions/admin/replaced.html", {"page": page, "outcome": done}
                )
            context["outcome"] = preview_replacement(name=form.name(), keys=keys)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "actions/admin/replace.html", context)


def _require(user: Any, keys: list[Any]) -> None:
    if not may_replace(user, keys):
        raise PermissionDenied


def _known_names(page: UrgentActionPage) -> dict[str, str]:
    """The people that each language's page names, as a start."""
    pages = UrgentActionPage.objects.filter(translation_key=page.translation_key)
    return {
        f"names_{version.language}": "\n".join(
            block.value["name"] for block in version.people if not block.value["group"]
        )
        for version in pages.select_related("locale")
    }


@hooks.register("register_admin_urls")
def replace_urls() -> list[Any]:
    """Where a name is replaced."""
    return [path("actions/replace-name/<row:page_id>/", replace_view, name="replace_name")]


@hooks.register("register_page_header_buttons")
def replace_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Offered in the menu of an action's page, published or not."""
    if isinstance(page, UrgentActionPage) and may_replace(user, [page.translation_key]):
        yield Button(
            _("Replace a name"),
            reverse("replace_name", args=[page.pk]),
            icon_name="edit",
            priority=300,
        )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The words in the history, which don't repeat the name."""

    @actions.register_action("actions.replace_name")
    class Formatter(LogFormatter):
        """How many places, and why."""

        label = _("Replace a name")

        def format_message(self, log_entry: Any) -> str:
            """The act in words."""
            places = log_entry.data.get("places", 0)
            return ngettext(
                "A name was replaced in %(places)s place: %(reason)s",
                "A name was replaced in %(places)s places: %(reason)s",
                places,
            ) % {"places": number_format(places), "reason": log_entry.data.get("reason", "–")}


@hooks.register("before_serve_document")
def keep_withdrawn_documents(document: Any, request: HttpRequest) -> HttpResponse | None:
    """A document that only withdrawn actions link to is gone with them."""
    shown, withdrawn = who_shows(document)
    if withdrawn and not shown:
        return render(request, "410.html", status=410)
    return None
