"""One door to search: Elasticsearch where there is one, else, or while it is away, the database."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from search.engines.base import Engine, Found, TooDeep, Unavailable
from search.engines.database import DatabaseEngine
from search.engines.elastic import ElasticEngine, absence
from search.models import SearchWord
from search.query import Query

Answer = TypeVar("Answer")

SIMPLER = _(
    "The full search can’t be reached at the moment, and a simpler one stands in: it may find "
    "fewer forms of a word."
)


def search(query: Query, *, today: date, per_page: int) -> Found:
    """One page of what a query finds; `simpler` where the database stands in."""
    found, simpler = _answer(lambda engine: engine.search(query, today=today, per_page=per_page))
    return replace(found, simpler=True) if simpler else found


def everything(query: Query, *, today: date) -> Sequence[int]:
    """The ids of all that a query finds, in its order."""
    return _answer(lambda engine: engine.everything(query, today=today))[0]


def stands_in() -> bool:
    """Whether the database stands in for Elasticsearch, which didn't answer when it was asked."""
    return bool(settings.ELASTICSEARCH_URL) and absence.is_on()


def total(query: Query, *, today: date) -> int:
    """How many actions a query finds."""
    return _answer(lambda engine: engine.total(query, today=today))[0]


def near(words: Sequence[str], *, languages: Collection[str]) -> dict[str, list[SearchWord]]:
    """The words in languages that each of these, folded and in no document, may be meant for."""
    return _answer(lambda engine: engine.near(words, languages=languages))[0]


def _answer(ask: Callable[[Engine], Answer]) -> tuple[Answer, bool]:
    """What an engine answers, and whether it stands in for another one."""
    simpler = False
    if settings.ELASTICSEARCH_URL:
        try:
            return ask(ElasticEngine()), False
        except Unavailable:
            simpler = True
        except TooDeep:
            pass
    return ask(DatabaseEngine()), simpler
