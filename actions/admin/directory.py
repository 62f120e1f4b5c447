"""The directory as snippets: search, filters, history, usage; a named input for each language."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from actions.forms import Checklist
from actions.models import Country, Language, Office, Organisation, Topic
from cms.panels import language_panels

NAME = {"name": _("Name")}


class OfficeViewSet(SnippetViewSet):
    """Whom actions write to."""

    model = Office
    icon = "user"
    menu_order = 100
    list_display = ("title", "country", "embassy_of", "emails", "verified_on")
    list_filter = ("country", "embassy_of", "languages", "verified_on")
    search_fields = ("title", "emails", "holders__name", "address")
    ordering = ("title",)
    panels = [
        *language_panels({"title": _("Title")}),
        FieldRowPanel(
            [FieldPanel("organisation"), FieldPanel("country"), FieldPanel("embassy_of")]
        ),
        FieldPanel("address"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("fax")]),
                FieldPanel("emails"),
                FieldRowPanel([FieldPanel("x_handle"), FieldPanel("website")]),
            ],
            heading=_("Ways to reach it"),
        ),
        FieldPanel("languages", widget=Checklist),
        FieldPanel("verified_on"),
        InlinePanel(
            "holders",
            heading=_("Holders"),
            label=_("Holder"),
            panels=[
                *language_panels(
                    {
                        "name": _("Name"),
                        "honorific": _("Honorific"),
                        "salutation": _("Salutation"),
                    }
                ),
                FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
            ],
        ),
    ]


class OrganisationViewSet(SnippetViewSet):
    """Networks that issue actions, and bodies that have offices."""

    model = Organisation
    icon = "group"
    menu_order = 200
    list_display = ("name", "website")
    search_fields = ("name", "website")
    panels = [*language_panels(NAME), FieldPanel("website")]


class CountryViewSet(SnippetViewSet):
    """Countries, with their regions."""

    model = Country
    icon = "globe"
    menu_order = 300
    list_display = ("name", "code", "region", "former_until")
    list_filter = ("region",)
    search_fields = ("name", "code")
    panels = [
        *language_panels(NAME),
        FieldRowPanel([FieldPanel("code"), FieldPanel("region"), FieldPanel("former_until")]),
    ]


class TopicViewSet(SnippetViewSet):
    """What actions are about."""

    model = Topic
    icon = "tag"
    menu_order = 400
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    panels = [*language_panels(NAME), FieldPanel("slug")]


class LanguageViewSet(SnippetViewSet):
    """Languages that offices read."""

    model = Language
    icon = "openquote"
    menu_order = 500
    list_display = ("name", "code")
    search_fields = ("name", "code")
    panels = [*language_panels(NAME), FieldPanel("code")]


class DirectoryGroup(SnippetViewSetGroup):
    """The directory, together in the menu."""

    items = (
        OfficeViewSet,
        OrganisationViewSet,
        CountryViewSet,
        TopicViewSet,
        LanguageViewSet,
    )
    menu_label = _("Directory")
    menu_icon = "list-ul"
    menu_order = 200
    add_to_admin_menu = True
