"""The language of a request, which stands in its address, and how long an answer may be kept.

And the admin in a language written from the right, where Wagtail mixes in words from the left.
"""

from collections.abc import Callable, Collection
from typing import TypeGuard

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from cms.isolation import isolate_screen
from cms.languages import direction


def preferred_language(header: str, *, among: Collection[str] | None = None) -> str:
    """The language that an Accept-Language header asks for most; the site's first one otherwise.

    Of the site's languages, or of those `among` names.
    """
    offered = settings.SITE_LANGUAGES if among is None else among
    for code, _weight in parse_accept_lang_header(header):
        for candidate in (code, code.split("-")[0]):
            if candidate in offered:
                return candidate
    return settings.LANGUAGE_CODE


def request_language(request: HttpRequest) -> str:
    """The site's language that stands in the address; without one, what the browser asks for."""
    first = request.path_info.split("/", 2)[1] if "/" in request.path_info else ""
    if first in settings.SITE_LANGUAGES:
        return first
    return preferred_language(request.headers.get("Accept-Language", ""))


class SiteLanguageMiddleware(LocaleMiddleware):
    """Activates the language of the address; without one, what the browser asks for.

    Only languages of the site count: LANGUAGES also holds those that have directory columns only.
    """

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(request_language(request))
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """404 stays 404 for an address that isn't in a language, such as those of the admin."""
        in_a_language = translation.get_language_from_path(request.path_info)
        if response.status_code == 404 and request.resolver_match and not in_a_language:
            patch_vary_headers(response, ("Accept-Language",))
            response.headers.setdefault("Content-Language", translation.get_language() or "")
            return response
        return super().process_response(request, response)


FOR_ALL, FOR_ONE = "public, no-cache", "private, no-cache"


class AskEachTimeMiddleware:
    """Has browsers and what lies between ask each time whether an answer still holds.

    Without a word on it they may keep a page, or a file with its date, and show it after it was
    withdrawn. Answers that say something of their own keep it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, public where nobody is signed in."""
        answer = self.get_response(request)
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        answer.headers.setdefault("Cache-Control", FOR_ONE if signed_in else FOR_ALL)
        return answer


class IsolateInAdminMiddleware:
    """Isolates addresses, numbers and Latin words in an admin that is written from the right.

    Wagtail prints titles, names of users and our help texts as they are: in Urdu a title in English
    would drag the signs beside it along, and a phone number would be read from its other end. What
    shows a page as its readers get it isolates its words itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with `<bdi>` in the screens of the admin and in parts of them."""
        answer = self.get_response(request)
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/") or not _is_html(answer):
            return answer
        if match.url_name and ("preview" in match.url_name or match.url_name in READERS_VIEWS):
            return answer
        language = _language_in_admin(request)
        if direction(language) == "rtl":
            html = answer.content.decode(answer.charset)
            answer.content = isolate_screen(html, language=language)
        return answer


READERS_VIEWS = {"view_draft", "revisions_view"}


def _is_html(answer: HttpResponseBase) -> TypeGuard[HttpResponse]:
    kind = answer.headers.get("Content-Type", "")
    return isinstance(answer, HttpResponse) and kind.startswith("text/html")


def _language_in_admin(request: HttpRequest) -> str:
    """The language that somebody chose for the admin; else that of the request."""
    profile = getattr(getattr(request, "user", None), "wagtail_userprofile", None)
    chosen = profile.preferred_language if profile else ""
    return chosen or translation.get_language() or settings.LANGUAGE_CODE
