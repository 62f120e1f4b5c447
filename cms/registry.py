"""What lower layers let higher ones fill, in their AppConfig.ready()."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

# (home page, request) → template context; the library adds the open actions.
home_sections: list[Callable[[Any, Any], dict[str, Any]]] = []

# Pages that are live and yet not the public's, such as those of withdrawn actions.
hidden_pages: list[Callable[[], QuerySet[Any]]] = []

# Called in the transaction that takes an action back, with its translation key: what holds any of
# its words elsewhere (search, feeds, caches) drops them there and then.
withdrawal_steps: list[Callable[[UUID], None]] = []

# Called in the transaction that changes actions otherwise than by publishing a page (an act,
# replaced words, merged offices), with their translation keys: what keeps words or facts of its own
# makes them anew.
change_steps: list[Callable[[Collection[UUID]], None]] = []


def tell_of_change(keys: Collection[UUID]) -> None:
    """Have `change_steps` taken for actions, by their translation keys."""
    for step in change_steps:
        step(keys)


# Models of ours that no page for readers shows: writing them leaves the content version alone.
unseen_models: set[type[Model]] = set()

# What metrics tell when they are asked: a name → what it is, in English, and how to count it.
measures: dict[str, tuple[str, Callable[[], float]]] = {}
