"""The library's query as a feed: what a feed reader shows, in which language, and for how little."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.models import ActionRecord, UrgentActionPage
from actions.services import withdraw_action
from search import feeds
from tests.factories import make_action, translate, urdu_site
from tests.many import multiply_actions

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = ("feed.atom", "feed.json")
OUTPUTS = (*FEEDS, "deadlines.ics", "export.csv", "export.xlsx", "export.txt")


def atom_of(address):
    return ElementTree.fromstring(Client().get(address).content)  # noqa: S314  (our own)


def json_of(address):
    return json.loads(Client().get(address).content)


def texts(element, name):
    return [found.text for found in element.findall(f".//{ATOM}{name}")]


def body_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_reader_sees_each_action_in_the_language_that_it_is_there_in():
    urdu_site()
    both = make_action(title="In both", issued_on="2026-01-01")
    translate(both)
    make_action(title="Only in English", issued_on="2026-02-01")
    atom, feed = atom_of("/ur/actions/feed.atom"), json_of("/ur/actions/feed.json")
    assert atom.get(LANG) == feed["language"] == "ur"
    entries = atom.findall(f"{ATOM}entry")
    titles = ["Only in English", "اردو In both"]
    assert [entry.find(f"{ATOM}title").text for entry in entries] == titles, "the newest first"
    assert [entry.get(LANG) for entry in entries] == ["en", "ur"]
    assert [item["title"] for item in feed["items"]] == titles
    assert [item["language"] for item in feed["items"]] == ["en", "ur"]
    assert feed["items"][1]["url"] == f"http://localhost/ur/actions/{both.slug}/"
    assert "کینیا" in feed["items"][1]["tags"]
    assert 'lang="en" dir="ltr"' in feed["items"][0]["content_html"]
    assert "reading room" in feed["items"][0]["content_html"]
    ids = [item["id"] for item in json_of("/en/actions/feed.json")["items"]]
    assert ids == [item["id"] for item in feed["items"]], "the same in every language"


def test_how_somebody_is_reached_stands_on_the_page_only():
    make_action(title="One", introduction="<p>Call +254 20 222 0000 at once.</p>")
    for name in FEEDS:
        assert "222 0000" not in Client().get(f"/en/actions/{name}").content.decode()


def test_the_query_is_the_library_s_and_what_it_lacks_is_said():
    make_action(title="The librarian", countries=["KE"])
    make_action(title="The poet", countries=["PK"])
    query = "?country=PK&year=abc&colour=red&q=%00"
    atom, feed = atom_of(f"/en/actions/feed.atom{query}"), json_of(f"/en/actions/feed.json{query}")
    assert [item["title"] for item in feed["items"]] == ["The poet"]
    note = atom.find(f"{ATOM}subtitle").text
    assert "abc" in note
    assert "colour" in note
    assert feed["description"] == note
    assert feed["home_page_url"] == "http://localhost/en/actions/?country=PK"
    assert "description" not in json_of("/en/actions/feed.json")


def test_older_ones_are_behind_a_link(monkeypatch):
    monkeypatch.setattr(feeds, "PER_PAGE", 1)
    for day in (1, 2):
        make_action(title=f"Of day {day}", issued_on=f"2026-01-0{day}")
    first = json_of("/en/actions/feed.json?country=KE")
    assert [item["title"] for item in first["items"]] == ["Of day 2"]
    assert first["next_url"] == "http://localhost/en/actions/feed.json?country=KE&page=2"
    second = json_of("/en/actions/feed.json?country=KE&page=2")
    assert [item["title"] for item in second["items"]] == ["Of day 1"]
    assert "next_url" not in second
    links = {link.get("rel"): link.get("href") for link in atom_of("/en/actions/feed.atom")}
    assert links["next"] == "http://localhost/en/actions/feed.atom?page=2"


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=st.text(min_size=1, max_size=60).map(lambda text: re.sub("[\0\r]", "", text)))
def test_whatever_a_title_is_the_feeds_can_be_read(action, title):
    UrgentActionPage.objects.filter(pk=action.pk).update(title=title)
    said = texts(atom_of("/en/actions/feed.atom"), "title")[1] or ""
    assert said == re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", title)
    assert json_of("/en/actions/feed.json")["items"][0]["title"] == title


@pytest.fixture
def action():
    return make_action(title="Free the librarian", act_by=timezone.localdate())


@pytest.mark.parametrize("name", OUTPUTS)
def test_who_has_it_already_isnt_sent_it_again(client, action, name):
    address = f"/en/actions/{name}?country=KE"
    first = client.get(address)
    assert first["Content-Language"] == "en"
    known = {"if-none-match": first["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    assert client.get(f"{address}&sort=oldest", headers=known).status_code == 200
    head = client.head(address)
    assert (head.status_code, body_of(head)) == (200, b"")
    assert head["Content-Type"] == first["Content-Type"]
    later = timezone.now() + timezone.timedelta(seconds=5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: later)
        asked = {"if-modified-since": client.get(address)["Last-Modified"]}
        assert client.get(address, headers=asked).status_code == 304
    record = ActionRecord.objects.get(translation_key=action.translation_key)
    withdraw_action(record=record, reason="Her family asked", now=timezone.now())
    if name != "export.txt":  # in which no action stands
        again = client.get(address, headers=known)
        assert again.status_code == 200
        assert b"librarian" not in body_of(again)
    assert client.post(address).status_code == 405
    assert client.get(f"/en/nowhere/{name}").status_code == 404
    assert client.get(f"/en/actions/{action.slug}/{name}").status_code in (404, 410)


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_costs_the_same_with_three_actions_or_three_hundred(
    client, action, django_assert_num_queries, name
):
    address = f"/en/actions/{name}"
    client.get(address)
    with django_assert_num_queries(11):
        client.get(f"{address}?sort=oldest")
    multiply_actions(300)
    client.get(address)
    with django_assert_num_queries(11):
        client.get(f"{address}?sort=oldest")


def test_the_library_leads_to_all_of_them_with_the_same_query(client, action):
    html = client.get("/en/actions/?country=KE&page=1&sort=newest&year=abc").content.decode()
    head, body = html.split("</head>")
    for name in OUTPUTS:
        address = f'href="/en/actions/{name}?country=KE&amp;sort=newest"'
        assert address in body
        assert (address in head) is (name != "export.txt")
    assert 'rel="alternate" type="application/atom+xml"' in head
