"""Public addresses of actions that are no pages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from actions.series import page_for_reader
from cms.middleware import preferred_language


@require_safe
def series_redirect(request: HttpRequest, number: str, sequence: int | None = None) -> HttpResponse:
    """`/ua/109.23` leads to the newest of the series, `/ua/109.23/2` to the second."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    found = page_for_reader(number, sequence=sequence, language=language)
    if found is None:
        raise Http404
    if found.withdrawn:
        response = render(request, "410.html", status=410)
    else:
        response = HttpResponseRedirect(found.url)
    patch_vary_headers(response, ["Accept-Language"])
    return response
