"""How pages stand: on a phone, with large text, in Nastaliq, on paper."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.library import EXPIRED, OPEN, address_of, public_addresses
from tests.browser.measures import SIDEWAYS
from tests.site import ServedSite

both_languages = pytest.mark.parametrize("language", ["en", "ur"])


def top_of(element: Locator) -> float:
    """Where an element begins, in pixels below the top of the window."""
    box = element.bounding_box()
    assert box is not None
    return box["y"]


# -- on a phone, and enlarged -------------------------------------------------------------------


@both_languages
@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_on_a_phone_the_bar_at_the_foot_leads_to_what_to_do(
    new_page: NewPage, served_site: ServedSite, language: str, javascript: bool
) -> None:
    page = new_page(width=320, javascript=javascript)
    page.goto(address_of(served_site, OPEN, language=language))
    bar = page.locator(".foot-bar")
    expect(bar).to_be_in_viewport()
    expect(page.locator("#what-to-do-title")).not_to_be_in_viewport()
    bar.get_by_role("link").click()
    expect(page.locator("#what-to-do-title")).to_be_in_viewport()


@both_languages
def test_nothing_scrolls_sideways_at_320_pixels(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    # Also what a window of 640 pixels is at 200 %.
    page = new_page(width=320, device_scale_factor=2)
    for address in public_addresses(served_site, language=language):
        page.goto(address)
        assert page.evaluate(SIDEWAYS) <= 0, address


@both_languages
def test_nothing_scrolls_sideways_with_text_twice_as_large(
    large_text: Browser, served_site: ServedSite, language: str
) -> None:
    context = large_text.new_context(base_url=served_site.url)
    page = context.new_page()
    for width in (640, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for address in public_addresses(served_site, language=language):
            page.goto(address)
            assert page.evaluate(SIDEWAYS) <= 0, (width, address)
    context.close()


# -- type ---------------------------------------------------------------------------------------


def test_urdu_paragraphs_are_set_in_nastaliq_with_room_for_it(
    page: Page, served_site: ServedSite
) -> None:
    page.goto(address_of(served_site, OPEN, language="ur"))
    paragraphs = page.evaluate(
        """() => [...document.querySelectorAll(".prose > p, .letter > p:not([class])")]
            .filter(p => p.textContent.length > 40)
            .map(p => getComputedStyle(p))
            .map(s => [s.fontFamily, parseFloat(s.lineHeight) / parseFloat(s.fontSize)])"""
    )
    assert len(paragraphs) >= 5
    for family, leading in paragraphs:
        assert family.startswith('"Noto Nastaliq Urdu"')
        assert leading >= 2
    assert page.evaluate("document.fonts.check('18px \"Noto Nastaliq Urdu\"', 'قلم')")


@both_languages
def test_an_honorific_stands_on_the_line_of_the_name(
    page: Page, served_site: ServedSite, language: str
) -> None:
    page.goto(address_of(served_site, OPEN, language=language))
    name = page.locator(".card__name:has(bdi)").first
    assert len(name.inner_text().split("\n")) == 1
    lines = name.evaluate(
        "e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight)"
    )
    assert lines < 1.5


# -- on paper -----------------------------------------------------------------------------------


@both_languages
def test_a_printed_action_begins_with_deadline_and_addresses(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    page = new_page(width=657)  # A4 less its margins
    page.emulate_media(media="print")
    page.goto(address_of(served_site, OPEN, language=language))
    introduction = top_of(page.locator(".action__opening > .prose"))
    assert top_of(page.get_by_role("heading", level=1)) < top_of(page.locator(".deadline"))
    assert top_of(page.locator(".deadline")) < top_of(page.locator(".card").first)
    for card in page.locator(".card").all():
        assert top_of(card) < introduction
    for needless in (".site-nav", ".languages", ".foot-bar", ".button", ".copy-button"):
        for element in page.locator(needless).all():
            expect(element).to_be_hidden()


@both_languages
def test_a_printed_expired_action_begins_with_the_notice(page: Page, language: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"/{language}/actions/{EXPIRED}/")
    assert top_of(page.locator(".notice--stop")) < top_of(page.locator("#what-to-do"))
