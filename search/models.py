"""LibraryPage: the public list of actions in one language."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from actions.states import State
from cms.models import BasePage
from search.listing import entries, library_records, page_of_records


class LibraryPage(BasePage):
    """All actions, open ones first; the parent of the pages of actions."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        TranslatableField("introduction"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["actions.UrgentActionPage"]
    max_count_per_parent = 1
    template = "search/library_page.html"

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Template context: one page of entries, and the states to filter by."""
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        status = request.GET.get("status", "")
        records = page_of_records(
            library_records(today=today, status=status), request.GET.get("page")
        )
        return {
            **context,
            "status": status if status in State.values else "",
            "states": [state for state in State if state is not State.WITHDRAWN],
            "records": records,
            "page_range": records.paginator.get_elided_page_range(records.number),
            "entries": entries(records, language=self.language, request=request, today=today),
        }


def find_library(language: str, parts: Sequence[str]) -> LibraryPage | None:
    """The library at an address such as `/en/actions/`, for cms.routing."""
    if len(parts) != 1:
        return None
    return (
        LibraryPage.objects.filter(
            slug=parts[0], depth=3, live=True, locale__language_code=language
        )
        .select_related("locale")
        .first()
    )
