"""Jobs of search: documents of many actions made anew, and sent to Elasticsearch."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from cms import content_version
from search import vocabulary
from search.engines import elastic_index


@task()
def index(keys: list[str]) -> None:
    """Make the documents of actions anew, by their translation keys."""
    from search.changes import make_anew  # which has jobs of this kind done

    make_anew([UUID(key) for key in keys], now=timezone.now())


@task()
def send(records: list[int]) -> None:
    """Have Elasticsearch hold actions, by their records, as the database has them."""
    if elastic_index.is_on():
        elastic_index.send(records)
        content_version.renew()  # what readers found in between isn't kept for others


@task()
def count_words() -> None:
    """Count anew how many documents have each word: what is suggested first."""
    vocabulary.count()
