"""Figures, sources, news and pictures, as a reader sees them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.library import EXPIRED, FINAL, OPEN, address_of
from tests.site import ServedSite

both_languages = pytest.mark.parametrize("language", ["en", "ur"])
FIGURES = ("1,088,133", "1,080,312", "825,600", "813,300", "485,000")
BY_PLACE = ("12,982", "5,435", "1,573", "44", "38", "1")

# How far texts and bars of charts stand out of their chart, or into the next text, in pixels.
STANDING_OUT = """() => [...document.querySelectorAll("svg.chart")].flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  const texts = [...chart.querySelectorAll("text")].map(text => text.getBoundingClientRect());
  return [...texts, ...[...chart.querySelectorAll("rect")].map(bar => bar.getBoundingClientRect())]
    .filter(box => box.left < frame.left - 2 || box.right > frame.right + 2)
    .map(box => [box.left - frame.left, box.right - frame.right]);
})"""
BARS = """() => [...document.querySelectorAll(".comparison rect")].map(bar => {
  const box = bar.getBoundingClientRect(), frame = bar.closest(".chart").getBoundingClientRect();
  return [box.left - frame.left, frame.right - box.right, box.width / frame.width];
})"""


@both_languages
def test_the_figures_of_the_case_stand_side_by_side(any_page: Page, language: str) -> None:
    any_page.goto(f"/{language}/actions/{EXPIRED}/")
    numbers = any_page.locator("td.comparison__number > span:last-child > bdi")
    expect(numbers).to_have_text(list(FIGURES))
    expect(any_page.locator(".figure__parts td")).to_have_text(list(BY_PLACE))
    chart = any_page.get_by_role("img", name=FIGURES[0])
    expect(chart).to_be_visible()


@both_languages
@pytest.mark.parametrize("width", [320, 1280])
def test_charts_stay_in_their_frame_and_begin_where_the_line_begins(
    new_page: NewPage, language: str, width: int
) -> None:
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/actions/{EXPIRED}/")
    page.evaluate("document.fonts.ready.then(() => null)")
    assert page.evaluate(STANDING_OUT) == []
    bars = page.evaluate(BARS)
    assert len(bars) == len(FIGURES)
    for before, after, _length in bars:
        assert abs(before if language == "en" else after) <= 2
    lengths = [length for *_sides, length in bars]
    assert lengths == sorted(lengths, reverse=True)
    assert abs(lengths[-1] - 485_000 / 1_088_133) < 0.02


@both_languages
def test_a_number_leads_to_its_source_and_back(any_page: Page, language: str) -> None:
    any_page.goto(f"/{language}/actions/{EXPIRED}/")
    mention = any_page.locator("#cite-6-1")
    mention.click()
    source = any_page.locator("#source-6")
    expect(source).to_be_in_viewport()
    expect(source).to_contain_text("Amnesty International")
    source.locator(".sources__back a").first.click()
    expect(mention).to_be_in_viewport()
    assert any_page.url.endswith("#cite-6-1")


@both_languages
def test_the_news_of_both_actions_stands_newest_first(any_page: Page, language: str) -> None:
    any_page.goto(f"/{language}/actions/{EXPIRED}/")
    times = any_page.locator(".timeline__when > time")
    days = [time.get_attribute("datetime") or "" for time in times.all()]
    assert len(days) > 10
    assert days == sorted(days, reverse=True)
    earlier = any_page.locator(".timeline__of").first
    earlier.click()
    assert any_page.url.endswith(f"/{language}/actions/ua-109-23/")
    assert any_page.locator(".timeline__of").count() > 5


@both_languages
def test_a_picture_says_what_it_shows_and_whose_it_is(
    any_page: Page, served_site: ServedSite, language: str
) -> None:
    any_page.goto(address_of(served_site, OPEN, language=language))
    picture = any_page.locator(".picture img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 900
    said = {"en": "a small bookshop", "ur": "کتابوں کی ایک چھوٹی سی دکان"}
    assert said[language] in (picture.get_attribute("alt") or "")
    caption = any_page.locator(".picture figcaption")
    expect(caption).to_contain_text({"en": "The shop has been closed", "ur": "دکان"}[language])
    expect(caption).to_contain_text("Qalam")


def test_a_final_update_reads_down_one_column_and_was_closed_when_it_was_issued(
    page: Page, served_site: ServedSite
) -> None:
    page.goto(address_of(served_site, FINAL, language="en"))
    title = page.get_by_role("heading", level=1).bounding_box()
    news = page.locator("#since").bounding_box()
    assert title is not None
    assert news is not None
    assert abs(title["x"] - news["x"]) < 1
    assert news["y"] > title["y"] + title["height"]
    assert page.locator("#what-to-do").count() == 0
    newest = page.locator(".timeline__event").first
    expect(newest).to_contain_text("Closed: Released")
    closed, issued = (
        page.locator(f"{place} time").first.get_attribute("datetime")
        for place in (".timeline__event", ".issued")
    )
    assert closed == issued
