"""One corpus of queries, found alike by every engine; a count is what choosing it gives."""

import os
import uuid
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from search import service
from search.corrections import correction
from search.engines import elastic, elastic_index
from search.engines.database import DatabaseEngine
from search.engines.elastic import ElasticEngine
from search.facets import FACETS
from search.models import SearchDocument
from search.query import Sort, parse
from tests.requirements import requires_service
from tests.search.corpus import (
    EVERYTHING,
    HOPELESS,
    MISSPELLED,
    QUERIES,
    STEMMED,
    build_library,
    build_spellings,
)
from tests.search.spellings import ALIKE, APART, groups

# Together: the library is made once for all of them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("engines")]

ENGINES = {"database": DatabaseEngine, "elastic": ElasticEngine}


@pytest.fixture(params=ENGINES)
def engine(request):
    if request.param == "elastic":
        requires_service("Elasticsearch", variable="ELASTICSEARCH_URL_TEST")
    return ENGINES[request.param]()


@pytest.fixture(scope="module")
def library(django_db_setup, django_db_blocker):
    yield from built(django_db_blocker, build_library)


@pytest.fixture(scope="module")
def spellings(django_db_setup, django_db_blocker):
    yield from built(django_db_blocker, build_spellings)


def built(blocker, build):
    """What `build` makes, for all tests of this module, and then gone."""
    address = os.environ.get("ELASTICSEARCH_URL_TEST", "")
    alias = f"qalam-test-{uuid.uuid4().hex}"
    with blocker.unblock(), transaction.atomic():
        made = build()
        with override_settings(ELASTICSEARCH_URL=address, SEARCH_ALIAS=alias):
            if address:
                elastic_index.rebuild(now=timezone.now())
            yield made
            if address:
                elastic_index.client().indices.delete(index=f"{alias}-*")
        transaction.set_rollback(True)


def find(engine, reader, /, **parameters):
    query = parse(parameters, language=reader)
    assert not query.problems
    return search(engine, query)


def search(engine, query, per_page=50):
    return engine.search(query, today=timezone.localdate(), per_page=per_page)


def names(found, library):
    by_id = {record.pk: name for name, record in library.items()}
    documents = SearchDocument.objects.in_bulk(found.ids)
    return [by_id[documents[pk].record_id] for pk in found.ids]


@pytest.mark.parametrize(("language", "parameters", "expected"), [*QUERIES, *STEMMED])
def test_what_is_found(engine, library, language, parameters, expected):
    found = find(engine, language, **parameters)
    listed = names(found, library)
    assert set(listed) == expected
    assert len(listed) == len(expected) == found.total, "an action once"
    query, today = parse(parameters, language=language), timezone.localdate()
    assert engine.total(query, today=today) == found.total
    assert list(engine.everything(query, today=today)) == list(found.ids), "in the same order"


@pytest.mark.parametrize(("language", "parameters", "expected"), QUERIES)
def test_a_count_is_what_choosing_it_gives(engine, library, language, parameters, expected):
    query = parse(parameters, language=language)
    counts = search(engine, query).counts
    for name in FACETS:
        found = {value: count for value, count in counts[name].items() if count}
        for value, count in found.items():
            assert search(engine, query.having(name, [value])).total == count, (name, value)
        for value in set(search(engine, parse({}, language=language)).counts[name]) - set(found):
            assert search(engine, query.having(name, [value])).total == 0, (name, value)


@pytest.mark.parametrize(
    "parameters", [p for _l, p, expected in QUERIES if not expected and len(p) > 1]
)
def test_what_there_would_be_without_a_filter(engine, library, parameters):
    query = parse(parameters, language="en")
    for name, count in search(engine, query).without.items():
        assert search(engine, query.having(name, [])).total == count


def test_orders(engine, library):
    def order(**parameters):
        return names(find(engine, "en", **parameters), library)

    # Open ones by deadline, those without one after them; then the rest, the newest first.
    assert order() == ["teacher", "undated", "librarian", "farmer", "poet"]
    assert order(sort=["deadline"]) == order()
    assert order(sort=["newest"]) == ["teacher", "librarian", "farmer", "poet", "undated"]
    assert order(sort=["oldest"]) == ["poet", "farmer", "librarian", "teacher", "undated"]
    assert order(q=["librarian"]) == ["librarian", "poet"], "a title counts for more"
    assert order(q=["librarian"], sort=["oldest"]) == ["poet", "librarian"]
    assert order(q=["second ua 7/24"]) == ["teacher", "librarian"], "the number asked for"
    assert order(q=["ua 7/24"]) == ["librarian", "teacher"]


