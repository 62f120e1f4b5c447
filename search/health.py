"""What /readyz says of search: whether Elasticsearch answers, where there is one."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.health import OK, Answer, Part, State, register
from search.engines import elastic, elastic_index

AWAY = _(
    "Elasticsearch doesn't answer, or not in time: the database's own search stands in. Look "
    "whether it runs, and whether ELASTICSEARCH_URL is right."
)
RED = _("Elasticsearch is red: the database's own search stands in. Look into its log.")
NO_INDEX = _(
    "Elasticsearch has no index of the actions yet: the database's own search stands in. It is "
    "made by the scheduler within five minutes, or by manage.py rebuild_search."
)


def elasticsearch(*, now: datetime) -> Answer:
    """Whether readers are answered by Elasticsearch; raises where it doesn't answer."""
    client = elastic.client()
    if not client.indices.exists_alias(name=settings.SEARCH_ALIAS):
        return Answer(State.DEGRADED, NO_INDEX)
    if client.cluster.health(index=settings.SEARCH_ALIAS)["status"] == "red":
        return Answer(State.DEGRADED, RED)
    return OK


def register_all() -> None:
    """The part, where there is an Elasticsearch."""
    if elastic_index.is_on():
        register(Part("elasticsearch", elasticsearch, beside=True, silent=AWAY))
