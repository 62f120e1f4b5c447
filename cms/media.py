"""Files for readers: only the pictures of pages that they may read, and only as pictures.

What editors upload stays theirs: originals, documents (which have a view of their own), and the
pictures of drafts, of earlier versions and of what was withdrawn.
"""

import mimetypes
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from cms.registry import hidden_pages

# What browsers may show; anything else, SVG with its scripts too, is only handed over.
SHOWN = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture in one of its sizes; 410 once every page that shows it was withdrawn."""
    if "\0" in path:
        raise Http404
    if _may_edit(request):
        return _file(path, cache="private, no-store")
    rendition = (
        get_image_model().get_rendition_model().objects.filter(file=path).select_related("image")
    ).first()
    if rendition is None:
        raise Http404
    shown, withdrawn = who_shows(rendition.image)
    if shown:
        # Kept by browsers, but asked for each time: what is withdrawn is gone at once.
        return _file(path, cache="public, no-cache")
    if withdrawn:
        return render(request, "410.html", status=410)
    raise Http404


def who_shows(row: Model) -> tuple[bool, bool]:
    """Whether something public shows an image or a document, and whether something hidden does.

    Public is a live page that isn't hidden, and whatever is no page at all.
    """
    users = list(
        ReferenceIndex.get_references_to(row).values_list("base_content_type__model", "object_id")
    )
    # Models of pages share one base.
    pages = [int(pk) for model, pk in users if model == Page._meta.model_name]
    if len(pages) < len(users):
        return True, False
    hidden = {
        pk
        for query in hidden_pages
        for pk in query().filter(pk__in=pages).values_list("pk", flat=True)
    }
    live = Page.objects.filter(pk__in=pages, live=True, alias_of=None).exclude(pk__in=hidden)
    return live.exists(), bool(hidden)


def _may_edit(request: HttpRequest) -> bool:
    """Whether somebody signed in to the admin asks; readers have no session, so nothing is read."""
    user: Any = getattr(request, "user", None)
    return bool(user and user.is_authenticated and user.has_perm("wagtailadmin.access_admin"))


def _file(path: str, *, cache: str) -> HttpResponseBase:
    try:
        seconds = int(default_storage.get_modified_time(path).timestamp())
        size = default_storage.size(path)
        opened = default_storage.open(path)
    except ConnectionError:  # the store is away: 503 (cms.views.server_error), not 404
        raise
    except OSError as error:  # not there, or a folder
        raise Http404 from error
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    answer = FileResponse(opened, as_attachment=kind not in SHOWN, content_type=kind)
    for name, value in SAFE_HEADERS.items():
        answer[name] = value
    # With these, ConditionalGetMiddleware answers a browser that has the file already.
    answer["ETag"] = quote_etag(f"{seconds}-{size}")
    answer["Last-Modified"] = http_date(seconds)
    answer["Cache-Control"] = cache
    return answer
