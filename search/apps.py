"""Finding actions: the public list."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Puts the open actions on the front page."""

    name = "search"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Fill what the site leaves to this layer."""
        from cms import registry
        from search.listing import open_actions_section

        registry.home_sections.append(open_actions_section)
