"""The headers that every answer carries, whatever made it: pages, files, errors.

Django's own middleware adds what depends on the address being secure (HSTS). What a view says of
itself stays: files that were uploaded have a policy of their own, Wagtail's previews may be framed.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.security import policy

POLICY = "Content-Security-Policy"
# What a browser could do for a page and ours never asks for. Copying and sharing are asked for.
UNUSED = (
    "accelerometer autoplay camera display-capture encrypted-media geolocation gyroscope hid "
    "identity-credentials-get idle-detection local-fonts magnetometer microphone midi "
    "otp-credentials payment picture-in-picture publickey-credentials-create "
    "publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking"
).split()
EVERYWHERE = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
}
PUBLIC = policy.written(policy.PUBLIC)
ADMIN = policy.written(policy.ADMIN)
FRAMED_BY_ADMIN = policy.written(policy.ADMIN | policy.FRAMED)
ADMIN_ADDRESS = "/admin/"


def secure(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """The answer, with every header that it hasn't got yet.

    Whoever may frame it, by the header that older browsers know, may by the policy as well.
    """
    headers = answer.headers
    for name, value in EVERYWHERE.items():
        headers.setdefault(name, value)
    if request.path_info.startswith(ADMIN_ADDRESS):
        # Also where a page for readers is shown in a preview, which says its own.
        framed = headers["X-Frame-Options"] == "SAMEORIGIN"
        headers[POLICY] = FRAMED_BY_ADMIN if framed else ADMIN
    else:
        headers.setdefault(POLICY, PUBLIC)
    return answer


class HeadersMiddleware:
    """Gives every answer its headers; behind the readers' cache, which keeps them with the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers."""
        return secure(request, self.get_response(request))
