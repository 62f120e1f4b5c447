"""django-rq's own page of queues, jobs and workers, in Wagtail's admin, for administrators alone.

It is made for Django's admin, which isn't here: `templates/admin/base_site.html` puts it into
Wagtail's, without its scripts, which only tick all boxes of a list at once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError
from wagtail.admin.menu import MenuItem

from cms.health import REDIS_IS_AWAY
from cms.jobs import queueing

PERMISSION = "django_rq.admin"


class _NoSite(admin.AdminSite):
    """What django-rq asks Django's admin for."""

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing: Wagtail's templates have all that they show."""
        return {}


def for_administrators(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of django-rq's for administrators; 403 for others, a message while Redis is away."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if not user.has_perm(PERMISSION):
            raise PermissionDenied
        user.is_staff = True  # of Django's admin, as the view asks; it isn't saved
        try:
            return view(request, *args, **kwargs)
        except RedisError:
            messages.error(request, REDIS_IS_AWAY)
            return redirect("wagtailadmin_home")

    return guarded


def addresses() -> list[URLPattern | URLResolver]:
    """`/admin/jobs/…`, where Redis is."""
    if not queueing.is_on():
        return []
    from django_rq.urls import urlpatterns

    admin.site = _NoSite()
    for view in urlpatterns:  # the page, and its numbers for programs
        view.callback = for_administrators(view.callback)
    return [path("jobs/", include((urlpatterns, "django_rq")))]


class JobsItem(MenuItem):
    """The way there, in the menu of reports."""

    def __init__(self) -> None:
        super().__init__(_("Jobs"), "", name="jobs", icon_name="tasks", order=900)

    def is_shown(self, request: HttpRequest) -> bool:
        """Where there is something to see, to whom it is shown."""
        if not (queueing.is_on() and request.user.has_perm(PERMISSION)):
            return False
        self.url = reverse("django_rq:home")
        return True
