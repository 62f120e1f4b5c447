"""Answers that belong to no page: the front door, health, and what went wrong."""

import math
import sys
from datetime import timedelta
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.alternates import elsewhere
from cms.middleware import preferred_language, request_language
from cms.models import HomePage
from cms.security.headers import secure


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
    """What search engines may read: all but the admin; and where every page is listed."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(
        f"User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n",
        content_type="text/plain; charset=utf-8",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the language of the address, if it has a site; names those that have the page."""
    language, homes = translation.get_language(), _languages_with_a_front_page()
    if language not in homes:
        language = preferred_language(request.headers.get("Accept-Language", ""), among=homes)
    with translation.override(language):
        return render(request, "404.html", {"versions": elsewhere(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database, or the store of the files, is away."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError | ConnectionError)
    answer = _plain(request, "500.html", status=503 if away else 500, away=away)
    if away:
        answer["Retry-After"] = "30"  # seconds
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent is damaged, or for another host; 413 where it is too large."""
    large = RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent
    return _plain(request, "400.html", status=413 if isinstance(exception, large) else 400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in public; the admin says it in its own way."""
    return _plain(request, "403.html", status=403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the token of its session: what to do, so that no words are lost."""
    return _plain(request, "403.html", status=403, form=True)


def too_many(request: HttpRequest, *, wait: timedelta, sign_in: bool = False) -> HttpResponse:
    """429: how long to wait, after too many tries from one place."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    minutes = math.ceil(seconds / 60)
    answer = _plain(request, "429.html", status=429, minutes=minutes, sign_in=sign_in)
    answer["Retry-After"] = str(seconds)
    return answer


def _plain(request: HttpRequest, template: str, *, status: int, **said: Any) -> HttpResponse:
    """A page that asks nothing of the database, with its headers, wherever it comes from."""
    language = request_language(request)  # it may have come before this was activated
    with translation.override(language):
        content = loader.render_to_string(template, {"language": language, **said})
    answer = HttpResponse(content, status=status)
    answer["Cache-Control"] = "no-store"
    secure(request, answer)
    return answer
