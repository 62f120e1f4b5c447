"""References: a number leads to its source, the source back, and nothing else is touched."""

from cms.references import References, ReferencesElsewhere
from tests.admin_forms import read


def test_each_mention_leads_to_its_source_and_the_source_back_to_each():
    references = References(2)
    html = read(references.link("<p>Many left [2]. Others say fewer [1][2].</p>"))
    assert [link["href"] for link in html.select("a")] == ["#source-2", "#source-1", "#source-2"]
    anchors = [back.anchor for source in (1, 2) for back in references.back(source)]
    assert sorted(anchors) == sorted(link["id"] for link in html.select("a"))


def test_a_number_without_a_source_leads_nowhere():
    references = References(2)
    assert not read(references.link("<p>Many left [0] [3] [999].</p>")).select("a")
    assert references.back(3) == []


def test_brackets_in_an_address_or_in_a_link_stay_what_they_are():
    references = References(1)
    html = '<p><a href="https://example.org/?a[1]=b">see [1]</a> and [1]</p>'
    page = read(references.link(html))
    links = page.select("a")
    assert links[0]["href"] == "https://example.org/?a[1]=b"
    assert links[0].get_text() == "see [1]"
    assert [link["href"] for link in links[1:]] == ["#source-1"]


def test_words_of_another_page_cite_the_sources_of_that_page():
    html = read(ReferencesElsewhere("/en/actions/ua-1/").link("<p>Many left [1].</p>"))
    link = html.select_one("a")
    assert link["href"] == "/en/actions/ua-1/#source-1"
    assert not link.get("id")


def test_a_reference_stays_on_the_line_of_its_word():
    assert "left\u00a0<a" in References(1).link("<p>Many left [1].</p>")
    assert "left\u00a0<a" in ReferencesElsewhere("/en/actions/ua-1/").link("<p>Many left [1].</p>")
