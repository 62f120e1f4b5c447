"""From an address to its page in one query, where Wagtail asks one or two for each part of it.

A page type registers how it is found; whatever no type knows goes Wagtail's way, step by step.
"""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from wagtail import views as wagtail_views
from wagtail.models import Page

# (language, parts of the address below it) → the live page, or None where the type has none there.
Finder = Callable[[str, Sequence[str]], Page | None]
finders: list[Finder] = []


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at an address, with all of Wagtail's hooks."""
    parts = [part for part in path.split("/") if part]
    language = translation.get_language() or ""
    for find in finders:
        page = find(language, parts)
        if page is not None:
            # What Page.route_for_request would have stored here, had it been asked.
            request._wagtail_route_for_request = (page, [], {})  # type: ignore[attr-defined]
            return wagtail_views.serve(request, path)
    found = Page.route_for_request(request, path)
    # In a language without a tree of its own Wagtail would serve the main language's pages.
    if found and found[0].locale.language_code != language:
        raise Http404
    return wagtail_views.serve(request, path)
