"""What happened since: the updates of an action and of its series, newest first."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.rich_text import RichText

from actions.models import ActionRecord
from actions.services import close_action, publish_action, withdraw_action
from tests.admin_forms import read
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def update(text, *, on="2026-07-01", kind="development"):
    value = {"date": date.fromisoformat(on), "kind": kind, "text": RichText(f"<p>{text}</p>")}
    return ("update", value)


def key_date(what, *, on, certainty="certain"):
    return ("key_date", {"date": on, "what": what, "certainty": certainty})


def source(publisher):
    told = dict.fromkeys(("title", "address", "archived_address"), "")
    return ("source", {"publisher": publisher, "date": None, "accessed_on": None, **told})


def entries_of(client, page):
    html = read(client.get(page.url).content.decode())
    return html.select(".timeline__event")


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def test_updates_of_every_kind_stand_newest_first_with_their_kind_in_words(client):
    page = make_action(
        updates=[
            update("He was beaten.", on="2026-05-01", kind="bad_news"),
            update("His wife may visit.", on="2026-06-02", kind="good_news"),
            update("A hearing was set.", on="2026-05-20"),
        ]
    )
    entries = entries_of(client, page)
    said = [entry.get_text(" ", strip=True) for entry in entries]
    assert said == [
        "2 June 2026 Good news His wife may visit.",
        "20 May 2026 Development A hearing was set.",
        "1 May 2026 Bad news He was beaten.",
    ]
    assert "timeline__event--good" in entries[0]["class"]
    assert entries[0].time["datetime"] == "2026-06-02"


def test_a_day_to_come_is_told_from_one_that_has_passed(client):
    page = make_action(
        key_dates=[
            key_date("The verdict", on=TODAY + timedelta(days=3)),
            key_date("An appeal", on=TODAY + timedelta(days=9), certainty="expected"),
            key_date("A hearing", on=TODAY - timedelta(days=3)),
            key_date("A visit", on=TODAY - timedelta(days=9), certainty="expected"),
        ]
    )
    kinds = [entry.select_one(".timeline__kind").get_text() for entry in entries_of(client, page)]
    assert kinds == ["Expected", "Coming", "Key date", "Was expected"]


def test_each_action_of_a_series_tells_of_the_others_and_leads_to_them(client):
    first = make_action(
        serial=7, sequence=1, slug="first-7", updates=[update("She was arrested.", on="2026-01-05")]
    )
    second = make_action(
        serial=7, sequence=2, slug="second-7", updates=[update("She is ill.", on="2026-02-05")]
    )
    for page, other in ((first, second), (second, first)):
        entries = entries_of(client, page)
        assert [entry.p.find_next("p").get_text() for entry in entries] == [
            "She is ill.",
            "She was arrested.",
        ]
        links = [link["href"] for entry in entries for link in entry.select(".timeline__of")]
        assert links == [other.url]


def test_how_an_action_ended_is_news_in_its_series(client):
    first = make_action(serial=7, sequence=1, slug="first-7")
    second = make_action(serial=7, sequence=2, slug="second-7")
    close_action(record=record_of(second), outcome="released", note={}, now=timezone.now())
    for page in (first, second):
        entry = entries_of(client, page)[0]
        assert "Closed: Released" in entry.get_text()
        assert "timeline__event--good" in entry["class"]


def test_nothing_of_a_withdrawn_action_stands_in_its_series(client):
    urdu_site()
    first = make_action(serial=7, sequence=1, slug="first-7", updates=[update("The xylophonist.")])
    second = make_action(serial=7, sequence=2, slug="second-7", updates=[update("She is ill.")])
    pages = (second, translate(second))
    translate(first)
    for page in pages:
        assert "xylophonist" in str(entries_of(client, page))
    withdraw_action(record=record_of(first), reason="Her family asked", now=timezone.now())
    for page in pages:
        entries = str(entries_of(client, page))
        assert "xylophonist" not in entries
        assert "first-7" not in entries


def test_news_of_another_action_cites_the_sources_of_that_action(client):
    make_action(
        serial=7,
        sequence=1,
        slug="first-7",
        updates=[update("She was arrested [1].", on="2026-01-05")],
        additional_information=[source("Monitor of the first")],
    )
    second = make_action(
        serial=7,
        sequence=2,
        slug="second-7",
        updates=[update("She is ill [1].", on="2026-02-05")],
        additional_information=[source("Monitor of the second")],
    )
    html = read(client.get(second.url).content.decode())
    assert [link["href"] for link in html.select(".timeline a.cite")] == [
        "#source-1",
        "/en/actions/first-7/#source-1",
    ]
    assert len(html.select("#source-1 .sources__back a")) == 1


def test_news_that_isnt_translated_is_told_of_and_leads_to_where_it_can_be_read(client):
    urdu_site()
    page = make_action(updates=[update("She was arrested.", on="2026-01-05")])
    urdu = translate(page)
    page.updates.append(update("A fever of forty.", on="2026-02-05", kind="bad_news"))
    publish_action(page=page)
    new, old = entries_of(client, urdu)
    assert "She was arrested." in old.get_text(), "the old one has its words"
    assert not old.select(".timeline__not-yet")
    assert new.time["datetime"] == "2026-02-05"
    assert "fever" not in new.get_text(), "never in another language"
    link = new.select_one(".timeline__not-yet a")
    assert link["href"] == page.url
    assert (link["lang"], link["hreflang"]) == ("en", "en")
    assert not [entry for entry in entries_of(client, page) if entry.select(".timeline__not-yet")]


def test_an_action_that_is_in_one_language_only_tells_the_others_where_to_read(client):
    urdu_site()
    make_action(
        serial=7, sequence=1, slug="first-7", updates=[update("She was arrested.", on="2026-01-05")]
    )
    second = make_action(serial=7, sequence=2, slug="second-7")
    (entry,) = entries_of(client, translate(second))
    assert "arrested" not in entry.get_text()
    assert entry.select_one(".timeline__of")["hreflang"] == "en"
    assert entry.select_one(".timeline__not-yet a")["href"] == "/en/actions/first-7/"
