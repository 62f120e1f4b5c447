"""Figures and sources on the page of an action, in English and in Urdu."""

from datetime import date

import pytest
from django.core.cache import cache

from tests.admin_forms import PUBLISH, action_form, blocks, edit_address, read, signed_in
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


def figure(value="1,080,312", **told):
    return {
        "value": value,
        "qualifier": "",
        "counted": "people made to leave",
        "place": "",
        "period": "",
        "as_of": None,
        "source": None,
        **told,
    }


def compared(value, counted_by, **told):
    return {**figure(value, **told), "counted_by": counted_by}


def comparison(*figures, note=""):
    return {"subject": "Those who left", "figures": list(figures), "note": note}


def source(publisher="Example Monitor", **told):
    return {
        "publisher": publisher,
        "title": "",
        "date": None,
        "address": "",
        "archived_address": "",
        "accessed_on": None,
        **told,
    }


DISAGREEING = comparison(
    compared(
        "1,088,133",
        "Monitor",
        place="from A to B",
        period="September 2023 to June 2025",
        as_of=date(2025, 6, 7),
        source=1,
    ),
    compared("1.4 million", "Ministry", qualifier="at least", period="since October 2023"),
    compared("dozens", "Town hall", source=1),
    note="One counts returns, the others expulsions.",
)


def page_of(client, page):
    return read(client.get(page.url).content.decode())


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


@pytest.fixture
def action():
    return make_action(
        additional_information=[("figures", DISAGREEING), ("source", source())],
        updates=[],
    )


def test_figures_that_disagree_stand_in_a_table_with_who_what_where_when(client, action):
    table = page_of(client, action).select_one(".comparison table")
    heads = [cell.get_text() for cell in table.select("thead th")]
    assert heads == ["Who counted", "What, and where", "For which period", "Figure"]
    rows = [row.get_text(" ", strip=True) for row in table.select("tbody tr")]
    assert len(rows) == 3
    for said in ("Monitor", "people made to leave", "from A to B", "as of", "7 June 2025"):
        assert said in rows[0]
    assert "at least 1.4 million" in rows[1]
    assert page_of(client, action).find(string="One counts returns, the others expulsions.")


def test_the_chart_says_the_same_to_those_who_dont_see_it(client, action):
    chart = page_of(client, action).select_one(".comparison svg[role=img]")
    named = " ".join(
        chart.find(id=id).get_text(strip=True) for id in chart["aria-labelledby"].split()
    )
    assert named == ("Bar chart: Those who left Monitor: 1,088,133, Ministry: at least 1.4 million")
    widths = [float(bar["width"].rstrip("%")) for bar in chart.select("rect")]
    assert widths == [77.72, 100]
    html = page_of(client, action)
    assert "dozens" in html.find(string=lambda text: "Not in the chart" in text).parent.get_text()


def test_without_a_chart_nothing_is_said_to_be_missing_from_it(client):
    figures = comparison(compared("dozens", "Town hall"), compared("100–165", "Ministry"))
    page = make_action(additional_information=[("figures", figures)])
    html = page_of(client, page)
    assert not html.select("svg.chart")
    assert "Not in the chart" not in html.get_text()
    assert len(html.select(".comparison tbody tr")) == 2


def test_in_urdu_the_numbers_are_urdu_and_the_bars_begin_on_the_right(client, action):
    urdu_site()
    html = page_of(client, translate(action))
    assert html.html["dir"] == "rtl"
    values = [cell.select("bdi")[-1] for cell in html.select("td.comparison__number")]
    assert [(value.get_text(), value["dir"]) for value in values] == [
        ("1,088,133", "ltr"),
        ("14 لاکھ", "rtl"),
        ("dozens", "ltr"),
    ]
    bars = html.select(".comparison rect")
    assert [bar["x"] for bar in bars] == ["22.28%", "0.0%"]
    assert {text["direction"] for text in html.select(".comparison svg text")} == {"rtl"}
    assert "7 جون، 2025" in html.select_one(".comparison tbody tr").get_text()


def test_a_figure_of_parts_has_a_bar_and_a_row_for_each(client):
    parts = [{"label": f"Province {n}", "value": str(n * 100)} for n in range(12)]
    page = make_action(additional_information=[("figure", {**figure("6,600"), "breakdown": parts})])
    html = page_of(client, page)
    assert len(html.select(".figure__parts tbody tr")) == 12
    bars = html.select(".figure__breakdown rect")
    assert [float(bar["width"].rstrip("%")) for bar in bars][::11] == [0, 100]
    assert html.select_one(".figure__parts caption").get_text()


def test_a_figure_that_says_nothing_of_itself_has_no_empty_line(client):
    page = make_action(additional_information=[("figure", {**figure(), "breakdown": []})])
    html = page_of(client, page)
    assert [dd for dd in html.select(".figure dd") if not dd.get_text(strip=True)] == []


def test_sources_and_mentions_lead_to_each_other(client):
    page = make_action(
        additional_information=[
            ("text", "<p>A million left [2], and more [2].</p>"),
            ("figure", {**figure(source=1), "breakdown": []}),
            ("source", source("Monitor")),
            ("source", source("Ministry")),
            ("source", source("Never cited")),
        ]
    )
    html = page_of(client, page)
    assert len(html.select("a.cite")) == 3
    for mention in html.select("a.cite"):
        cited = html.select_one(mention["href"])
        ways_back = [link["href"] for link in cited.select(".sources__back a")]
        assert f"#{mention['id']}" in ways_back
    for link in html.select(".sources__back a"):
        assert html.select_one(link["href"])
        assert link["aria-label"].startswith("Back to mention")
    assert not html.select_one("#source-3").select(".sources__back")
    ids = [element["id"] for element in html.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_source_in_english_is_marked_so_on_an_urdu_page(client):
    urdu_site()
    page = make_action(
        additional_information=[
            ("source", source(title="Returns in June", address="https://example.org/returns")),
            ("source", source("روزنامہ مثال")),
        ]
    )
    html = page_of(client, translate(page))
    english, own = html.select(".sources > li")
    for words in ("Example Monitor", "Returns in June"):
        marked = english.find(string=words).parent
        assert (marked["lang"], marked["dir"]) == ("en", "ltr")
    assert not own.select("[lang=en]")
    english, urdu = page_of(client, page).select(".sources > li")
    assert not english.select("[lang]"), "on a page in English there is nothing to mark"
    assert urdu.bdi["lang"] == "ur"
    assert urdu.bdi["dir"] == "rtl"


@pytest.mark.parametrize("kind", ["figure", "figures"])
def test_a_figure_cant_be_published_with_a_source_that_isnt_there(kind):
    editor = signed_in("Editors")
    page = make_action()
    wrong = figure("12", source=2)
    value = (
        {**wrong, "breakdown": []}
        if kind == "figure"
        else comparison(compared("12", "A", source=2), compared("13", "B"))
    )
    posted = action_form(editor, page) | blocks(
        "additional_information", (kind, value), ("source", source())
    )
    refused = editor.post(edit_address(page), {**posted, **PUBLISH})
    assert refused.status_code == 200
    assert "Source 2 isn" in refused.content.decode()
    assert editor.post(edit_address(page), posted).status_code == 302, "a draft may wait"
