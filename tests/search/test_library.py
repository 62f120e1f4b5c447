"""The library and the front page: what is listed, in which order, at which price."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.models import ActionRecord, Country
from actions.services import close_action, withdraw_action
from tests.factories import make_action, translate, urdu_site
from tests.many import multiply_actions

pytestmark = pytest.mark.django_db


def titles(html):
    """The titles in the order of the list."""
    return [part.split("</h")[0] for part in html.split('class="result__title">')[1:]]


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_open_ones_by_deadline_come_before_those_that_are_over(client):
    make_action(title="Expired", act_by=in_days(-1))
    make_action(title="Later", act_by=in_days(30))
    make_action(title="Soon", act_by=in_days(2))
    make_action(title="Without a day")
    html = client.get("/en/actions/").content.decode()
    order = [
        next(t for t in ("Expired", "Later", "Soon", "Without a day") if t in h)
        for h in titles(html)
    ]
    assert order == ["Soon", "Later", "Without a day", "Expired"]
    assert "Ends soon" in html


def test_a_state_can_be_chosen_and_nonsense_shows_all(client):
    make_action(title="Still open")
    closed = make_action(title="Closed one")
    close_action(record=record_of(closed), outcome="released", now=timezone.now())
    html = client.get("/en/actions/?status=closed").content.decode()
    assert "Closed one" in html
    assert "Released" in html
    assert "Still open" not in html
    for query in (
        "status=nonsense",
        "status=%00",
        "page=99999",
        "page=abc",
        "page=-1",
        "page=1&page=2",
    ):
        answer = client.get(f"/en/actions/?{query}")
        assert answer.status_code == 200
        assert "Still open" in answer.content.decode()


def test_withdrawn_actions_and_drafts_are_not_listed(client):
    withdrawn = make_action(title="Taken back")
    withdraw_action(record=record_of(withdrawn), reason="asked to", now=timezone.now())
    make_action(title="Only a draft", publish=False)
    for address in ("/en/", "/en/actions/"):
        html = client.get(address).content.decode()
        assert "Taken back" not in html
        assert "Only a draft" not in html


def test_what_isnt_in_urdu_yet_is_offered_in_english_and_marked_so(client):
    urdu_site()
    make_action(title="Only in English")
    translate(make_action(title="In both"))
    html = client.get("/ur/actions/").content.decode()
    assert '<span lang="en" dir="ltr">Only in English</span>' in html
    assert "Read it in English" in html
    assert "اردو" in html
    assert "ابھی" in html, "our own words are in Urdu"


def test_an_empty_library_says_what_to_do_next(client):
    html = client.get("/en/").content.decode()
    assert "No action is open today" in html


def test_long_lists_have_pages(client):
    for number in range(25):
        make_action(title=f"Action {number:02}", serial=number + 1, slug=f"ua-{number}")
    first = client.get("/en/actions/").content.decode()
    second = client.get("/en/actions/?page=2").content.decode()
    assert len(titles(first)) == 20
    assert len(titles(second)) == 5
    assert 'aria-current="page">2</a>' in second
    assert "page 2" in second.split("</title>")[0]


def queries_of(client, address):
    client.get(address)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# How many queries a page costs.
COSTS = {
    "/en/actions/": 10,
    "/en/": 11,
    "/ur/actions/": 10,
    "/en/actions/?q=free&country=KE&status=open": 11,
    "/ur/actions/?q=free&language=en": 11,
}


def test_lists_cost_as_many_queries_with_a_thousand_actions_as_with_three(client):
    urdu_site()
    for number in range(3):
        translate(make_action(serial=number + 1, slug=f"ua-{number}"))
    # PostgreSQL is asked for the stems of words, FTS5 has them at hand.
    stems = connection.vendor == "postgresql"
    stated = {address: number + stems * ("q=" in address) for address, number in COSTS.items()}
    assert {address: queries_of(client, address) for address in COSTS} == stated
    multiply_actions(1000)
    assert {address: queries_of(client, address) for address in COSTS} == stated
    assert "1,00" in client.get("/en/actions/").content.decode()


def test_a_name_that_is_changed_shows_in_filters_and_results_with_the_next_request(client):
    make_action()
    country = Country.objects.get(code="KE")
    before = str(country)
    assert client.get("/en/actions/").content.decode().count(before) == 2
    Country.objects.filter(code="KE").update(name_en="Kenya as it is called now")
    html = client.get("/en/actions/").content.decode()
    assert html.count("Kenya as it is called now") == 2


def test_who_changes_the_language_goes_on_with_what_was_asked(client):
    urdu_site()
    make_action()
    html = client.get("/en/actions/?q=free&country=KE&page=1&nonsense=1").content.decode()
    switch = html.split('class="languages')[1].split("</nav>")[0]
    assert "/ur/actions/?q=free&amp;country=KE" in switch
    assert 'hreflang="ur" href="http://localhost/ur/actions/"' in html, "what is the same page"


def test_only_the_whole_library_is_for_search_engines_to_keep(client):
    make_action()
    robots = '<meta name="robots" content="noindex">'
    assert robots not in client.get("/en/actions/").content.decode()
    for query in ("q=free", "country=KE", "sort=newest", "from=2020-01-01"):
        assert robots in client.get(f"/en/actions/?{query}").content.decode()


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("librarians", {"librarian", "Librarians", "LIBRARIAN"}),
        ('"the librarian waits"', {"the librarian waited"}),
        ("detenue waiting", {"Détenue", "waited"}),
        ("7.24", set()),
    ],
)
def test_what_matched_is_marked_as_it_is_written(client, words, marked):
    make_action(
        title="Free the librarian",
        introduction="<p>Librarians know: the librarian waited; a LIBRARIAN dies. Détenue, she.</p>",
    )
    make_action(title="Another", introduction="<p>Dyed wool, detention, libraries.</p>")
    html = client.get("/en/actions/", {"q": words}).content.decode()
    assert set(re.findall("<mark>(.*?)</mark>", html)) == marked
