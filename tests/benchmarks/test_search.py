"""Search beside the raw engine: the same hits, counts and marks in plain statements, in one run.

BENCH_ACTIONS says how many made-up actions ("2000" by default; "2000,20000,100000" for growth).
DATABASE_URL_TEST has it done on PostgreSQL, ELASTICSEARCH_URL_TEST on Elasticsearch as well.
"""

import os
import statistics
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from actions.synthesis import Band, synthesise, words_of_band
from search.changes import rebuild
from search.engines import elastic, elastic_index
from search.engines.database import DatabaseEngine
from search.engines.dialects import WEIGHTS, dialect
from search.facets import FACETS
from search.models import SearchDocument, SearchText
from search.query import Query, parse

SIZES = [int(size) for size in os.environ.get("BENCH_ACTIONS", "2000").split(",")]
ROUNDS = 15
PER_PAGE = 20
NARROWED = {"status": ["expired"], "region": ["asia-pacific", "africa"]}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size} actions")
def library(request: Any, django_db_setup: None, django_db_blocker: Any) -> Any:
    """A made-up library of a size, indexed; the sizes follow one another, each adds to the last."""
    with django_db_blocker.unblock():
        if not SearchDocument.objects.exists():
            call_command("demo", "--without-actions", verbosity=0)
        there = SearchDocument.objects.filter(is_primary=True).count()
        if request.param > there:
            synthesise(wanted=request.param - there, now=timezone.now())
            rebuild(now=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield request.param


def timed(call: Callable[[], object]) -> float:
    """The median time of a call in milliseconds."""
    call()
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def plain_condition(query: Query) -> tuple[str, list[Any]]:
    """The filters as somebody would write them by hand."""
    if not query.chosen:
        return "TRUE", []
    position = {"sqlite": "instr", "postgresql": "strpos"}[connection.vendor]
    return (
        "d.closed_on IS NULL AND NOT d.is_superseded AND d.act_by < %s "
        f"AND ({position}(d.regions, %s) > 0 OR {position}(d.regions, %s) > 0)",
        [timezone.localdate().isoformat(), " asia-pacific ", " africa "],
    )


def plainly(query: Query) -> None:
    """The hits of a page with what matched, the count, and a count a facet, in plain SQL."""
    word = query.phrases[0][0]
    where, values = plain_condition(query)
    if connection.vendor == "sqlite":
        weights = ", ".join(map(str, WEIGHTS))
        marks = ", ".join(
            f"highlight(search_words_en, {n}, '[', ']')" for n in range(len(SearchText.FOLDED))
        )
        source = (
            "search_words_en CROSS JOIN search_searchdocument AS d "
            "ON d.id = search_words_en.rowid WHERE search_words_en MATCH %s"
        )
        rank, first = f"bm25(search_words_en, {weights})", [f'"{word}"']
    else:
        asked = "phraseto_tsquery('qalam_english', %s)"
        marks = "t.folded_body"
        source = (
            "search_searchtext AS t JOIN search_searchdocument AS d ON d.id = t.document_id "
            f"WHERE t.language = 'en' AND t.vector @@ {asked}"
        )
        rank, first = "-ts_rank(t.head, phraseto_tsquery('qalam_english', %s))", [word]
    ranked = [word] if connection.vendor == "postgresql" else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.id, {marks} FROM {source} AND {where} ORDER BY {rank} LIMIT {PER_PAGE}",
            [*first, *values, *ranked],
        )
        cursor.fetchall()
        cursor.execute(f"SELECT count(*) FROM {source} AND {where}", [*first, *values])
        cursor.fetchall()
        for facet in FACETS.values():
            column = f"d.{facet.column}" if facet.column else "d.closed_on"
            cursor.execute(
                f"SELECT {column}, count(*) FROM {source} AND {where} GROUP BY {column}",
                [*first, *values],
            )
            cursor.fetchall()


def queries(size: int) -> dict[str, Query]:
    """A word of each band, with filters and without."""
    found = {}
    for band in Band:
        known = words_of_band("en", band, actions=size)
        word = known[len(known) // 2].text
        for name, chosen in (("", {}), (", filtered", NARROWED)):
            found[f"{band.name.lower().replace('_', ' ')}{name}"] = parse(
                {"q": [word], **chosen}, language="en"
            )
    return found


def test_the_database_beside_plain_sql(library: int, record_property: Any) -> None:
    engine, rows = DatabaseEngine(), [("word", "hits", "plain ms", "ours ms", "page ms")]
    for name, query in queries(library).items():

        def ours(query: Query = query) -> Any:
            return engine.search(query, today=timezone.localdate(), per_page=PER_PAGE)

        def raw(query: Query = query) -> None:
            plainly(query)

        rows.append(
            (name, str(ours().total), f"{timed(raw):.1f}", f"{timed(ours):.1f}", page(query))
        )
    record_property("table", rows)


def page(query: Query) -> str:
    """What the page around it takes: its whole time."""
    client = Client()

    def whole() -> None:
        caches["pages"].clear()
        assert client.get(f"/en/actions/{query.address()}").status_code == 200

    return f"{timed(whole):.1f}"


def test_elasticsearch_beside_its_own_request(library: int, record_property: Any) -> None:
    address = os.environ.get("ELASTICSEARCH_URL_TEST")
    if not address:
        pytest.skip("needs Elasticsearch (set ELASTICSEARCH_URL_TEST)")
    alias = f"qalam-bench-{uuid.uuid4().hex}"
    rows = [("word", "hits", "plain ms", "ours ms", "page ms")]
    with override_settings(ELASTICSEARCH_URL=address, SEARCH_ALIAS=alias):
        elastic_index.rebuild(now=timezone.now())
        try:
            for name, query in queries(library).items():
                asked = elastic._Asked(query, timezone.localdate())
                body = asked.request(page=1, per_page=PER_PAGE).to_dict()

                def raw(body: dict[str, Any] = body) -> None:
                    elastic_index.client().search(index=alias, request_cache=False, **body)

                def ours(query: Query = query) -> Any:
                    return elastic.ElasticEngine().search(
                        query, today=timezone.localdate(), per_page=PER_PAGE
                    )

                times = f"{timed(raw):.1f}", f"{timed(ours):.1f}"
                rows.append((name, str(ours().total), *times, page(query)))
        finally:
            elastic_index.client().indices.delete(index=f"{alias}-*")
    record_property("table", rows)


def test_indexing_beside_a_raw_load(library: int, record_property: Any) -> None:
    """Documents a second: made anew from pages, and their rows copied as they are."""
    texts = "search_searchtext"
    columns = ", ".join(("document_id", "language", "title", "names", "introduction", "body"))
    columns += ", " + ", ".join(SearchText.FOLDED)
    count = SearchDocument.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE copied AS SELECT {columns} FROM {texts}")
        cursor.execute(f"DELETE FROM {texts}")
        start = time.perf_counter()
        cursor.execute(f"INSERT INTO {texts} ({columns}) SELECT {columns} FROM copied")
        raw = count / (time.perf_counter() - start)
        cursor.execute("DROP TABLE copied")
    SearchDocument.objects.all().delete()
    start = time.perf_counter()
    rebuild(now=timezone.now())
    ours = SearchDocument.objects.count() / (time.perf_counter() - start)
    assert SearchDocument.objects.count() == count
    assert dialect().vendor == connection.vendor
    rows = [
        ("documents", "raw a second", "ours a second"),
        (str(count), f"{raw:.0f}", f"{ours:.0f}"),
    ]
    record_property("table", rows)
