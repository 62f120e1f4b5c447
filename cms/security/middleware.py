"""What stands between a password and the admin: one middleware for every address there is.

In the admin a session that hasn't given the second factor it needs is led to it, whatever was
asked for; anywhere else it counts as nobody's. What Django answers before it comes here (a slash
that is missing, an address that isn't there) says nothing that is anybody's.
"""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cms.security import demo, second_factor, sessions

ADMIN = "admin/"
# What answers with a password alone, or without: ways out, a new password, and what the pages of
# the second factor are drawn with. Signing in anew is one too, as far as its form is sent.
OPEN = frozenset(
    {
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
        "second_factor_code",
        "second_factor_set_up",  # which lets those in only who have none
    }
)


class SecondFactorMiddleware:
    """Lets nobody on with half of what a sign-in needs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, from whatever follows."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """What is answered instead of a view; None to go on."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        match = request.resolver_match
        if match is None or not match.route.startswith(ADMIN):
            user = request.user
            request.user = cast(Any, SimpleLazyObject(lambda: _in_public(request, user)))
            return None
        if request.user.is_anonymous:
            return None
        if refusal := _ended(request):
            return refusal
        sessions.renew(request, now=timezone.now())
        name = match.view_name
        if name in OPEN or (name == "wagtailadmin_login" and request.method == "POST"):
            return None
        is_due = second_factor.is_due(user=request.user, session=request.session)
        return _led_to_second_factor(request, name) if is_due else None


def _in_public(request: HttpRequest, user: Any) -> Any:
    """Who somebody is outside the admin: nobody, while the second factor is due."""
    if user.is_anonymous:
        return user
    half = second_factor.is_due(user=user, session=request.session)
    return AnonymousUser() if half or _is_no_longer_in(request, user) else user


def _is_no_longer_in(request: HttpRequest, user: Any) -> bool:
    return sessions.is_over(request, now=timezone.now()) or demo.is_refused(user)


def _ended(request: HttpRequest) -> HttpResponseBase | None:
    """The way to the login, where a session is too old or is a demo account's on a real site."""
    if not _is_no_longer_in(request, request.user):
        return None
    logout(request)
    return _led(request, reverse("wagtailadmin_login"), request.get_full_path())


def _led_to_second_factor(request: HttpRequest, name: str) -> HttpResponseBase:
    has_one = second_factor.has_device(cast(User, request.user))
    address = reverse("second_factor_code" if has_one else "second_factor_set_up")
    if name == "wagtailadmin_login":
        wanted = request.GET.get("next", "")
    else:
        wanted = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    return _led(request, address, wanted)


def _led(request: HttpRequest, address: str, wanted: str) -> HttpResponseBase:
    """A redirect that comes back; 403 for what a script asks, which couldn't show it."""
    accepted = request.headers.get("Accept", "*/*")
    is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if is_script or not any(kind in accepted for kind in ("text/html", "*/*")):
        raise PermissionDenied
    query = urlencode({"next": wanted}) if wanted else ""
    return redirect(f"{address}?{query}" if query else address)
