"""What the admin doesn't open to somebody answers 403, and says so.

Wagtail leads back to the dashboard with a message, as if all was well: a script, or a test, can't
tell that from success.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from wagtail.admin import auth
from wagtail.admin.localization import get_localized_response


def refuse(request: HttpRequest) -> HttpResponseBase:
    """403 in the admin's look and the person's language; PermissionDenied for a script."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    return get_localized_response(_refusal, request)


def _refusal(request: HttpRequest) -> HttpResponseBase:
    return render(request, "cms/admin/refused.html", status=403)


def apply() -> None:
    """Take the place of Wagtail's own answer."""
    auth.permission_denied = refuse
