"""Answers that belong to no page: the front door, health, and what went wrong."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.alternates import elsewhere
from cms.middleware import preferred_language, request_language
from cms.models import HomePage


def _languages_with_a_front_page() -> set[str]:
    homes = HomePage.objects.filter(live=True, alias_of=None)
    return set(homes.values_list("locale__language_code", flat=True))


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the language that the browser asks for, of those that have a front page."""
    language = preferred_language(
        request.headers.get("Accept-Language", ""), among=_languages_with_a_front_page()
    )
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: all but the admin."""
    return HttpResponse(
        "User-agent: *\nDisallow: /admin/\n", content_type="text/plain; charset=utf-8"
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the language of the address, if it has a site; names those that have the page."""
    language, homes = translation.get_language(), _languages_with_a_front_page()
    if language not in homes:
        language = preferred_language(request.headers.get("Accept-Language", ""), among=homes)
    with translation.override(language):
        return render(request, "404.html", {"versions": elsewhere(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 from a template that asks nothing of the database; 503 where the database is away."""
    language = request_language(request)  # the mistake may have come before it was activated
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    with translation.override(language):
        content = loader.render_to_string("500.html", {"language": language, "away": away})
    answer = HttpResponse(content, status=503 if away else 500)
    if away:
        answer["Retry-After"] = "30"  # seconds
    return answer
