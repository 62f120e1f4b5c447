"""Public addresses, and the admin's."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from actions.views import series_redirect
from cms.health import readyz
from cms.media import media
from cms.metrics import metrics
from cms.routing import serve
from cms.views import front_door, healthz, robots

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", robots, name="robots"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("ua/<str:number>", series_redirect, name="series"),
    path("ua/<str:number>/<int:sequence>", series_redirect, name="series-sequence"),
    path("media/<path:path>", media, name="media"),
    path("", front_door, name="front"),
    *i18n_patterns(
        # But for the form of pages with a password of their own, which is Wagtail's.
        re_path(r"^(?!_util/authenticate)((?:[\w\-]+/)*)$", serve, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "cms.views.bad_request"
handler403 = "cms.views.refused"
handler404 = "cms.views.not_found"
handler500 = "cms.views.server_error"
