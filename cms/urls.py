"""Public addresses, and the admin's."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

import cms.converters  # noqa: F401  (addresses have paths of pages)
from actions.views import series_redirect
from cms import sitemaps
from cms.health import readyz
from cms.media import media
from cms.metrics import metrics
from cms.routing import serve, serve_form, serve_output
from cms.views import front_door, healthz, robots
from search.api import urls as api_urls

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap-part"),
    path("api/v1/", api_urls),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("ua/<str:number>", series_redirect, name="series"),
    path("ua/<str:number>/<int:sequence>", series_redirect, name="series-sequence"),
    path("media/<path:path>", media, name="media"),
    path("", front_door, name="front"),
    *i18n_patterns(
        # What stands below a page, by the names that cms.routing knows.
        *(
            path(f"<page:path>{name}", serve_output, {"name": name}, name="output")
            for name in (
                *("card.png", "cite.bib", "cite.ris"),
                *("feed.atom", "feed.json", "deadlines.ics"),
                *("export.csv", "export.xlsx", "export.txt", "suggestions"),
            )
        ),
        *(
            path(f"<page:path>{name}", serve_form, {"name": name}, name="readers-form")
            for name in ("letter/", "letter.txt", "letter.eml", "letter.pdf")
        ),
        # But for the form of pages with a password of their own, which is Wagtail's.
        re_path(r"^(?!_util/authenticate)((?:[\w\-]+/)*)$", serve, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "cms.views.bad_request"
handler403 = "cms.views.refused"
handler404 = "cms.views.not_found"
handler500 = "cms.views.server_error"
