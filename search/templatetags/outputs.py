"""Links to what a list of actions can be taken along as, for the same query."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from wagtail.templatetags.wagtailcore_tags import pageurl

register = template.Library()

# The name below the library, its type, and what a reader is told that it is.
OUTPUTS = (
    ("feed.atom", "application/atom+xml", _("Feed")),
    ("feed.json", "application/feed+json", _("Feed as JSON")),
    ("deadlines.ics", "text/calendar", _("Calendar of deadlines")),
    ("export.csv", "text/csv", _("Table as CSV")),
    (
        "export.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("Table for Excel"),
    ),
)
MEANING = "export.txt"


def _links(context: template.Context) -> dict[str, Any]:
    library = pageurl(context, context["page"])
    query = context["results"].query.on_page(1).address()
    return {
        "outputs": [
            {"address": f"{library}{name}{query}", "type": kind, "label": label}
            for name, kind, label in OUTPUTS
        ],
        "meaning": f"{library}{MEANING}{query}",
        "language": context["language"],
    }


@register.inclusion_tag("search/components/outputs.html", takes_context=True)
def outputs(context: template.Context) -> dict[str, Any]:
    """What the list can be taken along as, where a reader is done with it."""
    return _links(context)


@register.inclusion_tag("search/components/output_alternates.html", takes_context=True)
def output_alternates(context: template.Context) -> dict[str, Any]:
    """The same for programs, in the head of the page."""
    return _links(context)
