"""The upper part of the site's tree, read once a request: menus, home pages, their languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

MENU_DEPTH = 3  # root, home, then what the menu lists


def site_order(language: str) -> int:
    """The place of a language in lists for readers: SITE_LANGUAGES' order, others behind."""
    known: list[str] = settings.SITE_LANGUAGES
    return known.index(language) if language in known else len(known)


class Navigation:
    """Live pages down to the menu's depth, in every language of the site, in one query."""

    def __init__(self) -> None:
        # By depth alone, which has an index (cms.page_index): with more to go by SQLite takes that
        # of languages, or of aliases, and reads every page there is.
        found = Page.objects.filter(depth__in=(MENU_DEPTH - 1, MENU_DEPTH), live=True)
        self.pages = [
            page
            for page in found.order_by("path").select_related("locale")
            if page.alias_of_id is None and page.locale.language_code in settings.SITE_LANGUAGES
        ]

    def menu(self, language: str) -> list[Page]:
        """The pages right below the home page in a language."""
        return [
            page
            for page in self.pages
            if page.depth == MENU_DEPTH and page.locale.language_code == language
        ]

    def versions(self, page: Page) -> list[Page]:
        """The live versions of a page of the upper tree, itself included, in the site's order."""
        return sorted(
            (other for other in self.pages if other.translation_key == page.translation_key),
            key=lambda other: site_order(other.locale.language_code),
        )


def navigation(request: HttpRequest | None) -> Navigation:
    """The navigation of a request, read when first asked for."""
    if request is None:
        return Navigation()
    known: Any = getattr(request, "_qalam_navigation", None)
    if known is None:
        known = request._qalam_navigation = Navigation()  # type: ignore[attr-defined]
    return known
