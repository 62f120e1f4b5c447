"""Nothing is lost where text is larger, wider apart, or the window is small (WCAG 2.2: 1.4.4, 1.4.10,
1.4.12), and Nastaliq has its room everywhere."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.library import OPEN, address_of, public_addresses
from tests.browser.measures import CUT_OFF, NASTALIQ, OVERLAPPING, SIDEWAYS, TIGHT_NASTALIQ
from tests.browser.test_desk_accessibility import action_in, offices
from tests.site import ServedSite

three_languages = pytest.mark.parametrize("language", ["en", "ur", "ar"])

# What a reader may set (WCAG 2.2, 1.4.12), over whatever a page says. Where lines are further
# apart already they stay so.
SPACING = """
  * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  :not(:lang(ur), :lang(ar)) { line-height: 1.5 !important; }
  p { margin-block-end: 2em !important; }
"""


def lost(page: Page) -> list[str]:
    """What doesn't fit the window, or its own box."""
    wide = page.evaluate(SIDEWAYS)
    found: list[str] = page.evaluate(CUT_OFF)
    return found + ([f"{wide} px too wide"] if wide > 0 else [])


@three_languages
def test_at_400_percent_nothing_is_lost(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    # What a window of 1280 × 1024 is at 400 %.
    page = new_page(width=320)
    page.set_viewport_size({"width": 320, "height": 256})
    for address in public_addresses(served_site, language=language):
        page.goto(address)
        assert lost(page) == [], address
        # What stays in view leaves most of the window to the rest.
        bars = page.locator(".foot-bar").evaluate_all(
            "bars => bars.map(bar => bar.getBoundingClientRect().height)"
        )
        assert sum(bars) < 256 * 0.4, address


@three_languages
@pytest.mark.parametrize("width", [320, 1280])
def test_with_a_reader_s_own_spacing_nothing_is_lost(
    new_page: NewPage, served_site: ServedSite, language: str, width: int
) -> None:
    page = new_page(width=width, bypass_csp=True)  # styles of the reader's own
    for address in public_addresses(served_site, language=language):
        page.goto(address)
        page.add_style_tag(content=SPACING)
        assert page.locator("h1").evaluate("e => getComputedStyle(e).letterSpacing") != "normal"
        assert lost(page) == [], address
        assert page.evaluate(OVERLAPPING) == [], address


def test_what_is_cut_off_or_overlaps_is_noticed(page: Page) -> None:
    page.goto("/en/")
    page.locator("h1").evaluate("e => { e.style.height = '8px'; e.style.overflow = 'hidden'; }")
    assert page.evaluate(CUT_OFF) != []
    page.locator("h1").evaluate("e => { e.style.overflow = ''; }")
    assert page.evaluate(OVERLAPPING) != []


# -- Nastaliq -----------------------------------------------------------------------------------


def nastaliq_has_room(page: Page, address: str) -> None:
    page.evaluate("document.fonts.ready.then(() => null)")
    assert page.evaluate(NASTALIQ) > 5, address
    assert page.evaluate(TIGHT_NASTALIQ) == [], address
    assert lost(page) == [], address


@pytest.mark.parametrize("width", [320, 1280])
def test_nastaliq_has_room(new_page: NewPage, served_site: ServedSite, width: int) -> None:
    page = new_page(width=width)
    for address in public_addresses(served_site, language="ur"):
        page.goto(address)
        nastaliq_has_room(page, address)


def test_nastaliq_has_room_where_text_is_twice_as_large(
    large_text: Browser, served_site: ServedSite
) -> None:
    context = large_text.new_context(
        base_url=served_site.url, viewport={"width": 640, "height": 900}
    )
    page = context.new_page()
    for address in public_addresses(served_site, language="ur"):
        page.goto(address)
        nastaliq_has_room(page, address)
    context.close()


def test_the_stroke_of_a_word_stays_within_its_button(
    new_page: NewPage, served_site: ServedSite
) -> None:
    page = new_page()
    page.goto(address_of(served_site, OPEN, language="ur"))
    button = page.locator(".copy-button").first
    button.scroll_into_view_if_needed()
    page.evaluate("document.fonts.ready.then(() => null)")
    box = button.bounding_box()
    assert box
    above: FloatRect = {"x": box["x"], "y": box["y"] - 3, "width": box["width"], "height": 2}
    picture = Image.open(BytesIO(page.screenshot(clip=above)))
    assert len(picture.getcolors() or ()) == 1, "ink above the button"


# -- the admin ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ur"])
def test_in_the_admin(new_page: NewPage, session: Any, language: str) -> None:
    page = new_page(language=language, storage_state=session, reduced_motion="reduce")
    action, office = action_in(page, "en"), offices(page)[0]
    translation = action_in(page, "ur")
    screens = {
        "/admin/": ".desk-panel",
        f"/admin/actions/{action}/close/": "[name=reason]",
        f"/admin/actions/replace-name/{action}/": "[name=names_ur]",
        f"/admin/offices/{office}/correct/": "[name=title_ur]",
        f"/admin/pages/{translation}/edit/": ".js-translation-editor li > p[lang]",
        "/admin/actions/import/": "[name=text]",
    }
    for address, wanted in screens.items():
        page.goto(address)
        expect(page.locator(wanted).first).to_be_visible()
        page.evaluate("document.fonts.ready.then(() => null)")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(TIGHT_NASTALIQ) == [], (address, width)
            assert within_main(page) == [], (address, width)
        page.add_style_tag(content=SPACING)
        assert within_main(page) == [], address


def within_main(page: Page) -> list[str]:
    """What is cut off of ours; Wagtail's bars shorten what they name, and say it whole on focus."""
    hidden = page.locator(".w-slim-header, .sidebar").evaluate_all(
        "bars => bars.forEach(bar => { bar.hidden = true; })"
    )
    assert hidden is None
    found: list[str] = page.evaluate(CUT_OFF)
    return found
