"""What no screen of the admin sends: said to be that, where Wagtail would answer 500."""

from collections.abc import Callable
from traceback import walk_tb
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin.views.generic.chooser import CreationFormMixin
from wagtail.models import Page

# What is done with a page among others: the root, which holds the sites, has no such place.
AMONG_OTHERS = frozenset(
    f"wagtailadmin_pages:{name}"
    for name in ("lock", "unlock", "move", "move_confirm", "set_page_position")
)
ERROR_TEST = "wagtailadmin_error_test"  # Wagtail's own, which fails whenever it is asked
LIST_BY_NUMBER = "wagtailadmin_workflows:edit"  # it takes any `p` for the number of a page
READING = frozenset({"value_from_datadict", "_clean_fields"})  # functions that read a form


class OddRequestMiddleware:
    """404 for a place that there isn't, 400 for a form that lacks what its page always sends.

    Wagtail reads the parts of a StreamField without asking whether they are there: what was cut
    off on its way, or made by a script, would answer 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer as it is."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Say that there is no such place."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name == ERROR_TEST or (name in AMONG_OTHERS and _is_root(next(iter(kwargs.values())))):
            raise Http404
        if name == LIST_BY_NUMBER:
            number = request.GET.get("p", "1")
            if not (number.isascii() and number.isdigit()):
                raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Say that the request is bad, where it was read when this happened."""
        if isinstance(exception, InvalidPage):
            raise Http404 from exception
        if request.method in ("GET", "HEAD"):
            return
        reading = any(
            frame.f_code.co_name in READING for frame, _line in walk_tb(exception.__traceback__)
        )
        if isinstance(exception, MultiValueDictKeyError) or (
            reading and isinstance(exception, (LookupError, TypeError, ValueError, AttributeError))
        ):
            raise BadRequest("The form lacks what its page sends.") from exception


def _is_root(page_id: Any) -> bool:
    return Page.objects.filter(pk=page_id, depth=1).exists()


def apply() -> None:
    """Nobody makes a row by a chooser that has no form for it; Wagtail would ask that form."""
    may = CreationFormMixin.can_create
    CreationFormMixin.can_create = lambda view: may(view) and bool(view.get_creation_form_class())
