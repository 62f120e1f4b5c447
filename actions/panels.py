"""The editor's form of an urgent action, in the order of the document."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from actions.admin.errors import ErrorListPanel
from actions.admin.findings_panel import FindingsPanel
from actions.forms import Checklist

CONTENT_PANELS = [
    ErrorListPanel(),
    FindingsPanel(),
    FieldPanel("title"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("serial"), FieldPanel("year"), FieldPanel("sequence")]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("index_number")]),
            FieldRowPanel([FieldPanel("reference"), FieldPanel("reference_by")]),
        ],
        heading=_("Number"),
    ),
    FieldPanel("issued_on"),
    MultiFieldPanel(
        [
            FieldPanel("countries", widget=Checklist),
            FieldPanel("topics", widget=Checklist),
            FieldPanel("co_issuers", widget=Checklist),
            FieldPanel("signatories", widget=Checklist),
        ],
        heading=_("Where, about what, with whom"),
        classname="collapsed",
    ),
    FieldPanel("introduction"),
    FieldPanel("steps"),
    FieldPanel("targets"),
    FieldPanel("copies"),
    FieldPanel("letters"),
    FieldPanel("safety_note"),
    FieldPanel("additional_information"),
    MultiFieldPanel(
        [
            FieldPanel("preferred_languages", widget=Checklist),
            FieldPanel("own_language_accepted"),
        ],
        heading=_("Preferred language to address the target"),
    ),
    MultiFieldPanel(
        [FieldPanel("act_by"), FieldPanel("key_dates")], heading=_("Take action until")
    ),
    FieldPanel("people"),
    FieldPanel("previous_actions"),
    MultiFieldPanel(
        [
            FieldPanel("updates"),
            FieldPanel("stops_earlier_letters"),
            FieldPanel("final_outcome"),
        ],
        heading=_("What happened since"),
    ),
    FieldPanel("unplaced"),
    FieldPanel("is_example"),
]
