"""From an address to its page in one query, where Wagtail asks one or two for each part of it.

A page type registers how it is found; whatever no type knows goes Wagtail's way, step by step.
What else stands below a page, such as its picture for sharing, is registered by name and type.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import views as wagtail_views
from wagtail.models import Page

from cms.security.same_origin import is_from_here
from cms.security.throttle import limited
from cms.views import form_refused

# (language, parts of the address below it) → the live page, or None where the type has none there.
Finder = Callable[[str, Sequence[str]], Page | None]
finders: list[Finder] = []

# The name of a file below a page → for a type of page and those derived from it → what answers.
Output = Callable[[Any, HttpRequest], HttpResponse]
outputs: dict[str, dict[type[Page], Output]] = {}
# Against floods, since what a form answers is made for one reader: how many of one place.
MOST_FORMS, SPAN = 120, timedelta(minutes=10)
# The names of those that are made while they are sent.
streamed: set[str] = set()


def register_outputs(model: type[Page], answers: Mapping[str, Output]) -> None:
    """Have files, by their names, answered below pages of a type; called from AppConfig.ready()."""
    for name, answer in answers.items():
        outputs.setdefault(name, {})[model] = answer


def page_at(request: HttpRequest, path: str) -> Page | None:
    """The live page at an address below its language, as Wagtail's view will take it from here."""
    parts = [part for part in path.split("/") if part]
    language = translation.get_language() or ""
    # Found for another path, where one part of this address was asked for before the whole.
    vars(request).pop("_wagtail_route_for_request", None)
    for find in finders:
        page = find(language, parts)
        if page is not None:
            # What Page.route_for_request would have stored here, had it been asked.
            request._wagtail_route_for_request = (page, [], {})  # type: ignore[attr-defined]
            return page
    found = Page.route_for_request(request, path)
    # In a language without a tree of its own Wagtail would serve the main language's pages.
    return found[0] if found and found[0].locale.language_code == language else None


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at an address, with all of Wagtail's hooks."""
    if page_at(request, path) is None:
        raise Http404
    return wagtail_views.serve(request, path)


@require_safe
def serve_output(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """A file below a page, for whoever may read the page; 404 where it has none of that name."""
    answer = _output(request, path, name)
    if answer is None:
        raise Http404
    return answer


@csrf_exempt  # whose token needs a cookie
@limited("forms", MOST_FORMS, SPAN)
@require_http_methods(["GET", "HEAD", "POST"])
def serve_form(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """The same for what takes a reader's words, which have to come from a page of this site."""
    if request.method == "POST" and not is_from_here(request):
        return form_refused(request)
    answer = _output(request, path, name)
    if answer is None and name.endswith("/"):  # perhaps a page of that name
        return serve(request, f"{path}{name}")
    if answer is None:
        raise Http404
    return answer


def _output(request: HttpRequest, path: str, name: str) -> HttpResponse | None:
    page = page_at(request, path)
    if page is None or page.alias_of_id:
        return None
    answers = outputs.get(name, {})
    answer = next((answers[model] for model in type(page).__mro__ if model in answers), None)
    if answer is None or not may_read(page, request):
        return None
    return answer(page, request)


def may_read(page: Page, request: HttpRequest) -> bool:
    """Whether no restriction of a page, or of one above it, keeps it from whoever asks."""
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
