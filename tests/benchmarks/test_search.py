"""Search beside the raw engine: the same hits and counts in plain statements, in one run.

BENCH_ACTIONS says how many made-up actions ("2000" by default; "2000,20000,100000" for growth).
DATABASE_URL_TEST has it done on PostgreSQL, ELASTICSEARCH_URL_TEST on Elasticsearch as well.
"""

import io
import os
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from elasticsearch.helpers import bulk

from actions.synthesis import Band, synthesise, words_of_band
from search.batches import batches
from search.changes import rebuild
from search.engines import elastic, elastic_index
from search.engines.base import Engine
from search.engines.database import DatabaseEngine
from search.engines.dialects import WEIGHTS, dialect
from search.facets import FACETS
from search.models import SearchDocument, SearchText, SearchWord
from search.query import Query, parse
from tests.requirements import requires_service

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


def medians(*calls: Callable[[], object]) -> list[float]:
    """The median time of each call in milliseconds; they take turns."""
    times: list[list[float]] = [[] for _call in calls]
    for round_ in range(ROUNDS + 1):
        for call, taken in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            if round_:  # the first is for what is kept after it
                taken.append((time.perf_counter() - start) * 1000)
    return [statistics.median(taken) for taken in times]


@pytest.fixture
def tell(benchmark: Any, capsys: Any) -> Callable[[str, Any], None]:
    """Takes measurements, once, and prints the table that they give."""

    def taken(title: str, measure: Callable[[], list[tuple[str, ...]]]) -> None:
        rows = benchmark.pedantic(measure, rounds=1)
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        with capsys.disabled():
            print(f"\n{title}, {connection.vendor}")
            for row in rows:
                cells = zip(row, widths, strict=True)
                print("  ".join(cell.rjust(width) for cell, width in cells))

    return taken


HEAD = ("words", "hits", "raw ms", "ours ms", "ours beside 1.5 raw + 5", "page ms", "its own ms")


def row_of(name: str, query: Query, engine: Engine, raw: Callable[[], object]) -> tuple[str, ...]:
    """What one query takes: raw, by the engine, and as a page around it."""
    today, client = timezone.localdate(), Client()

    def ours() -> int:
        return engine.search(query, today=today, per_page=PER_PAGE).total

    def page() -> None:
        caches["pages"].clear()
        assert client.get(f"/en/actions/{query.address()}").status_code == 200

    bare, searched, whole = medians(raw, ours, page)
    aim = 1.5 * bare + 5
    figures = (bare, searched, searched / aim, whole, whole - searched)
    return (name, str(ours()), *(f"{figure:.2f}" for figure in figures))


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
    """The hits of a page, the count, and a count a facet, in plain SQL; nothing is marked."""
    word = query.phrases[0][0]
    where, values = plain_condition(query)
    if connection.vendor == "sqlite":
        weights = ", ".join(map(str, WEIGHTS))
        source = (
            "search_words_en CROSS JOIN search_searchdocument AS d "
            "ON d.id = search_words_en.rowid WHERE search_words_en MATCH %s"
        )
        rank, first = f"bm25(search_words_en, {weights})", [f'"{word}"']
    else:
        asked = "phraseto_tsquery('qalam_english', %s)"
        source = (
            "search_searchtext AS t JOIN search_searchdocument AS d ON d.id = t.document_id "
            f"WHERE t.language = 'en' AND t.vector @@ {asked}"
        )
        rank, first = "-ts_rank(t.head, phraseto_tsquery('qalam_english', %s))", [word]
    ranked = [word] if connection.vendor == "postgresql" else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.id FROM {source} AND {where} ORDER BY {rank} LIMIT {PER_PAGE}",
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


def test_the_database_beside_plain_sql(library: int, tell: Any) -> None:
    def measure() -> list[tuple[str, ...]]:
        return [
            HEAD,
            *(
                row_of(name, query, DatabaseEngine(), partial(plainly, query))
                for name, query in queries(library).items()
            ),
        ]

    tell(f"{library} actions", measure)


