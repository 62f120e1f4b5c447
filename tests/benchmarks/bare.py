"""The least that Django can do: one view, one fixed answer, no middleware, no database."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

settings.configure(
    SECRET_KEY="only-for-benchmarks",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    DATABASES={},
)
BODY = Path(os.environ["BARE_BODY"]).read_bytes()
HEADERS = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(BODY))}


def view(request: HttpRequest) -> HttpResponse:
    """The same bytes for every address."""
    return HttpResponse(BODY, headers=HEADERS)


urlpatterns = [re_path("", view)]
application = get_wsgi_application()
