"""The page of an action, as a reader gets it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.models import ActionRecord, Holder
from actions.services import close_action, extend_deadline, publish_action, withdraw_action
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


def get(client, url, **kwargs):
    answer = client.get(url, **kwargs)
    return answer, answer.content.decode()


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def test_an_open_action_shows_whom_to_write_to_and_until_when(client):
    act_by = timezone.localdate() + timedelta(days=5)
    page = make_action(serial=109, year=2023, sequence=2, slug="second-ua-109-23", act_by=act_by)
    answer, html = get(client, page.url)
    assert page.url == "/en/actions/second-ua-109-23/"
    assert answer.status_code == 200
    assert "Second UA 109.23" in html
    assert "5 days left" in html
    assert '<bdi class="card__line">1 Example Street</bdi>' in html
    assert 'href="mailto:minister@example.org"' in html
    assert 'href="tel:+254202220000"' in html
    assert "Please release <b>the librarian</b> today." in html
    assert "Yours sincerely," in html


def test_the_numbers_of_other_networks_are_shown_as_they_write_them(client):
    page = make_action(index_number="AMR 37/6674/2017", reference="PAK 001/0523/OBS 049")
    html = get(client, page.url)[1]
    assert '<bdi dir="ltr">AMR 37/6674/2017</bdi>' in html
    assert '<bdi dir="ltr">PAK 001/0523/OBS 049</bdi>' in html


def test_a_reader_gets_no_cookie_and_nothing_from_elsewhere(client):
    answer, html = get(client, make_action().url)
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    for attribute in ('src="http', "src='http", '<link rel="stylesheet" href="http'):
        assert attribute not in html


def test_after_the_deadline_the_notice_comes_first_and_nothing_links_to_write(client):
    page = make_action(act_by=timezone.localdate() - timedelta(days=1))
    html = get(client, page.url)[1].partition("<body")[2]
    notice = html.index("Please do not write any more")
    assert html.index("<h1") < notice < html.index("She was taken from the reading room")
    assert "mailto:" not in html
    assert "Please release <b>the librarian</b> today." in html, "the letter stays as the record"


def test_a_closed_action_says_its_outcome_in_every_language_at_once(client):
    urdu_site()
    page = make_action()
    urdu = translate(page)
    close_action(
        record=record_of(page),
        outcome="released",
        note={"en": "She is home.", "ur": "وہ گھر پہنچ گئی ہے۔"},
        now=timezone.now(),
    )
    assert "She is home." in get(client, page.url)[1]
    html = get(client, urdu.url)[1]
    assert "وہ گھر پہنچ گئی ہے۔" in html
    assert "mailto:" not in html


def test_a_closing_note_without_urdu_is_marked_as_english(client):
    urdu_site()
    page = make_action()
    urdu = translate(page)
    close_action(
        record=record_of(page), outcome="released", note={"en": "She is home."}, now=timezone.now()
    )
    assert '<span lang="en" dir="ltr">She is home.</span>' in get(client, urdu.url)[1]


def test_a_withdrawn_action_answers_410_with_nothing_of_it(client):
    urdu_site()
    page = make_action(title="Free Wanjiru Example", serial=7, year=2026)
    urdu = translate(page)
    withdraw_action(record=record_of(page), reason="She asked us to", now=timezone.now())
    for address in (page.url, urdu.url):
        answer, html = get(client, address)
        assert answer.status_code == 410
        assert "Wanjiru" not in html
        assert "librarian" not in html
    assert client.get("/ua/7.26").status_code == 410


def test_a_newer_action_takes_the_place_of_the_earlier_one(client):
    first = make_action(serial=41, sequence=1, slug="ua-41-26")
    second = make_action(serial=41, sequence=2, slug="second-ua-41-26", title="Second on the case")
    html = get(client, first.url)[1]
    assert "A newer action has taken the place of this one" in html
    assert second.url in html
    assert "mailto:" not in html
    assert first.url in get(client, second.url)[1], "the earlier one is linked by itself"


def test_letters_go_on_in_a_language_where_the_newest_isnt_live_yet(client):
    urdu_site()
    first = make_action(serial=41, sequence=1, slug="ua-41-26")
    urdu = translate(first)
    second = make_action(serial=41, sequence=2, slug="second-ua-41-26")
    html = get(client, urdu.url)[1]
    assert "mailto:" in html
    assert second.url in html, "the newest is linked in the language it was written in"
    second.stops_earlier_letters = True
    publish_action(page=second)
    assert "mailto:" not in get(client, urdu.url)[1]


def test_officials_of_an_action_that_stopped_are_those_of_that_day(client):
    office = OfficeFactory(holder=False)
    Holder.objects.create(office=office, name_en="Before Example", until=date(2026, 3, 31))
    Holder.objects.create(office=office, name_en="After Example", since=date(2026, 4, 1))
    page = make_action(office=office, act_by=date(2026, 3, 1))
    assert "Before Example" in get(client, page.url)[1]
    extend_deadline(record=record_of(page), act_by=None, today=timezone.localdate())
    html = get(client, page.url)[1]
    assert "After Example" in html
    assert "Before Example" not in html


def test_figures_cite_their_source_by_number(client):
    page = make_action(
        additional_information=[
            ("text", "<p>More than a million left [1].</p>"),
            (
                "figure",
                {
                    "value": "1,080,312",
                    "qualifier": "at least",
                    "counted": "people made to leave",
                    "place": "",
                    "period": "",
                    "as_of": date(2025, 6, 7),
                    "source": 1,
                    "breakdown": [{"label": "women", "value": "51,309"}],
                },
            ),
            (
                "source",
                {
                    "publisher": "Example Monitor",
                    "title": "Returns",
                    "date": None,
                    "address": "https://example.org/returns",
                    "archived_address": "",
                    "accessed_on": None,
                },
            ),
        ]
    )
    html = get(client, page.url)[1]
    assert '<a class="cite" id="cite-1-1" href="#source-1"><bdi dir="ltr">[1]</bdi></a>' in html
    assert '<li id="source-1">' in html
    assert "1,080,312" in html
    assert "51,309" in html
    assert "as of" in html


def test_the_action_page_costs_at_most_twelve_queries_however_much_it_shows(client):
    urdu_site()
    office = OfficeFactory()
    few = make_action(serial=1, sequence=1, slug="few")
    many = make_action(
        serial=2,
        sequence=3,
        slug="many",
        countries=["KE", "PK", "AF"],
        targets=[
            ("target", {"office": OfficeFactory(), "salutation": "", "note": ""}) for _ in range(5)
        ],
        copies=[("copy", {"office": office, "note": ""})],
        letters=[("letter", letter()), ("letter", letter(office=office))],
    )
    for sequence in (1, 2):
        make_action(serial=2, sequence=sequence, slug=f"many-{sequence}")
    translate(many)
    counts = []
    for page in (few, many):
        client.get(page.url)  # what a process remembers of the site's addresses
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(page.url).status_code == 200
        counts.append(len(queries))
        if len(queries) > 12:
            print("\n".join(q["sql"][:160] for q in queries))
    assert counts[0] <= 12
    assert counts[1] <= 12
