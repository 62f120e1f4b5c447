"""The screen “Release together”, and what its form asks."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from cms.languages import name_for_reader, own_name
from cms.localisation import releasing
from cms.localisation.models import Release
from cms.localisation.services import is_translation, refresh_source
from cms.localisation.standing import Standing, source_problems, standings
from cms.localisation.words import latest_draft, texts_of
from cms.wording import listed

NOW, LATER = "now", "later"


class ReleaseForm(forms.Form):
    """Which languages go live with the page, and when."""

    locales = forms.ModelMultipleChoiceField(
        queryset=Locale.objects.all(), required=False, label=gettext_lazy("Languages")
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[
            (NOW, pgettext_lazy("release", "Now")),
            (LATER, gettext_lazy("At a set time")),
        ],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    at = forms.DateTimeField(
        label=gettext_lazy("Date and time"),
        required=False,
        widget=AdminDateTimeInput({"dir": "ltr"}),
    )
    # The version that was looked at: another editor's words don't go out unseen.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["at"].help_text = _("In the time zone %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }

    def clean_at(self) -> datetime | None:
        """A time to come; None for now."""
        at: datetime | None = self.cleaned_data["at"]
        if self.cleaned_data.get("when") != LATER:
            return None
        if at is None:
            raise ValidationError(_("Give the date and the time."))
        if at <= timezone.now():
            raise ValidationError(_("This time is past. Give one to come."))
        return at

    def clean(self) -> dict[str, Any]:
        """The page is still as it was when this form was opened."""
        if self.cleaned_data.get("version") != self.page.latest_revision_id:
            raise ValidationError(
                _("The page was edited since this screen was opened. Look again, then release.")
            )
        return self.cleaned_data


def release_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """What would go live, language by language; on POST, release it, plan it, or call it off."""
    page = get_object_or_404(Page, pk=page_id).specific
    if page.is_root() or page.alias_of_id or is_translation(page):
        return redirect("wagtailadmin_explore", page_id)
    releasing.require_may_release(page, request.user)
    act = _ACTS.get(request.POST.get("act", "")) if request.method == "POST" else None
    if act:
        act(request, page)
        return redirect(request.path)
    standing = standings(page, by=request.user)
    form = _form(request, page, standing)
    if request.method == "POST" and form.is_valid() and _released(request, page, form):
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(
        request,
        "localisation/release.html",
        {
            "page": page,
            "form": form,
            "problems": source_problems(page, by=request.user),
            "rows": _rows(standing, form),
            **_planned(page),
            "behind": _is_behind(page),
        },
    )


def _form(request: HttpRequest, page: Page, standing: list[Standing]) -> ReleaseForm:
    if request.method == "POST":
        return ReleaseForm(request.POST, page=page)
    changed = not page.live or page.has_unpublished_changes
    ready = [
        one.locale.pk
        for one in standing
        if one.ready and (changed or (one.page and not one.page.live))
    ]
    return ReleaseForm(initial={"locales": ready, "version": page.latest_revision_id}, page=page)


def _released(request: HttpRequest, page: Page, form: ReleaseForm) -> bool:
    """Do what a valid form asks, and say so; False with the errors in the form."""
    locales, at = form.cleaned_data["locales"], form.cleaned_data["at"]
    try:
        releasing.release(page=page, locales=locales, by=request.user, now=timezone.now(), at=at)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    codes = [page.locale.language_code, *(locale.language_code for locale in locales)]
    names = listed(own_name(code) for code in codes)
    if at:
        message = _("Goes live on %(when)s: %(languages)s.")
        when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
        messages.success(request, message % {"languages": names, "when": when})
    else:
        messages.success(request, _("Released: %(languages)s.") % {"languages": names})
    return True


def _rows(standing: list[Standing], form: ReleaseForm) -> list[dict[str, Any]]:
    """The languages as the screen shows them, those that are ticked marked."""
    ticked = {str(getattr(value, "pk", value)) for value in form["locales"].value() or ()}
    return [
        {
            "standing": one,
            "ticked": str(one.locale.pk) in ticked,
            "language": one.locale.language_code,
            "name": name_for_reader(one.locale.language_code),
        }
        for one in standing
    ]


def _planned(page: Page) -> dict[str, Any]:
    """The release that is planned of a page, and its languages."""
    planned = Release.objects.pending().of(page).select_related("revision").first()
    items = planned.translations.select_related("locale") if planned else ()
    return {
        "planned": planned,
        "planned_languages": [item.locale.language_code for item in items],
    }


def _is_behind(page: Page) -> bool:
    """Whether the translators were given an earlier draft than the latest."""
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return False
    given, latest = source.as_instance(), latest_draft(page)
    return texts_of(given) != texts_of(latest)


def _call_off(request: HttpRequest, page: Page) -> None:
    if releasing.call_off(page=page, by=request.user):
        messages.success(request, _("The release was called off."))
    else:
        messages.warning(request, _("No release is planned any more."))


def _give(request: HttpRequest, page: Page) -> None:
    refresh_source(page=page)
    messages.success(request, _("The translators have the latest draft now."))


_ACTS = {"call_off": _call_off, "give": _give}
