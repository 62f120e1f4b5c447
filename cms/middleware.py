"""The language of a request, which stands in its address, and how long an answer may be kept."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


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


class SiteLanguageMiddleware(LocaleMiddleware):
    """Activates the language of the address; without one, what the browser asks for.

    Only languages of the site count: LANGUAGES also holds those that have directory columns only.
    """

    def process_request(self, request: HttpRequest) -> None:
        first = request.path_info.split("/", 2)[1] if "/" in request.path_info else ""
        if first in settings.SITE_LANGUAGES:
            language = first
        else:
            language = preferred_language(request.headers.get("Accept-Language", ""))
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


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
        whose = "private" if settings.SESSION_COOKIE_NAME in request.COOKIES else "public"
        answer.headers.setdefault("Cache-Control", f"{whose}, no-cache")
        return answer
