"""One door to search: Elasticsearch where there is one, else, or while it is away, the database."""

from dataclasses import replace
from datetime import date

from django.conf import settings

from search.engines.base import Found, TooDeep, Unavailable
from search.engines.database import DatabaseEngine
from search.engines.elastic import ElasticEngine
from search.query import Query


def search(query: Query, *, today: date, per_page: int) -> Found:
    """One page of what a query finds; `simpler` where the database stands in."""
    if settings.ELASTICSEARCH_URL:
        try:
            return ElasticEngine().search(query, today=today, per_page=per_page)
        except Unavailable:
            found = DatabaseEngine().search(query, today=today, per_page=per_page)
            return replace(found, simpler=True)
        except TooDeep:
            pass
    return DatabaseEngine().search(query, today=today, per_page=per_page)
