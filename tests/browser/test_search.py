"""Searching the library: by keyboard alone as one types, without scripts, and with no mistake."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import NewPage
from tests.browser.test_keyboard import enter, tab_to

# By language: what is typed, the word that it goes on to, a misspelling of that, and how many
# suggestions are read out.
WORDS = {
    "en": ("deporta", "deportations", "deportatoins", r"\d+ suggestions?"),
    "ur": ("پاکست", "پاکستان", "پاکستین", r"\d+ تجاویز|\d+ تجویز"),
    "ar": ("الترح", "الترحيل", "الترخيل", r"اقتراح"),
}
by_language = pytest.mark.parametrize("language", WORDS)


def words_asked(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("q", [])


@by_language
def test_a_reader_types_takes_a_suggestion_and_drops_it_again_by_keyboard(
    new_page: NewPage, language: str
) -> None:
    typed, word, _wrong, said = WORDS[language]
    page = new_page(width=320 if language == "ur" else 1280)
    page.goto(f"/{language}/actions/")
    tab_to(page, page.locator("#q"))
    page.keyboard.type(typed)
    suggestion = page.locator("#suggestions a").filter(has_text=re.compile(rf"^{word}$"))
    expect(suggestion).to_be_visible()
    expect(page.locator("#suggested")).to_have_text(re.compile(said))
    page.wait_for_url("**?q=*")  # what was typed is looked for as it stands
    expect(page.locator("#found")).not_to_have_class(re.compile("htmx-request"))
    expect(page.locator("#q")).to_be_focused()
    assert violations(page) == []
    enter(page, suggestion)
    expect(page.locator("#q")).to_have_value(word)
    assert words_asked(page) == [word]
    expect(page.locator("#found mark").first).to_be_visible()
    assert violations(page) == []
    enter(page, page.locator(".tag").first)
    page.wait_for_url(f"**/{language}/actions/")
    expect(page.locator("#q")).to_have_value("")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_misspelled_word_leads_to_what_was_meant_without_scripts(
    new_page: NewPage, language: str
) -> None:
    _typed, word, wrong, _said = WORDS[language]
    page = new_page(javascript=False)
    page.goto(f"/{language}/actions/")
    page.locator("#q").fill(wrong)
    page.locator("#search [type=submit]").click()
    assert words_asked(page) == [wrong]
    expect(page.locator("#found .result")).to_have_count(0)
    page.locator("#found .empty bdi").filter(has_text=word).click()
    assert words_asked(page) == [word]
    expect(page.locator("#found mark").first).to_be_visible()
    page.locator("#filters").evaluate("e => { e.open = true }")
    page.locator("#country-PK").check()
    page.locator("#facets [type=submit]").click()
    assert parse_qs(urlsplit(page.url).query)["country"] == ["PK"]
    expect(page.locator("#found mark").first).to_be_visible()


@pytest.mark.parametrize("language", ["ur"])
def test_what_isnt_found_is_clear_to_all(new_page: NewPage, language: str) -> None:
    page = new_page(width=320)
    page.goto(f"/{language}/actions/?q={WORDS[language][2]}")
    expect(page.locator("#found .empty")).to_be_visible()
    assert violations(page) == []


def test_what_was_shown_before_is_shown_again_on_the_way_back(page: Page) -> None:
    page.goto("/en/actions/")
    before = page.locator(".library__count").inner_text()
    page.locator("#q").press_sequentially("zarmina")
    page.wait_for_url("**?q=zarmina")
    switch = page.locator("#languages a[hreflang='ur']")
    expect(switch).to_have_attribute("href", "/ur/actions/?q=zarmina")
    page.go_back()
    page.wait_for_url("**/en/actions/")
    expect(page.locator(".library__count")).to_have_text(before)
