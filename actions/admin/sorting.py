"""Lists of the directory in the admin: names in the order of the admin's language, and search."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView

from cms.ordering import InOrder

# What the columns of the listings sort by, where that is a name.
_NAMES = {
    "name": "name",
    "title": "title",
    "country": "country__name",
    "embassy_of": "embassy_of__name",
}


class SortedIndexView(IndexView):
    """A listing that sorts names, and names of what its rows belong to, as their language does."""

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By the column that was asked for."""
        asked = self.ordering or ""
        name = _NAMES.get(asked.removeprefix("-"))
        if name is None:
            return super().order_queryset(queryset)
        order = InOrder(name)
        return queryset.order_by(order.desc() if asked.startswith("-") else order.asc(), "pk")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows that have what was typed in any of the fields to search, each once."""
        if not self.is_searching:
            return queryset
        found = super().search_queryset(self.model._default_manager.order_by())
        return queryset.filter(pk__in=found.values("pk"))


def in_every_language(*fields: str) -> tuple[str, ...]:
    """The columns of translated fields: what is typed may be in any language."""
    return tuple(
        f"{field}_{code}" for field in fields for code in settings.MODELTRANSLATION_LANGUAGES
    )


class ChooseName(ChooseView):
    """The chooser of what has a name."""

    ordering = (InOrder("name"), "pk")


class ChooseNameResults(ChooseResultsView):
    """The next page of the chooser of what has a name."""

    ordering = ChooseName.ordering


class ChooseTitle(ChooseView):
    """The chooser of offices."""

    ordering = (InOrder("title"), "pk")


class ChooseTitleResults(ChooseResultsView):
    """The next page of the chooser of offices."""

    ordering = ChooseTitle.ordering


class NameChooserViewSet(SnippetChooserViewSet):
    """Chooses a country, topic, language or organisation."""

    choose_view_class = ChooseName
    choose_results_view_class = ChooseNameResults


class TitleChooserViewSet(SnippetChooserViewSet):
    """Chooses an office."""

    choose_view_class = ChooseTitle
    choose_results_view_class = ChooseTitleResults
