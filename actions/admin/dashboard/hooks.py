"""The dashboard in Wagtail's admin: its panels, its summary, its addresses, its style."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from actions.admin.dashboard.desk import desk_of
from actions.admin.dashboard.panels import panels_for
from actions.admin.dashboard.sections import DeskPanel
from actions.admin.dashboard.views import section_view

REPLACED = (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)


class CountItem(SummaryItem):
    """A count at the top of the dashboard, which leads to what it counts."""

    template_name = "actions/admin/dashboard/summary_item.html"

    def __init__(self, request: HttpRequest, order: int, **shown: Any) -> None:
        super().__init__(request)
        self.order, self.shown = order, shown

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """`title`, `number`, `address`, `icon`."""
        return self.shown


@hooks.register("construct_homepage_panels", order=1000)
def lay_out(request: HttpRequest, panels: list[Any]) -> None:
    """Our panels instead of Wagtail's own; those of others stay."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels += panels_for(request)


@hooks.register("construct_homepage_summary_items", order=1000)
def sum_up(request: HttpRequest, items: list[Any]) -> None:
    """What there is to do, instead of how many pages, images and documents there are."""
    panels = panels_for(request)
    items.clear()
    if panels:
        items.append(
            CountItem(
                request,
                0,
                title=_("Open actions"),
                number=len(desk_of(request).work.actions),
                address=reverse("urgent_actions:index"),
                icon="edit",
            )
        )
        items += [_count(request, panel) for panel in panels if panel.is_work and panel.to_do]


def _count(request: HttpRequest, panel: DeskPanel) -> CountItem:
    return CountItem(
        request,
        panel.order,
        title=panel.title,
        number=panel.to_do,
        address=f"#{panel.name}-section",
        icon=panel.icon,
    )


@hooks.register("register_admin_urls")
def section_urls() -> list[URLPattern]:
    """The addresses of what a panel has no room for."""
    return [path("desk/<slug:name>/", section_view, name="desk_section")]


@hooks.register("insert_global_admin_css")
def dashboard_css() -> str:
    """The style of the panels."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-dashboard.css"))
