"""Lists of the directory in the admin, with names in the order of the admin's language."""

from typing import Any

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
        """By the column that was asked for; what was searched for is sorted by the search."""
        asked = self.ordering or ""
        name = _NAMES.get(asked.removeprefix("-"))
        if name is None or self.is_searching:
            return super().order_queryset(queryset)
        order = InOrder(name)
        return queryset.order_by(order.desc() if asked.startswith("-") else order.asc(), "pk")


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
