"""The JSON API, as a program of somebody else meets it."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode

from actions.models import ActionRecord
from actions.services import close_action, withdraw_action
from search.api.views import described
from tests.factories import make_action, translate, urdu_site
from tests.many import multiply_actions
from tests.public_outputs import WORDS, make_world

pytestmark = pytest.mark.django_db

API = "/api/v1/"
# What isn't told here: what only editors see, what search engines are told, and another's words.
NOT_HERE = {
    *("title of the image", "short letter", "description for search engines"),
    *("label on another action", "link on another action"),
}


def said(address, **headers):
    answer = Client().get(f"{API}{address}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def titles(address):
    return [item["title"] for item in said(address)["items"]]


def refused(address):
    """What is wrong with each parameter, in the words of a refusal."""
    answer = Client().get(f"{API}{address}")
    assert answer.status_code == 422, answer.content
    assert answer.json()["detail"]
    return {error["parameter"]: error["message"] for error in answer.json()["errors"]}


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_a_list_tells_of_each_action_what_a_program_needs():
    urdu_site()
    action = make_action(
        title="Free the poet", serial=109, year=2023, sequence=2, slug="poet",
        act_by=in_days(3), issued_on="2026-01-31", countries=["PK", "AF"],
    )  # fmt: skip
    translate(action)
    answer = said("actions?lang=ur")
    assert (answer["count"], answer["next"], answer["previous"]) == (1, None, None)
    [item] = answer["items"]
    wanted = {
        "number": "109.23",
        "sequence": 2,
        "title": "اردو Free the poet",
        "language": "ur",
        "languages": ["en", "ur"],
        "state": "open",
        "act_by": in_days(3).isoformat(),
        "issued_on": "2026-01-31",
        "countries": ["AF", "PK"],
        "topics": [],
        "url": "http://localhost/ur/actions/poet/",
    }
    assert {name: item[name] for name in wanted} == wanted
    assert "109.23" in item["label"]
    english = said("actions", **{"accept-language": "fr;q=0.1, en"})["items"][0]
    assert english["label"] == "Second UA 109.23"
    assert said("actions", **{"accept-language": "ur"})["items"] == [item]
    assert said("actions", **{"accept-language": "zu"})["items"] == [english]


def test_pages_lead_to_one_another_with_the_same_query():
    for day in (1, 2, 3):
        make_action(title=f"Day {day}", issued_on=f"2026-01-0{day}", countries=["KE"])
    make_action(title="Elsewhere", countries=["PK"])
    first = said("actions?country=ke&sort=newest&per_page=2&lang=en")
    assert first["count"] == 3
    assert [item["title"] for item in first["items"]] == ["Day 3", "Day 2"]
    assert first["previous"] is None
    second = said(first["next"].partition(API)[2])
    assert [item["title"] for item in second["items"]] == ["Day 1"]
    assert second["next"] is None
    assert said(second["previous"].partition(API)[2]) == first
    behind = said("actions?country=KE&per_page=2&page=9")
    assert behind["items"] == []
    assert "page=2" in behind["previous"]
    assert titles("actions?from=2026-01-02&to=2026-01-02") == ["Day 2"]
    assert titles("actions?from=2026-01-03&to=2026-01-01") == [], "no day is between them"
    assert titles("actions?q=%22day%202%22") == ["Day 2"]


def test_whatever_is_wrong_in_a_question_is_said():
    wrong = refused(
        "actions?year=abc&colour=red&page=99999&status=gone&lang=xx&sort=x&from=2026-02-30"
    )
    assert set(wrong) == {"year", "colour", "page", "status", "lang", "sort", "from"}
    assert "abc" in wrong["year"]
    assert "open" in wrong["status"]
    for odd in ("!!!", "%ff", "%00", "a%00b", "x" * 10_000, "a-b-c-d-e-f-g-h-i-j-k-l-m"):
        assert set(refused(f"actions?q={odd}")) == {"q"}
        assert set(refused(f"facets?q={odd}")) == {"q"}
    assert set(refused("actions?" + "country=KE&" * 31)) == {"country"}
    assert set(refused("actions/109.23/2?country=KE")) == {"country"}
    assert set(refused("actions/109-23/2")) == {"number"}
    assert set(refused("actions/109.23/0")) == {"sequence"}
    assert titles('actions?q="unmatched') == []


def test_facets_are_counted_as_the_library_counts_them():
    make_action(countries=["PK"])
    make_action(countries=["PK", "KE"])
    closed = make_action(countries=["KE"])
    close_action(record=record_of(closed), outcome="released", now=timezone.now())
    facets = said("facets?status=open&lang=fr")
    assert facets["country"] == [
        {"value": "PK", "label": "Pakistan", "count": 2},
        {"value": "KE", "label": "Kenya", "count": 1},
    ]
    assert {each["value"]: each["count"] for each in facets["status"]} == {"open": 2, "closed": 1}
    assert facets["status"][0]["label"] == "En cours"
    assert list(facets) == [
        *("status", "country", "region", "topic", "year"),
        *("language", "letter_language", "target"),
    ]


def test_one_action_has_all_its_parts_and_is_gone_once_it_is_withdrawn(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = make_world()
    answer = Client().get(f"{API}actions/12.26/2?lang=en")
    text = answer.content.decode()
    assert [part for part, word in WORDS.items() if part not in NOT_HERE and word not in text] == []
    told = answer.json()
    assert told["may_write"]
    assert told["target_cards"][0]["contacts"][0]["link"].startswith("tel:")
    assert told["sources"][0]["number"] == 1
    assert [version["language"] for version in told["translations"]] == ["en", "ur"]
    assert told["earlier"][0]["sequence"] == 1
    urdu = said("actions/12.26/2?lang=ur")
    assert (urdu["language"], urdu["title"]) == ("ur", world.urdu.title)
    assert said("actions/12.26")["sequence"] == 2, "the newest"
    older = said("actions/12.26/1?lang=en")
    assert older["newest"]["sequence"] == 2
    assert not older["may_write"]
    assert {contact["link"] for contact in older["target_cards"][0]["contacts"]} == {None}
    known = {"if-none-match": answer["ETag"]}
    withdraw_action(record=record_of(world.page), reason="Her family asked", now=timezone.now())
    gone = Client().get(f"{API}actions/12.26/2?lang=en", headers=known)
    assert gone.status_code == 410
    assert "Zarmina" not in gone.content.decode()
    assert said("actions/12.26")["sequence"] == 1
    for nowhere in ("actions/12.26/3", "actions/99.26/1", "actions/99.26", "nothing", ""):
        missing = Client().get(f"{API}{nowhere}")
        assert missing.status_code == 404
        assert missing.json()["detail"]


def test_anybody_may_read_and_nobody_write():
    make_action(serial=1)
    client = Client()
    for address in ("actions", "facets", "actions/1.26/1", "openapi.json"):
        address = f"{API}{address}"
        answer = client.get(address, headers={"accept": "image/png", "origin": "https://x.example"})
        assert answer["Content-Type"] == "application/json; charset=utf-8"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Accept-Language" in answer["Vary"]
        assert not answer.cookies
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        known = {"if-none-match": answer["ETag"]}
        assert client.get(address, headers=known).status_code == 304
        assert client.get(address, headers=known | {"accept-language": "ar"}).status_code == 200
        for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
            answer = client.generic(method, address)
            assert answer.status_code == 405
            assert answer["Allow"] == "GET, HEAD"
    assert said("openapi.json")["openapi"] == "3.1.0"


@pytest.mark.parametrize(("address", "queries"), [("actions", 4), ("facets", 3)])
def test_a_list_costs_the_same_with_one_action_or_three_hundred(
    django_assert_num_queries, address, queries
):
    make_action()
    said(address)
    with django_assert_num_queries(queries):
        said(address)
    multiply_actions(300)
    said(address)  # names of the directory are read again once something was published
    with django_assert_num_queries(queries):
        said(address)


schema = schemathesis.openapi.from_dict(described())
schema.app = get_wsgi_application()
schema.config.generation.update(modes=list(GenerationMode))


@pytest.fixture
def library():
    """An action, and a connection that is kept from one request to the next, as Client keeps it."""
    make_action(title="Free the poet", serial=109, year=2023, sequence=2, slug="poet")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_it_is_as_its_description_says_whatever_is_asked(library, case):
    # The transport doesn't unpack what comes compressed.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
