"""How PostgreSQL goes about it: by the index of words, for rare words and for common ones."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.synthesis import Band, synthesise, words_of_band
from search.changes import rebuild
from search.engines.database import DatabaseEngine
from search.query import parse

pytestmark = pytest.mark.django_db

ACTIONS = 400


@pytest.fixture
def library():
    if connection.vendor != "postgresql":
        pytest.skip("asks PostgreSQL (set DATABASE_URL_TEST)")
    call_command("demo", "--without-actions", verbosity=0)
    synthesise(wanted=ACTIONS, now=timezone.now())
    rebuild(now=timezone.now())


def plan_of(query):
    """The nodes of the plan of the statement that finds and counts."""
    with CaptureQueriesContext(connection) as queries:
        DatabaseEngine().search(query, today=timezone.localdate(), per_page=20)
    statement = next(q["sql"] for q in queries if "WITH found" in q["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
        answer = cursor.fetchone()[0]
    plan = json.loads(answer) if isinstance(answer, str) else answer
    return list(nodes(plan[0]["Plan"]))


def nodes(plan):
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)


def test_words_are_found_by_their_index_in_every_language(library, settings):
    chosen = [{}, {"status": ["expired"], "region": ["africa"]}, {"language": ["en", "ur"]}]
    for band in Band:
        for other in chosen:
            word = words_of_band("en", band, actions=ACTIONS)[0].text
            plan = plan_of(parse({"q": [word], **other}, language="en"))
            read = [
                (node["Node Type"], node.get("Index Name"))
                for node in plan
                if node.get("Relation Name") == "search_searchtext"
                or (
                    "Index" in node["Node Type"]
                    and node.get("Index Name", "").startswith("search_words")
                )
            ]
            by_index = [kind for kind, name in read if name == "search_words_by_language"]
            assert len(by_index) == len(settings.SITE_LANGUAGES), (band, other)
            assert {kind for kind, _name in read} == {"Bitmap Heap Scan", "Bitmap Index Scan"}
