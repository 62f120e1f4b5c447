"""Jobs of search: documents of many actions made anew."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from search.indexing import index_actions


@task()
def index(keys: list[str]) -> None:
    """Make the documents of actions anew, by their translation keys."""
    index_actions([UUID(key) for key in keys], now=timezone.now())
