"""What a request brings along: no larger than it may be, and read to its end.

A server that answers without having read all of a request closes the connection under whoever is
still sending. nginx then says 502, browsers say that there is no connection: neither shows what was
answered.
"""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase

from cms.views import form_refused

# Whoever isn't signed in uploads nothing. Caddy keeps as much before it passes a request on, so
# that no stranger who sends slowly has a thread wait.
FROM_STRANGERS = 256 * 1024  # bytes
# What proxies let through (nginx.conf, Caddyfile). It is more than is taken, so that whoever sends
# too much is told so in words of ours.
READ_THROUGH = 32 * 1024 * 1024
PIECE = 64 * 1024

# One thread of a process at a time reads what nobody wants: the others answer meanwhile.
_reading = threading.Lock()


class BodyMiddleware:
    """Refuses what is too large before any of it is kept, and reads what nobody wanted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, from whatever follows; RequestDataTooBig, which answers 413."""
        try:
            if length_of(request) > settings.LARGEST_REQUEST:
                raise RequestDataTooBig("The request is larger than LARGEST_REQUEST.")
            return self.get_response(request)
        finally:
            _read_through(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The refusal of what somebody sends who isn't signed in, or no longer is."""
        if length_of(request) <= FROM_STRANGERS or request.user.is_authenticated:
            return None
        return form_refused(request)


def length_of(request: HttpRequest) -> int:
    """How many bytes a request says that it brings; nothing is read beyond them."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:  # Django reads nothing then
        return 0


def _read_through(request: HttpRequest) -> None:
    """Read what is left of a request, so that its sender gets to hear the answer."""
    if not 0 < length_of(request) <= READ_THROUGH or not _reading.acquire(blocking=False):
        return
    try:
        with contextlib.suppress(UnreadablePostError):  # the sender went away
            while request.read(PIECE):
                pass
    finally:
        _reading.release()
