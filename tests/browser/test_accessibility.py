"""WCAG 2.2 A and AA as axe-core can measure it: on each kind of page, with nothing left out."""

from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NewPage
from tests.browser.library import public_addresses
from tests.site import ServedSite

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],  # details of these only, which is quicker
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: a line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    assert found["passes"], "axe looked at nothing"
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("language", ["en", "ur", "ar", "fr", "es"])
@pytest.mark.parametrize("width", [320, 1280])
def test_public_pages(
    new_page: NewPage, served_site: ServedSite, language: str, width: int
) -> None:
    # Without motion, colours are those of the scheme at once.
    page = new_page(width=width, language=language, reduced_motion="reduce")
    found = {}
    for address in public_addresses(served_site, language=language):
        page.goto(address)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[address, scheme] = violations(page)
    assert {place: lines for place, lines in found.items() if lines} == {}


def test_the_login(page: Page) -> None:
    page.goto("/admin/login/")
    assert violations(page) == []


@pytest.fixture(scope="module")
def session(browser: Browser, served_site: ServedSite) -> Any:
    """An administrator's session, to open more pages with."""
    context = browser.new_context(base_url=served_site.url)
    page = context.new_page()
    page.goto("/admin/login/")
    page.locator("[name=username]").fill("administrator")
    page.locator("[name=password]").fill(served_site.password("administrator"))
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(new_page: NewPage, session: Any) -> Page:
    """A page of the administrator's, at the list of actions."""
    page = new_page(storage_state=session)
    page.goto("/admin/urgent_actions/")
    return page


@pytest.mark.parametrize("width", [320, 1280])
def test_the_dashboard(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto("/admin/")
    desk.wait_for_load_state("networkidle")
    assert desk.locator(".desk-panel").count() >= 5
    assert violations(desk) == []


def test_the_list_of_actions(desk: Page) -> None:
    assert desk.locator("main table tbody tr").count() >= 10
    assert violations(desk) == []


def test_the_form_of_an_office(desk: Page) -> None:
    desk.goto("/admin/snippets/actions/office/")
    desk.locator("main table a[href*='/office/edit/']").first.click()
    desk.wait_for_load_state("networkidle")
    assert desk.locator("[name=title_ur]").count() == 1
    assert violations(desk) == []


@pytest.mark.parametrize("act", ["close", "extend", "withdraw"])
def test_the_form_of_an_act(desk: Page, act: str) -> None:
    editor = desk.locator("main table a[href*='/edit/']").first.get_attribute("href")
    assert editor is not None
    answer = desk.goto(f"/admin/actions/{editor.split('/')[3]}/{act}/")
    assert answer is not None
    assert answer.ok
    assert violations(desk) == []


def test_the_editor_of_an_action(desk: Page) -> None:
    desk.locator("main table a[href*='/edit/']").first.click()
    desk.locator("[data-draftail-editor-wrapper], .Draftail-Editor").first.wait_for()
    desk.wait_for_load_state("networkidle")
    assert violations(desk) == []
