"""What translation adds to the admin."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.views import update_translations

import cms.converters  # noqa: F401  (addresses have ids of rows)
from cms.languages import name_for_reader
from cms.localisation.po_files import upload_po
from cms.localisation.publishing import public_source, publish_translation
from cms.localisation.releasing import CALLED_OFF, PLANNED, RELEASED, may_release
from cms.localisation.services import is_translation, refresh_source
from cms.localisation.standing import error_lines
from cms.localisation.views import release_view

# Its box "publish immediately" says that what isn't translated shows in the source's words, which
# never happens here; what is whole is published by itself or by “Release together”.
update_translations.UpdateTranslationsForm.base_fields[
    "publish_translations"
].widget = update_translations.forms.HiddenInput()


@hooks.register("register_admin_urls", order=-1)  # before wagtail-localize's own
def localisation_urls() -> list[Any]:
    """The addresses of wagtail-localize that we answer in its place."""
    ours = [
        path("translate/<int:translation_id>/pofile/upload/", upload_po, name="upload_pofile"),
        path("release/<row:page_id>/", release_view, name="release"),
    ]
    return [path("localize/", include((ours, "localisation")))]


@hooks.register("register_page_header_buttons")
def release_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """“Release together”, for who may publish the page, where there is another language."""
    if page.depth < 2 or page.alias_of_id or is_translation(page) or not may_release(page, user):
        return
    if Locale.objects.exclude(pk=page.locale_id).exists():
        yield Button(
            _("Release together"),
            reverse("localisation:release", args=[page.pk]),
            icon_name="wagtail-localize-language",
            priority=65,
        )


@hooks.register("after_edit_page")
def give_to_translators(request: HttpRequest, page: Page) -> None:
    """A draft that its editor saves reaches the translators; what saves itself doesn't.

    Wagtail saves a draft a moment after each key: those are half sentences.
    """
    if request.accepts("text/html"):
        refresh_source(page=page)


@hooks.register("before_edit_page", order=-1)  # before wagtail-localize's editor
def publish_in_translation_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish a translation from its editor, or say what keeps it from being published.

    wagtail-localize says only that there were "validation errors".
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    try:
        publish_translation(translation=translation, by=request.user)
    except ValidationError as error:
        for line in error_lines(error, page.specific):
            messages.error(request, line)
        return redirect(request.path)
    language = name_for_reader(page.locale.language_code)
    messages.success(
        request, _("The translation into %(language)s is published.") % {"language": language}
    )
    source = public_source(translation)
    if source and source.has_unpublished_changes:
        messages.info(
            request,
            _(
                "It says what readers of the original have now. The changes in the original's "
                "draft go live with it, by “Release together”."
            ),
        )
    return redirect(request.path)


class ReleaseFormatter(LogFormatter):
    """The words of a release in the history of its page."""

    template: Any

    def format_message(self, log_entry: Any) -> str:
        """The act with its languages, its time, and those that failed."""
        values = {"languages": "–", "failed": "", "at": "–"}
        values |= {key: value for key, value in log_entry.data.items() if value}
        with suppress(ValueError):
            at = timezone.localtime(datetime.fromisoformat(values["at"]))
            values["at"] = date_format(at, "DATETIME_FORMAT")
        said = str(self.template) % values
        if values["failed"]:
            said += " " + _("Not published, since it has errors: %(failed)s") % values
        return said


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The words for releases in the history of a page."""
    for name, label, template in (
        (RELEASED, gettext_lazy("Release together"), gettext_lazy("Released with: %(languages)s")),
        (
            PLANNED,
            gettext_lazy("Plan a release"),
            gettext_lazy("Release planned for %(at)s, with: %(languages)s"),
        ),
        (CALLED_OFF, gettext_lazy("Call the release off"), gettext_lazy("Release called off")),
    ):
        words = {"label": label, "template": template}
        actions.register_action(name)(type("Formatter", (ReleaseFormatter,), words))
