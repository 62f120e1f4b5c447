"""Words of the admin that would stay in the language in which they were first said.

Somebody may read the admin in another language than that of their browser, or of whoever opened a
screen first since the server started.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy, override
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser


class SaidAtOnce(FallbackStorage):
    """Keeps messages as they read for who gets them: Django puts them into words only after the
    answer was made, when the language that somebody chose for the admin is no longer active.
    """

    def add(self, level: int, message: Any, extra_tags: str | None = "") -> None:
        """Keep a message, in the language that is active now."""
        super().add(level, str(message), extra_tags)


def mend_breadcrumbs() -> None:
    """Have the way to a list of the directory in the language of who looks at it.

    Wagtail puts "Home" into words once, as the addresses are made, in whichever language it was
    asked in first.
    """
    as_wagtail_does: Any = SnippetViewSet.breadcrumbs_items.fget

    def items(viewset: SnippetViewSet) -> list[dict[str, Any]]:
        with override(None):  # the words as they are looked up
            made = as_wagtail_does(viewset)
        return [{**item, "label": gettext_lazy(item["label"])} for item in made]

    SnippetViewSet.breadcrumbs_items = property(items)


# What the buttons of a chooser say: Wagtail puts it into words once, when the chooser is made,
# and keeps that for everybody.
CHOOSER_WORDS = {
    "choose_one_text": "Choose %(object)s",
    "choose_another_text": "Choose another %(object)s",
    "link_to_chosen_text": "Edit this %(object)s",
}


def mend_choosers() -> None:
    """Have choosers of the directory speak the language of who looks at them."""
    as_wagtail_does = AdminSnippetChooser.__init__

    def make(chooser: AdminSnippetChooser, *args: Any, **kwargs: Any) -> None:
        as_wagtail_does(chooser, *args, **kwargs)
        for name, words in CHOOSER_WORDS.items():
            setattr(chooser, name, _said_later(words, chooser.model._meta))

    AdminSnippetChooser.__init__ = make


def _say(words: str, options: Any) -> str:
    return gettext(words) % {"object": options.verbose_name}


_said_later = lazy(_say, str)


# Entries of menus that are named once, in the language of whoever is first to look: by what their
# names begin with. The words are Wagtail's and wagtail-localize's, in their own catalogues.
MENU_WORDS = {
    "translations": "Translations",
    "whats-new-in-wagtail-": "What's new in Wagtail %(version)s",
}


def name_anew(items: Iterable[Any]) -> None:
    """Name the entries of a menu in the language that is active now."""
    for item in items:
        for start, words in MENU_WORDS.items():
            if item.name.startswith(start):
                item.label = gettext(words) % {"version": item.name.removeprefix(start)}
