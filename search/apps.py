"""Finding actions: the public list."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Puts the open actions on the front page."""

    name = "search"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Fill what the site leaves to this layer."""
        from cms import registry, routing
        from search import changes, deadlines, export, feeds, health, suggestions
        from search.listing import open_actions_section
        from search.models import LibraryPage, SearchWord, find_library

        registry.home_sections.append(open_actions_section)
        routing.finders.append(find_library)
        streams = {
            "deadlines.ics": deadlines.deadlines,
            "export.csv": export.csv_table,
            "export.xlsx": export.xlsx_table,
        }
        others = {
            "feed.atom": feeds.atom,
            "feed.json": feeds.json_feed,
            "export.txt": export.dictionary,
            "suggestions": suggestions.suggestions,
        }
        routing.register_outputs(LibraryPage, streams | others)
        routing.streamed.update(streams)
        registry.unseen_models.add(SearchWord)
        changes.connect()
        health.register_all()
        post_migrate.connect(changes.build_first, sender=self, dispatch_uid="search.build_first")
