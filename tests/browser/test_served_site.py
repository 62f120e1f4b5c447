"""The demo library as a reader meets it: in both languages, with scripts and without."""

import pytest
from playwright.sync_api import Page

from tests.site import ServedSite


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_the_front_page_is_in_its_language(any_page: Page, language: str, direction: str) -> None:
    answer = any_page.goto(f"/{language}/")
    assert answer is not None
    assert answer.ok
    root = any_page.locator("html")
    assert root.get_attribute("lang") == language
    assert root.get_attribute("dir") == direction
    assert any_page.get_by_role("heading", level=1).count() == 1


def test_an_editor_logs_in_with_the_printed_password(page: Page, served_site: ServedSite) -> None:
    page.goto("/admin/login/")
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(served_site.password("editor"))
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    assert page.get_by_role("heading", level=1).first.is_visible()
