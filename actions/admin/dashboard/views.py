"""All rows of a section of the dashboard, page by page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin.paginator import WagtailPaginator

from actions.admin.dashboard.desk import desk_of
from actions.admin.dashboard.panels import panels_for
from actions.admin.dashboard.sections import Section

ROWS = 50


def section_view(request: HttpRequest, name: str) -> HttpResponse:
    """Show a section whole, to those on whose dashboard it stands; 404 for others."""
    desk_of(request).asked_to_check = True
    section = _section(request, name)
    if section is None:
        raise Http404
    paginator = WagtailPaginator(section.rows, per_page=ROWS)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        "section": section,
        "page_obj": page,
        "elided_page_range": paginator.get_elided_page_range(page.number),
        "address": request.path,
    }
    return render(request, "actions/admin/dashboard/rest.html", context)


def _section(request: HttpRequest, name: str) -> Section | None:
    found = (
        section
        for panel in panels_for(request)
        for section in panel.sections
        if section.name == name
    )
    return next(found, None)
