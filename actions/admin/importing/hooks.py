"""Where a document is imported: two steps at one address."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page

from actions.admin.importing.review import Review
from actions.admin.importing.source import SourceForm, libraries_for
from actions.importing import ReadDocument
from actions.importing.writing import write_page

TEMPLATES = "actions/admin/importing"


def import_view(request: HttpRequest) -> HttpResponse:
    """Ask for a document, show what was understood, and make the draft of what was corrected."""
    libraries = libraries_for(request.user)
    if not libraries:
        raise PermissionDenied
    if request.method == "POST" and "document" in request.POST:
        return _review(request, libraries)
    form = SourceForm(request.POST or None, request.FILES or None, libraries=libraries)
    if request.method == "POST" and form.is_valid():
        library = _library(libraries, form.cleaned_data["language"])
        return _show(request, Review(form.read, library=library))
    return render(request, f"{TEMPLATES}/source.html", {"form": form})


def _review(request: HttpRequest, libraries: list[Page]) -> HttpResponse:
    """What was corrected, as a draft; the review again where something is wrong."""
    read = ReadDocument(request.POST.get("name", ""), request.POST["document"])
    library = _library(libraries, request.POST.get("language", ""))
    review = Review(read, library=library, data=request.POST)
    if not review.is_valid:
        return _show(request, review)
    written = write_page(
        review.corrected(), parent=library, decisions=review.decisions(), by=request.user
    )
    messages.success(request, _done(written.page.get_admin_display_title()))
    if written.problems:
        said = dict.fromkeys(str(message) for _field, message in written.problems)
        messages.warning(request, " ".join(said))
    if written.page.unplaced:
        messages.warning(
            request, _("Some of the document has no place yet: it stands below, with the draft.")
        )
    return redirect("wagtailadmin_pages:edit", written.page.pk)


def _done(title: str) -> str:
    return _("The draft was made: %(title)s. Nothing is published yet.") % {"title": title}


def _show(request: HttpRequest, review: Review) -> HttpResponse:
    errors = list(review.errors)
    if errors:
        count = len(errors)
        message = ngettext(
            "The draft could not be made: %(count)s thing is to mend.",
            "The draft could not be made: %(count)s things are to mend.",
            count,
        )
        messages.error(request, message % {"count": count})
    context = {"review": review, "errors": errors}
    return render(request, f"{TEMPLATES}/review.html", context)


def _library(libraries: list[Page], language: str) -> Page:
    """The library of a language; the first where the form names none that there is."""
    found = (page for page in libraries if page.locale.language_code == language)
    return next(found, libraries[0])


@hooks.register("register_admin_urls")
def import_urls() -> list[Any]:
    """The address of both steps."""
    return [path("actions/import/", import_view, name="import_document")]


@hooks.register("insert_global_admin_css")
def import_css() -> str:
    """The rules of the review."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-importing.css"))