def test_pages_hold_each_action_once(engine, library):
    for sort in Sort:
        query = parse({"sort": [sort]}, language="en")
        pages = [search(engine, query.on_page(page), per_page=2) for page in (1, 2, 3)]
        assert [len(found.ids) for found in pages] == [2, 2, 1]
        assert {name for found in pages for name in names(found, library)} == EVERYTHING
        beyond = search(engine, query.on_page(99), per_page=2)
        assert (beyond.page, beyond.pages, beyond.ids) == (3, 3, pages[2].ids)


def test_deeper_than_elasticsearch_goes_the_database_answers(library, monkeypatch):
    requires_service("Elasticsearch", variable="ELASTICSEARCH_URL_TEST")
    monkeypatch.setattr(elastic, "DEEPEST", 2)
    deep = find_by_service("en", page=["2"])
    assert (deep.page, len(deep.ids), deep.simpler) == (2, 2, False)
    last = find_by_service("en", q=["dalia"], page=["99"])
    assert (last.page, names(last, library), last.simpler) == (1, ["poet"], False)


def find_by_service(reader, /, **parameters):
    query = parse(parameters, language=reader)
    return service.search(query, today=timezone.localdate(), per_page=2)


def test_a_reader_is_shown_the_document_in_their_language(engine, library):
    query = parse({"q": ["librarian"], "language": ["en", "ur"]}, language="ur")
    found = SearchDocument.objects.in_bulk(search(engine, query).ids)
    shown = {document.record_id: document.language for document in found.values()}
    assert shown == {library["librarian"].pk: "ur", library["poet"].pk: "en"}


def test_languages_that_the_site_no_longer_has_are_not_found(engine, library, settings):
    settings.SITE_LANGUAGES = ["en"]
    assert find(engine, "en", q=["pakistan"]).counts["language"] == {"en": 2}


def test_without_words_a_broken_query_is_all_actions(engine, library):
    query = replace(parse({}, language="en"), text="…", phrases=())
    assert search(engine, query).total == len(EVERYTHING)


@pytest.fixture
def asked(engine, settings):
    """That the site asks this engine."""
    if isinstance(engine, DatabaseEngine):
        settings.ELASTICSEARCH_URL = ""


@pytest.mark.parametrize(("language", "parameters", "meant", "count"), MISSPELLED)
def test_what_may_have_been_meant(asked, library, language, parameters, meant, count):
    query = parse(parameters, language=language)
    found = correction(query, today=timezone.localdate())
    assert (found.text.text, found.count) == (meant, count)
    assert found.query.chosen == query.chosen or found.query.filters["language"] == ("en",)


@pytest.mark.parametrize(("language", "parameters"), HOPELESS)
def test_nothing_is_offered_that_finds_nothing(asked, library, language, parameters):
    query = parse(parameters, language=language)
    assert correction(query, today=timezone.localdate()) is None


def test_everything_goes_on_beyond_what_one_request_gives(library, monkeypatch):
    requires_service("Elasticsearch", variable="ELASTICSEARCH_URL_TEST")
    monkeypatch.setattr(elastic, "DEEPEST", 2)
    for parameters in ({}, {"sort": ["oldest"]}, {"q": ["librarian"], "language": ["en", "ur"]}):
        query = parse(parameters, language="en")
        every = ElasticEngine().everything(query, today=timezone.localdate())
        of_database = DatabaseEngine().everything(query, today=timezone.localdate())
        assert sorted(every) == sorted(of_database)
        assert len(set(every)) == len(every) >= 2


def documents_with(word, engine):
    query = parse({"q": [f'"{word}"']}, language="ur")
    return set(search(engine, query).ids)


@pytest.mark.parametrize("kind", ALIKE)
def test_every_spelling_finds_every_other(engine, spellings, kind):
    missed = []
    for group in groups(ALIKE[kind]):
        found = [documents_with(spelling, engine) for spelling in group]
        if len(found[0]) < len(group) or any(ids != found[0] for ids in found):
            missed.append(group)
    assert missed == []


def test_other_words_are_not_found(engine, spellings):
    mixed = [
        pair
        for pair in groups(APART)
        if documents_with(pair[0], engine) & documents_with(pair[1], engine)
    ]
    assert mixed == []
