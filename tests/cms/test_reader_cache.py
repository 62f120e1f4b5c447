"""Pages for readers are kept, and never shown once anything on them has changed."""

import gzip
import re
from datetime import timedelta
from unittest import mock

import brotli
import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from actions.models import ActionRecord, Topic
from actions.services import withdraw_action
from cms import content_version
from cms.encodings import preferred_coding
from cms.models import ContentPage, HomePage
from cms.reader_cache import ReaderCacheMiddleware
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_action(serial=109, year=2023, slug="ua-109-23")


def queries(client, address, **options):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, **options)
    return answer, captured.captured_queries


@pytest.mark.parametrize("address", ["/en/", "/en/actions/", "/en/actions/ua-109-23/"])
def test_a_page_that_is_kept_costs_one_query(client, page, address):
    first = client.get(address)
    again, asked = queries(client, address)
    assert [query["sql"] for query in asked] == [content_version.READ]
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())


def test_pages_read_no_table_that_is_not_watched(client, admin_user, page):
    """Otherwise a change of it would not show."""
    urdu_site()
    translate(page)
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=ContentPage(title="How to write", slug="how-to-write"))
    read = set()
    for address in ("/en/", "/ur/", "/en/actions/", "/ur/actions/", page.url, "/en/how-to-write/"):
        answer, asked = queries(client, address)
        assert answer.status_code == 200
        for query in asked:
            named = set(re.findall(r"WITH (\w+) AS", query["sql"]))
            read |= set(re.findall(r'(?:FROM|JOIN) "?(\w+)"?', query["sql"])) - named
    watched = {model._meta.db_table for model in content_version.watched_models()}
    # Renditions are files of images, which are watched; kinds of rows never change.
    assert read - watched - {"cms_contentversion", "django_content_type"} == set()


def test_what_is_withdrawn_is_gone_with_the_next_request(client, page):
    assert client.get(page.url).status_code == 200
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    withdraw_action(record=record, reason="He is at risk.", now=timezone.now())
    gone, again = client.get(page.url), client.get(page.url)
    assert gone.status_code == again.status_code == 410
    assert page.title not in again.content.decode()


def test_an_action_expires_at_midnight_though_nothing_is_written(client):
    page = make_action(act_by=timezone.localdate())
    before = client.get(page.url).content.decode()
    tomorrow = timezone.now() + timedelta(days=1)
    with mock.patch("django.utils.timezone.now", return_value=tomorrow):
        after = client.get(page.url).content.decode()
    assert "notice" in after
    assert after != before
    assert client.get(page.url).content.decode() == before


def test_a_browser_that_has_the_page_is_told_so(client, page):
    first = client.get(page.url)
    same = client.get(page.url, headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    Topic.objects.create(slug="t", name_en="T")
    page.title = "Another title"
    page.save_revision().publish()
    changed = client.get(page.url, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_head_answers_as_get_does(client, page):
    for _kept in (False, True):
        head = client.head(page.url)
        assert head.content == b""
        caches["pages"].clear()
        assert dict(head.items()) == dict(client.get(page.url).items())


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("BR;q=0.1, gzip", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=x", ""),
        ("", ""),
    ],
)
def test_pages_come_in_the_smallest_coding_that_is_taken(client, page, accepted, coding):
    plain = client.get(page.url)
    answer = client.get(page.url, headers={"accept-encoding": accepted})
    assert answer.get("Content-Encoding", "") == coding
    assert "Accept-Encoding" in answer["Vary"]
    assert answer["Content-Length"] == str(len(answer.content))
    assert answer["ETag"] == plain["ETag"]
    reads = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    assert reads[coding](answer.content) == plain.content
    assert coding == "" or len(answer.content) < len(plain.content) / 2


@given(st.text(max_size=200))
def test_any_accept_encoding_is_understood(header):
    assert preferred_coding(header) in ("", "br", "gzip")


def test_a_page_is_compressed_once(client, page):
    client.get(page.url, headers={"accept-encoding": "br"})
    with mock.patch("brotli.compress", side_effect=AssertionError):
        assert client.get(page.url, headers={"accept-encoding": "br"}).status_code == 200


def test_who_is_signed_in_is_given_the_page_anew(client, admin_client, page):
    client.get(page.url)
    answer, asked = queries(admin_client, page.url)
    assert len(asked) > 1
    assert "private" in answer["Cache-Control"]
    assert "ETag" in answer
    # and what they were given is given to nobody else
    caches["pages"].clear()
    admin_client.get(page.url)
    assert len(queries(client, page.url)[1]) > 1


def test_addresses_of_different_words_are_different_pages(client, page):
    urdu_site()
    translate(page)
    english, urdu = client.get(page.url), client.get(page.url.replace("/en/", "/ur/"))
    assert english.content != urdu.content
    every, closed = client.get("/en/actions/"), client.get("/en/actions/?status=closed")
    assert every.content != closed.content
    elsewhere = client.get(page.url, headers={"host": "127.0.0.1"})
    assert "http://127.0.0.1" in elsewhere.content.decode() or elsewhere.content == english.content


def test_an_address_nobody_asks_twice_is_not_kept(client, page):
    address = f"{page.url}?x={'y' * 300}"
    client.get(address)
    assert len(queries(client, address)[1]) > 1


def test_a_mark_that_is_missing_costs_speed_only(client, page):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cms_contentversion")
    assert client.get(page.url).status_code == 200
    assert client.get(page.url).status_code == 200


def _answer(**headers):
    answer = HttpResponse("words")
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return answer


def _with_cookie():
    answer = HttpResponse("words")
    answer.set_cookie("a", "b")
    return answer


@pytest.mark.parametrize(
    "answer",
    [
        lambda: _answer(Cache_Control="no-store"),
        lambda: _answer(Vary="Cookie"),
        lambda: HttpResponse("words", status=404),
        lambda: HttpResponse("words", status=500),
        _with_cookie,
    ],
    ids=["no-store", "varies", "404", "500", "cookie"],
)
def test_an_answer_for_one_is_not_kept_for_all(rf, answer):
    made = []

    def view(request):
        made.append(answer())
        return made[-1]

    middleware = ReaderCacheMiddleware(view)
    for _ in range(2):
        assert middleware(rf.get("/en/report/")) is made[-1]
    assert len(made) == 2


def test_the_admin_is_compressed_too(admin_client):
    answer = admin_client.get("/admin/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "private" in answer["Cache-Control"]


def test_without_its_database_the_site_says_that_it_is_away(client, page):
    from django.db import OperationalError

    client.raise_request_exception = False
    with mock.patch("cms.content_version.current", side_effect=OperationalError):
        answer = client.get("/ur/actions/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert 'lang="ur" dir="rtl"' in answer.content.decode()
