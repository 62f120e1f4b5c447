"""The editors' list of actions: number, state, deadline, languages."""

from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail_localize.models import Translation

from actions.models import ActionRecord, UrgentActionPage
from actions.states import State
from cms.isolation import marked_name
from cms.navigation import site_order


class TitleColumn(PageTitleColumn):
    """The number and title, which lead to the editor, where every act on the page is.

    Wagtail's own column has a menu a row, for which wagtail-localize asks the database twice.
    """

    cell_template_name = "actions/admin/title_cell.html"


class StateColumn(Column):
    """The state of the action today; a dash for a draft."""

    def get_value(self, instance: UrgentActionPage) -> str:
        """The state's word in the editor's language."""
        state = getattr(instance, "record_state", None)
        return str(State(state).label) if state else "–"


class DeadlineColumn(Column):
    """The deadline as a date, with its year; never "just now"."""

    def get_value(self, instance: UrgentActionPage) -> str:
        """The record's day, or the draft's; a dash where there is none."""
        day = getattr(instance, "record_act_by", None) or instance.act_by
        return date_format(day) if day else "–"


class LanguagesColumn(Column):
    """The languages that an action can be read in."""

    def get_value(self, instance: UrgentActionPage) -> SafeString:
        """Their own names, with commas; each marked as what it is."""
        return format_html_join(
            str(_(", ")), "{}", ((marked_name(code),) for code in instance.live_languages)
        )


class ActionIndexView(IndexView):
    """Rows with the record's facts, in the same number of queries whatever their number."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """A document can be imported by whoever may add an action."""
        buttons: list[Any] = super().header_buttons
        if self.add_url:
            address = reverse("import_document")
            buttons.append(HeaderButton(_("Import a document"), url=address, icon_name="upload"))
        return buttons

    def get_base_queryset(self) -> Any:
        """A row an action: the page in the language it was written in."""
        translated = Translation.objects.filter(
            source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id")
        )
        return super().get_base_queryset().filter(~Exists(translated))

    def annotate_queryset(self, pages: Any) -> Any:
        """Adds `record_state` and `record_act_by` from the record."""
        records = ActionRecord.objects.filter(translation_key=OuterRef("translation_key"))
        with_state = records.with_state(today=timezone.localdate())
        return (
            super()
            .annotate_queryset(pages)
            .annotate(
                record_state=Subquery(with_state.values("state")[:1]),
                record_act_by=Subquery(records.values("act_by")[:1]),
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Reads the languages of all rows at once."""
        context = super().get_context_data(**kwargs)
        rows = list(context["object_list"])
        found: dict[Any, list[str]] = {row.translation_key: [] for row in rows}
        for key, code in UrgentActionPage.objects.filter(
            translation_key__in=list(found), live=True, alias_of__isnull=True
        ).values_list("translation_key", "locale__language_code"):
            found[key].append(code)
        for row in context["object_list"]:
            codes = found.get(row.translation_key, [])
            row.live_languages = sorted(codes, key=site_order)
        return context


class ActionListingViewSet(PageListingViewSet):
    """All urgent actions, from the menu."""

    model = UrgentActionPage
    index_view_class = ActionIndexView
    icon = "edit"
    menu_label = _("Urgent actions")
    menu_order = 100
    add_to_admin_menu = True
    columns = [
        TitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        StateColumn("state", label=_("State"), width="10%"),
        DeadlineColumn("deadline", label=_("Deadline"), width="14%"),
        LanguagesColumn("languages", label=_("Languages"), width="18%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="10%"),
    ]
