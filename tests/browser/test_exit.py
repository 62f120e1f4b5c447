"""“Leave this page”: with scripts and without, by mouse and by keyboard, and what it promises."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.library import OPEN, address_of, public_addresses
from tests.site import ServedSite

ELSEWHERE = re.compile(r"https://(en|ur)\.wikipedia\.org/")
WAY_OUT = ".exit__link"


def answer_elsewhere(page: Page) -> list[str | None]:
    """Have the other site answer here; the referrers that it is sent."""
    told: list[str | None] = []

    def answer(route: Route) -> None:
        told.append(route.request.header_value("referer"))
        route.fulfill(content_type="text/html", body="<title>Elsewhere</title><h1>Elsewhere</h1>")

    page.route(ELSEWHERE, answer)
    return told


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_in_view_on_every_page(
    new_page: NewPage, served_site: ServedSite, language: str, width: int
) -> None:
    page = new_page(width=width, language=language)
    for address in public_addresses(served_site, language=language):
        page.goto(address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(page.locator(WAY_OUT)).to_be_in_viewport(ratio=1)
        assert page.locator(WAY_OUT).get_attribute("href") == f"https://{language}.wikipedia.org/"
        page.locator(".exit__about").click()
        expect(page.locator("#leaving")).to_be_in_viewport()


def test_it_leads_elsewhere_and_says_nothing_of_where_from(any_page: Page) -> None:
    told = answer_elsewhere(any_page)
    any_page.goto("/en/actions/")
    any_page.locator(WAY_OUT).click()
    any_page.wait_for_url(ELSEWHERE)
    assert told == [None]


def leave_by_link(page: Page) -> None:
    page.locator(WAY_OUT).click()


def leave_by_keyboard(page: Page) -> None:
    for _time in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [leave_by_link, leave_by_keyboard])
def test_going_back_leads_past_the_page_that_was_left(page: Page, leave) -> None:
    answer_elsewhere(page)
    page.goto("/en/")
    page.goto("/en/actions/")
    leave(page)
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    expect(page).to_have_url(re.compile("/en/$"))


def test_the_page_is_blank_before_the_other_one_answers(page: Page) -> None:
    page.route(ELSEWHERE, lambda route: None)  # it never does
    page.goto("/en/actions/")
    shown = page.evaluate(
        """() => {
            document.querySelector(".exit__link").click();
            return [document.querySelector("h1").checkVisibility(), document.title.trim()];
        }"""
    )
    assert shown == [False, ""]


def test_typing_capitals_leaves_nothing(page: Page) -> None:
    asked = answer_elsewhere(page)
    page.goto("/en/actions/")
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert asked == []
    assert page.locator("h1").is_visible()


def test_what_needs_scripts_is_said_only_where_they_run(
    page: Page, page_without_scripts: Page
) -> None:
    for reader, said in ((page, True), (page_without_scripts, False)):
        reader.goto("/en/")
        expect(reader.locator("#leaving")).to_contain_text("undo your visit")
        expect(reader.get_by_text("So does the Shift key")).to_be_visible(visible=said)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_that_has_the_focus_is_under_it(
    new_page: NewPage, served_site: ServedSite, width: int
) -> None:
    page = new_page(width=width)
    page.goto(address_of(served_site, OPEN, language="en"))
    page.locator(".page-footer a").last.focus()
    seen = set()
    for _step in range(80):
        page.keyboard.press("Shift+Tab")
        where = page.evaluate(
            """() => {
                const { activeElement: focused } = document;
                if (focused.closest(".exit, .foot-bar, .skip-link")) return null;
                const bar = document.querySelector(".exit").getBoundingClientRect();
                const box = focused.getBoundingClientRect();
                return [focused.textContent.trim().slice(0, 40), box.bottom > bar.bottom + 4];
            }"""
        )
        if where is None:
            break
        seen.add(where[0])
        assert where[1], where
    assert len(seen) > 10
