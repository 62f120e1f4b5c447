"""The upper part of the tree is found by an index, however many pages stand below."""

import pytest
from django.db import connection

from cms import page_index
from cms.navigation import Navigation

pytestmark = pytest.mark.django_db


def indexes():
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, "wagtailcore_page")


def test_it_is_there_and_comes_back():
    assert indexes()[page_index.NAME]["columns"] == ["depth"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {page_index.NAME}")
    page_index.keep()
    page_index.keep()
    assert page_index.NAME in indexes()


def test_what_every_page_asks_for_goes_by_it(django_assert_num_queries):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads so small a table whole")
    with django_assert_num_queries(1) as queries:
        Navigation()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert page_index.NAME in plan