@pytest.fixture
def index(library: int) -> Iterator[str]:
    """The library in Elasticsearch, by the name of its index."""
    address = requires_service("Elasticsearch", variable="ELASTICSEARCH_URL_TEST")
    alias = f"qalam-bench-{uuid.uuid4().hex}"
    with override_settings(ELASTICSEARCH_URL=address, SEARCH_ALIAS=alias):
        elastic_index.rebuild(now=timezone.now())
        client = elastic_index.client().options(request_timeout=1800)
        client.indices.forcemerge(index=alias, max_num_segments=1)
        yield alias
        elastic_index.client().indices.delete(index=f"{alias}-*")


def test_elasticsearch_beside_its_own_request(library: int, index: str, tell: Any) -> None:
    def row(name: str, query: Query) -> tuple[str, ...]:
        asked = elastic._Asked(query, timezone.localdate())
        body = asked.request(page=1, per_page=PER_PAGE).to_dict()
        raw = partial(elastic_index.client().search, index=index, request_cache=False, **body)
        return row_of(name, query, elastic.ElasticEngine(), raw)

    def measure() -> list[tuple[str, ...]]:
        return [HEAD, *(row(name, query) for name, query in queries(library).items())]

    tell(f"{library} actions, Elasticsearch", measure)


def test_elasticsearch_is_filled_beside_a_raw_load(library: int, index: str, tell: Any) -> None:
    """Documents a second: read from the database and sent, and sent as they are."""

    def measure() -> list[tuple[str, ...]]:
        client = elastic_index.client()
        records = list(SearchDocument.objects.values_list("record", flat=True).distinct())
        name = f"{index}-raw"
        client.indices.create(
            index=name, settings=elastic_index._settings(), mappings=elastic_index._mappings()
        )
        ready = list(elastic_index._operations(name, records))
        start = time.perf_counter()
        for _done, batch in batches(ready, elastic_index.BATCH):
            bulk(client, batch)
        raw = len(ready) / (time.perf_counter() - start)
        start = time.perf_counter()
        elastic_index.rebuild(now=timezone.now())
        ours = len(ready) / (time.perf_counter() - start)
        return [
            ("actions", "raw a second", "ours a second", "ours / raw"),
            (str(len(ready)), f"{raw:.0f}", f"{ours:.0f}", f"{ours / raw:.2f}"),
        ]

    tell(f"{library} actions into Elasticsearch", measure)


def test_indexing_beside_a_raw_load(library: int, tell: Any) -> None:
    """Documents a second: made anew from pages, and their finished rows written as they are."""
    copied = {
        model._meta.db_table: ", ".join(str(field.column) for field in model._meta.concrete_fields)
        for model in (SearchDocument, SearchText, SearchWord)
    }

    def none_left() -> None:
        SearchDocument.objects.all().delete()
        SearchWord.objects.all().delete()

    def raw() -> None:
        with connection.cursor() as cursor:
            for table, columns in copied.items():
                cursor.execute(
                    f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_rows"
                )
        dialect().settle()

    def a_second(load: Callable[[], object]) -> float:
        none_left()
        start = time.perf_counter()
        load()
        return count / (time.perf_counter() - start)

    count = SearchDocument.objects.count()

    def measure() -> list[tuple[str, ...]]:
        with connection.cursor() as cursor:
            for table, columns in copied.items():
                cursor.execute(
                    f"CREATE TEMPORARY TABLE {table}_rows AS SELECT {columns} FROM {table}"
                )
        bare = a_second(raw)
        ours = a_second(partial(call_command, "rebuild_search", stdout=io.StringIO()))
        assert SearchDocument.objects.count() == count
        with connection.cursor() as cursor:
            for table in copied:
                cursor.execute(f"DROP TABLE {table}_rows")
        return [
            ("documents", "raw a second", "ours a second", "ours / raw"),
            (str(count), f"{bare:.0f}", f"{ours:.0f}", f"{ours / bare:.2f}"),
        ]

    with override_settings(ELASTICSEARCH_URL=""):
        tell(f"{library} actions into the database", measure)
