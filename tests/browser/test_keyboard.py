"""Journeys with the keyboard alone: a reader's, an editor's. Wherever it stands, one sees it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.library import OPEN, address_of
from tests.browser.test_desk_accessibility import action_in
from tests.browser.test_importing import DOCUMENT
from tests.site import ServedSite

both_languages = pytest.mark.parametrize("language", ["en", "ur"])

MOST_STOPS = 600  # an import's review has some hundred languages and countries to tick

# Where the keyboard stands; why one doesn't see it, if so: (WCAG 2.2, 2.4.7, 2.4.11).
STANDS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  // Of what is taller than the window, such as a whole letter, the part that is in it.
  const shown = Math.max(box.top, 0) + Math.min(box.bottom, innerHeight);
  const middle = [(box.left + box.right) / 2, shown / 2];
  const top = document.elementFromPoint(...middle);
  // What is wrapped has its middle beside its words; then its first line counts.
  const line = e.getClientRects()[0];
  const first = line && document.elementFromPoint(line.left + 4, (line.top + line.bottom) / 2);
  const seen = [top, first].some((at) => at && (e.contains(at) || at.contains(e)));
  return [
    e.outerHTML.slice(0, 120),
    ring || style.boxShadow !== "none" ? "" : "no ring",
    seen ? "" : "covered",
  ];
}"""


def tab_to(page: Page, wanted: Locator, *, ours: bool = True) -> None:
    """Press Tab until the keyboard stands on an element; on the way one always sees where it is."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if ours:
            stands = page.evaluate(STANDS)
            assert stands is None or stands[1:] == ["", ""], stands
        if wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"the keyboard doesn't reach {wanted}")


def enter(page: Page, wanted: Locator, **options: Any) -> None:
    """Go to a link or button by Tab, and press Enter."""
    tab_to(page, wanted, **options)
    page.keyboard.press("Enter")


@both_languages
@pytest.mark.parametrize("width", [320, 1280])
def test_a_reader_finds_an_action_and_copies_an_address(
    new_page: NewPage, served_site: ServedSite, language: str, width: int
) -> None:
    page = new_page(width=width, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/{language}/")
    enter(page, page.locator(f".site-nav a[href='/{language}/actions/']"))
    page.wait_for_url(f"**/{language}/actions/")
    if width == 320:  # where filters are folded
        enter(page, page.locator("#filters > summary"))
    page.locator("#status-open").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**?status=open")
    expect(page.locator("#status-open")).to_be_focused()
    address = address_of(served_site, OPEN, language=language)
    enter(page, page.locator(f".result__title a[href='{address}']"))
    page.wait_for_url(f"**{address}")
    button = page.locator(".card__value:has(address) .copy-button").first
    enter(page, button)
    expect(button).to_have_attribute("data-state", "copied")
    expect(button).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()")


@both_languages
def test_a_reader_skips_what_is_on_every_page(page: Page, language: str) -> None:
    page.goto(f"/{language}/actions/")
    page.keyboard.press("Tab")
    link = page.locator(".skip-link")
    expect(link).to_be_focused()
    box = link.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(("here", "there"), [("en", "ur"), ("ur", "en")])
def test_a_reader_changes_the_language(
    page: Page, served_site: ServedSite, here: str, there: str
) -> None:
    page.goto(address_of(served_site, OPEN, language=here))
    enter(page, page.locator(f".languages a[hreflang='{there}']"))
    page.wait_for_url(f"**{address_of(served_site, OPEN, language=there)}")
    expect(page.locator("html")).to_have_attribute("lang", there)


@both_languages
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_holds_the_keyboard_and_everything_is_reached(
    new_page: NewPage, served_site: ServedSite, language: str, width: int
) -> None:
    page = new_page(width=width)
    page.goto(address_of(served_site, OPEN, language=language))
    there = page.locator("a[href]:visible, button:visible, summary:visible").count()
    stops = 0
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stands = page.evaluate(STANDS)
        if stands is None:  # past the end of the page
            break
        assert stands[1:] == ["", ""], stands
        stops += 1
    assert stops >= there


# -- the desk -----------------------------------------------------------------------------------


@pytest.fixture
def desk(new_page: NewPage, session: Any) -> Callable[[str], Page]:
    """`desk("ur")`: the administrator's, in a language."""

    def make(language: str) -> Page:
        return new_page(language=language, storage_state=session, reduced_motion="reduce")

    return make


@both_languages
def test_an_act_is_refused_and_its_mend_is_reached(
    desk: Callable[[str], Page], language: str
) -> None:
    page = desk(language)
    page.goto(f"/admin/actions/{action_in(page, 'en')}/close/")
    enter(page, page.locator("main form .button").first, ours=False)
    expect(page.locator(".error-message").first).to_be_visible()
    tab_to(page, page.locator("[name=reason]"), ours=False)
    page.keyboard.type("Their family asked")
    expect(page.locator("[name=reason]")).to_have_value("Their family asked")


@both_languages
def test_a_document_is_imported(desk: Callable[[str], Page], language: str) -> None:
    page = desk(language)
    page.goto("/admin/actions/import/")
    text = page.locator("[name=text]")
    tab_to(page, text, ours=False)
    page.keyboard.insert_text(DOCUMENT)
    enter(page, page.locator("#import-source [type=submit]"), ours=False)
    title = page.locator("[name=title]")
    title.wait_for()
    tab_to(page, title, ours=False)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(f"Free Amina Example ({language})")
    # Through every editor and list of the review.
    enter(page, page.locator("#import-review [type=submit]"), ours=False)
    page.wait_for_url("**/edit/")
    expect(page.locator("[name=title]")).to_have_value(f"Free Amina Example ({language})")
