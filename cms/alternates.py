"""The same page in other languages: for the language switch, hreflang and the sitemap."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from cms.navigation import MENU_DEPTH, navigation, site_order
from cms.registry import hidden_pages


def alternates_of(page: Page, request: HttpRequest | None) -> list[dict[str, Any]]:
    """Live versions of a page, itself included, in the site's order: `{"language", "url"}` each.

    The tree is mirrored with the same slugs in every language, yet each address is asked of the
    page itself: a parent may have been renamed.
    """
    return [
        {"language": version.locale.language_code, "url": url}
        for version in _versions(page, request)
        if (url := version.get_full_url(request))
    ]


def _versions(page: Page, request: HttpRequest | None) -> list[Page]:
    if page.depth <= MENU_DEPTH:
        return navigation(request).versions(page)
    found = Page.objects.filter(
        translation_key=page.translation_key,
        live=True,
        alias_of__isnull=True,
        locale__language_code__in=settings.SITE_LANGUAGES,
    ).select_related("locale")
    return sorted(found, key=lambda version: site_order(version.locale.language_code))


def elsewhere(request: HttpRequest) -> list[dict[str, Any]]:
    """For an address that isn't there: the same address in the languages that have it."""
    _empty, _sep, rest = request.path_info.strip("/").partition("/")
    if not rest or "\0" in rest:  # which PostgreSQL refuses to look for
        return []
    homes = Page.objects.filter(depth=2).values_list("url_path", flat=True)
    found = (
        Page.objects.filter(url_path__in=[f"{home}{rest}/" for home in homes], live=True)
        .exclude(alias_of__isnull=False)
        .filter(locale__language_code__in=settings.SITE_LANGUAGES)
        .select_related("locale")
    )
    for hidden in hidden_pages:
        found = found.exclude(pk__in=hidden().values("pk"))
    return [
        {"language": page.locale.language_code, "url": page.get_url(request)}
        for page in found
        if page.get_url(request)
    ]
