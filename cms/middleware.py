"""The language of a request: it stands in the address, never in a cookie."""

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest
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
