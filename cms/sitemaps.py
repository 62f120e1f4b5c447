"""The sitemap: every page that the public may read, in all languages, each with its alternates.

Wagtail's own lists the tree of one language, page by page. This one reads what it needs of the
pages, so that its queries don't grow with them: an index of parts, and parts of one language.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.navigation import site_order
from cms.sites import homes_of, readable

PART = 2000  # pages: some 900 KB with five languages, in half a second


class Row(NamedTuple):
    """What the sitemap reads of a page."""

    translation_key: UUID
    language: str
    url_path: str
    changed: datetime | None


class SitePages:
    """The pages of the site that is asked which anybody may read."""

    def __init__(self, request: HttpRequest) -> None:
        site = Site.find_for_request(request)
        if site is None:
            raise Http404
        self._site = site

    @cached_property
    def pages(self) -> Any:
        """As a query; one more reads which pages are private."""
        return readable(Page.objects.all(), site=self._site)

    @cached_property
    def _beginnings(self) -> dict[str, tuple[int, str]]:
        """For each language how much of `url_path` an address hasn't got, and what it has."""
        found = {}
        for language, home in homes_of(self._site).items():
            with translation.override(language):
                front = reverse("wagtail_serve", args=("",))
            found[language] = (len(home.root_path), f"{home.root_url}{front}")
        return found

    def address(self, row: Row) -> str:
        """The whole address of a page, as Wagtail says it, without asking for each."""
        length, beginning = self._beginnings[row.language]
        return f"{beginning}{row.url_path[length:]}"

    def rows(self, **which: Any) -> Any:
        """A query for rows, as tuples, in the order of the tree."""
        return (
            self.pages.filter(**which)
            .order_by("path")
            .values_list(
                "translation_key", "locale__language_code", "url_path", "last_published_at"
            )
        )


class LanguagePages(Sitemap):
    """The pages in one language, in parts."""

    limit = PART

    def __init__(self, pages: SitePages, language: str) -> None:
        self._pages, self._language = pages, language

    def items(self) -> Any:
        """The rows of the language."""
        return self._pages.rows(locale__language_code=self._language)

    def get_urls(
        self, page: Any = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """A part: three queries, whatever it holds."""
        rows = [Row(*values) for values in self.paginator.page(page).object_list]
        versions = defaultdict(list)
        for values in self._pages.rows(translation_key__in={row.translation_key for row in rows}):
            versions[values[0]].append(Row(*values))
        return [self._entry(row, versions[row.translation_key]) for row in rows]

    def _entry(self, row: Row, versions: list[Row]) -> dict[str, Any]:
        versions = sorted(versions, key=lambda version: site_order(version.language))
        addresses = [(version.language, self._pages.address(version)) for version in versions]
        others = [{"lang_code": code, "location": address} for code, address in addresses]
        default = next((a for code, a in addresses if code == "en"), None)
        if default or len(addresses) == 1:  # as the head of the page has it
            others.append({"lang_code": "x-default", "location": default or addresses[0][1]})
        return {
            "location": self._pages.address(row),
            "lastmod": row.changed,
            "alternates": others,
        }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the parts of each language; three queries."""
    pages = SitePages(request)
    counted = (
        pages.pages.order_by()
        .values("locale__language_code")
        .annotate(count=Count("pk"), changed=Max("last_published_at"))
    )
    by_language = sorted(counted, key=lambda one: site_order(one["locale__language_code"]))
    parts = [part for one in by_language for part in _parts(request, one)]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


def _parts(
    request: HttpRequest, counted: dict[str, Any]
) -> Iterator[sitemap_views.SitemapIndexItem]:
    address = request.build_absolute_uri(
        reverse("sitemap-part", args=(counted["locale__language_code"],))
    )
    for number in range(1, -(-counted["count"] // PART) + 1):
        location = address if number == 1 else f"{address}?p={number}"
        yield sitemap_views.SitemapIndexItem(location, counted["changed"])


@require_safe
def part(request: HttpRequest, section: str) -> HttpResponse:
    """`/sitemap-en.xml?p=2`: one part of a language; five queries; 404 where there is none."""
    pages = SitePages(request)
    sections: dict[str, Any] = {
        code: LanguagePages(pages, code) for code in settings.SITE_LANGUAGES
    }
    response: HttpResponse = sitemap_views.sitemap(request, sections, section=section)
    return response
