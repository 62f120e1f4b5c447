"""The directory as snippets: search, filters, history, usage; a named input for each language."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from actions import usage
from actions.admin.office_acts import office_buttons
from actions.admin.office_forms import TITLE
from actions.admin.sorting import (
    NameChooserViewSet,
    SortedIndexView,
    TitleChooserViewSet,
    in_every_language,
)
from actions.forms import Checklist
from actions.models import Country, Language, Office, Organisation, Topic
from actions.verification import STALE_AFTER, Verification, age_of, months_before
from cms.ordering import InOrder
from cms.panels import language_panels

NAME = {"name": _("Name")}


class OfficeFilterSet(WagtailFilterSet):
    """What the list of offices can be narrowed to."""

    to_check = django_filters.BooleanFilter(
        label=_("Not checked for 12 months"), method="filter_to_check"
    )

    class Meta:
        model = Office
        fields = ["country", "embassy_of", "languages"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.fields:
            chosen = self.filters[name]
            chosen.queryset = chosen.queryset.order_by(InOrder("name"))

    def filter_to_check(self, offices: QuerySet[Office], name: str, value: bool) -> Any:
        """Those checked more than a year ago or never; or the others."""
        limit = months_before(timezone.localdate(), STALE_AFTER)
        old = Q(verified_on=None) | Q(verified_on__lt=limit)
        return offices.filter(old if value else ~old)


class VerifiedColumn(Column):
    """When an office was last checked, and whether that is long ago: in words."""

    def get_value(self, instance: Office) -> str:
        """The day with its age."""
        age = age_of(instance.verified_on, today=timezone.localdate())
        if not instance.verified_on or age is Verification.FRESH:
            return date_format(instance.verified_on) if instance.verified_on else str(age.label)
        return f"{date_format(instance.verified_on)} · {age.label}"


class OfficeIndexView(SortedIndexView):
    """Offices with the number of open actions that use each."""

    def get_base_queryset(self) -> Any:
        """Counted in the same query."""
        offices = super().get_base_queryset().select_related("country", "embassy_of")
        return usage.with_open_actions(offices, today=timezone.localdate())


class OfficeEditView(EditView):
    """An office, with the acts on it in the menu."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """The acts before Wagtail's own."""
        mine = list(office_buttons(self.object, self.request.user))
        return [*mine, *super().header_more_buttons]


class UsesPanel(Panel):
    """The open actions that use an office, and whether its addresses were checked lately."""

    class BoundPanel(Panel.BoundPanel):
        """For one office."""

        template_name = "actions/admin/office_uses.html"

        def is_shown(self) -> bool:
            """Only for an office that is there."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Adds `uses` and `age`."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            today = timezone.localdate()
            context["uses"] = usage.open_uses(offices=[self.instance.pk], today=today)
            context["age"] = age_of(self.instance.verified_on, today=today)
            return context


class OfficeViewSet(SnippetViewSet):
    """Whom actions write to."""

    model = Office
    icon = "user"
    menu_order = 100
    index_view_class = OfficeIndexView
    chooser_viewset_class = TitleChooserViewSet
    edit_view_class = OfficeEditView
    filterset_class = OfficeFilterSet
    list_display = (
        "title",
        "country",
        "embassy_of",
        NumberColumn("open_actions", label=_("Open actions"), sort_key="open_actions"),
        VerifiedColumn("verified_on", label=_("Verified on"), sort_key="verified_on"),
    )
    search_backend_name = None  # Wagtail's index doesn't know all of these
    search_fields = (*in_every_language("title", "holders__name"), "emails", "address")
    ordering = "title"
    panels = [
        UsesPanel(heading=_("Open actions that use this office")),
        *language_panels({"title": TITLE}),
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


class NamedViewSet(SnippetViewSet):
    """What is known by its name."""

    index_view_class = SortedIndexView
    chooser_viewset_class = NameChooserViewSet
    ordering = "name"
    search_backend_name = None  # Wagtail's index doesn't know codes


class OrganisationViewSet(NamedViewSet):
    """Networks that issue actions, and bodies that have offices."""

    model = Organisation
    icon = "group"
    menu_order = 200
    list_display = ("name", "website")
    search_fields = (*in_every_language("name"), "website")
    panels = [*language_panels(NAME), FieldPanel("website")]


class CountryViewSet(NamedViewSet):
    """Countries, with their regions."""

    model = Country
    icon = "globe"
    menu_order = 300
    list_display = ("name", "code", "region", "former_until")
    list_filter = ("region", "post_suspended")
    search_fields = (*in_every_language("name"), "code")
    panels = [
        *language_panels(NAME),
        FieldRowPanel([FieldPanel("code"), FieldPanel("region"), FieldPanel("former_until")]),
        FieldPanel("post_suspended"),
    ]


class TopicViewSet(NamedViewSet):
    """What actions are about."""

    model = Topic
    icon = "tag"
    menu_order = 400
    list_display = ("name", "slug")
    search_fields = (*in_every_language("name"), "slug")
    panels = [*language_panels(NAME), FieldPanel("slug")]


class LanguageViewSet(NamedViewSet):
    """Languages that offices read."""

    model = Language
    icon = "openquote"
    menu_order = 500
    list_display = ("name", "code")
    search_fields = (*in_every_language("name"), "code")
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
