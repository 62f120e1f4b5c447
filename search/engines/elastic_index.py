"""The index in Elasticsearch: what is in it, kept as the documents of the database are.

It can be made anew at any time. Whatever changes documents has a job send them; a scheduled one
compares all, so that what was missed while Elasticsearch was away is sent when it is back.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import bulk, scan

from search.batches import batches
from search.engines import elastic
from search.engines.analysis import analyser, analysis
from search.engines.base import Unavailable
from search.engines.elastic import SPELLING, absence
from search.facets import FACETS
from search.models import SearchDocument, SearchText

logger = logging.getLogger(__name__)

BATCH = 250  # actions to a request
PATIENCE = 30  # seconds for an answer
QUICK = 5  # seconds that a change may have to wait
_MADE_BY = "settings and fields"
AT_ONCE = 25  # actions that readers find as soon as they are sent
# A day that no deadline is beyond: urgency is how many days before it.
LAST_DAY = date(2999, 12, 31)


def client() -> Elasticsearch:
    """Elasticsearch for jobs, which can wait."""
    return elastic.client().options(request_timeout=PATIENCE, max_retries=1)


def is_on() -> bool:
    """Whether there is one."""
    return bool(settings.ELASTICSEARCH_URL)


def send(records: Collection[int]) -> None:
    """Have Elasticsearch hold actions, by their records, as the database has them now.

    Raises elasticsearch's errors, or Unavailable, where it can't. Without an index there is nothing
    to do: all are sent when it is made.
    """
    if absence.is_on():
        raise Unavailable
    quick = client().options(request_timeout=QUICK, max_retries=0)
    try:
        # Written to a name that isn't there, an index would be made without our words for it.
        if quick.indices.exists_alias(name=settings.SEARCH_ALIAS):
            refresh = len(records) <= AT_ONCE
            _write(quick, settings.SEARCH_ALIAS, records, refresh=refresh)
    except TransportError:
        absence.begin()  # whoever saves a page next needn't wait for it
        raise


def rebuild(*, now: datetime, said: Callable[[int, int], None] = lambda done, all_: None) -> None:
    """Make the index anew beside the one that answers, and put it in its place when it is whole.

    What changed in the meantime is sent after that.
    """
    name = f"{settings.SEARCH_ALIAS}-{now:%Y%m%d%H%M%S%f}"
    meta = {_MADE_BY: _made_by()}
    client().indices.create(
        index=name, settings=_settings(), mappings={**_mappings(), "_meta": meta}
    )
    try:
        _fill(name, said)
    except BaseException:
        client().indices.delete(index=name, ignore_unavailable=True)
        raise
    client().indices.put_settings(index=name, settings={"index.refresh_interval": "1s"})
    client().indices.refresh(index=name)
    former = _indices()
    actions = [{"remove_index": {"index": index}} for index in former]
    add = {"add": {"index": name, "alias": settings.SEARCH_ALIAS}}
    client().indices.update_aliases(actions=[add, *actions])
    reconcile(now=now)


def _fill(name: str, said: Callable[[int, int], None]) -> None:
    documents = SearchDocument.objects.order_by("record")
    records = list(documents.values_list("record", flat=True).distinct())
    for done, batch in batches(records, BATCH):
        _write(client(), name, batch, refresh=False)
        said(done, len(records))


def reconcile(*, now: datetime) -> int:
    """Send what differs, and take out what is no more; returns how many actions that were.

    An index that another release made, which reads words otherwise, is made anew. Raises
    elasticsearch's errors where it can't.
    """
    if not _is_of_this_release():
        rebuild(now=now)
        return SearchDocument.objects.values("record").distinct().count()
    there = {
        int(hit["_id"]): hit["_source"]["digest"]
        for hit in scan(
            client(), index=settings.SEARCH_ALIAS, query={"_source": ["digest"]}, size=5000
        )
    }
    here = digests()
    differ = [key for key in {*there, *here} if there.get(key) != here.get(key)]
    for _done, batch in batches(differ, BATCH):
        _write(client(), settings.SEARCH_ALIAS, batch, refresh=False)
    if differ:
        client().indices.refresh(index=settings.SEARCH_ALIAS)
        logger.warning("Elasticsearch lacked %d actions, or had them otherwise.", len(differ))
    return len(differ)


def _is_of_this_release() -> bool:
    """Whether there is an index, and fields and analysis are those that would be made now."""
    try:
        found = client().indices.get_mapping(index=settings.SEARCH_ALIAS).body.values()
    except NotFoundError:
        return False
    return all(index["mappings"].get("_meta", {}).get(_MADE_BY) == _made_by() for index in found)


def _made_by() -> str:
    """What tells this release's settings and fields from another's."""
    return hashlib.blake2b(
        json.dumps([_settings(), _mappings()], sort_keys=True).encode(), digest_size=16
    ).hexdigest()


def digests() -> dict[int, str]:
    """What tells whether an action is as it was, by record."""
    found: dict[int, list[str]] = {}
    rows = SearchDocument.objects.order_by("record", "language").values_list("record", "digest")
    for record, digest in rows.iterator(chunk_size=5000):
        found.setdefault(record, []).append(digest)
    return {record: _together(each) for record, each in found.items()}


def _together(digests: Iterable[str]) -> str:
    return hashlib.blake2b(" ".join(digests).encode(), digest_size=16).hexdigest()


def _indices() -> list[str]:
    """The indices that the alias stands for."""
    try:
        return list(client().indices.get_alias(name=settings.SEARCH_ALIAS).body)
    except NotFoundError:
        return []


def _write(to: Elasticsearch, index: str, records: Collection[int], *, refresh: bool) -> None:
    bulk(
        to,
        _operations(index, records),
        refresh=refresh,
        raise_on_error=True,
        # Of many it may say that it can't take them in right now.
        max_retries=0 if refresh else 4,
        initial_backoff=1,
        ignore_status=(404,),  # of what is to be taken out and isn't there
    )


def _operations(index: str, records: Collection[int]) -> Iterator[dict[str, Any]]:
    documents: dict[int, list[SearchDocument]] = {}
    found = SearchDocument.objects.filter(record__in=records).select_related("text")
    for document in found.order_by("language"):
        documents.setdefault(document.record_id, []).append(document)
    for record in records:
        if record in documents:
            source = _source(documents[record])
            yield {"_op_type": "index", "_index": index, "_id": record, "_source": source}
        else:
            yield {"_op_type": "delete", "_index": index, "_id": record}


def _source(documents: list[SearchDocument]) -> dict[str, Any]:
    """An action as Elasticsearch has it, of its documents in all languages."""
    first = documents[0]
    return {
        "record": first.record_id,
        "digest": _together(document.digest for document in documents),
        **{name: getattr(first, name) for name in _FACTS},
        "urgency": (LAST_DAY - first.act_by).days if first.act_by else None,
        **{
            facet.column: getattr(first, facet.column).split()
            for facet in FACETS.values()
            if facet.column
        },
        "words": {
            document.language: {
                part: getattr(document.text, part).split("\n") for part in SearchText.PARTS
            }
            for document in documents
        },
    }


_FACTS = ("issued_on", "act_by", "closed_on", "is_superseded", "serial", "year", "sequence")


def _settings() -> dict[str, Any]:
    return {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",  # while it is filled
        "analysis": analysis(),
    }


def _mappings() -> dict[str, Any]:
    keyword, number, day = {"type": "keyword"}, {"type": "integer"}, {"type": "date"}
    return {
        "dynamic": "strict",
        "properties": {
            "record": number,
            "digest": {**keyword, "index": False, "doc_values": False},
            **dict.fromkeys(("issued_on", "act_by", "closed_on"), day),
            **dict.fromkeys(("serial", "year", "sequence", "urgency"), number),
            "is_superseded": {"type": "boolean"},
            **{facet.column: keyword for facet in FACETS.values() if facet.column},
            "words": {
                "properties": {
                    code: {"properties": _words(code)} for code, _name in settings.LANGUAGES
                }
            },
        },
    }


def _words(language: str) -> dict[str, Any]:
    """The parts of an action's words; no phrase goes from one passage to the next."""
    field = {
        "type": "text",
        "analyzer": analyser(language),
        "position_increment_gap": 100,
        "index_options": "offsets",
        "copy_to": f"words.{language}.{SPELLING}",
    }
    spelling = {"type": "text", "analyzer": "qalam", "index_options": "docs", "norms": False}
    return {**dict.fromkeys(SearchText.PARTS, field), SPELLING: spelling}
