"""WCAG 2.2 A and AA on our own screens of the admin, in English and in Urdu, wide and narrow.

Previews and refused forms too; nothing is done here, since the site is shared.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.library import LONG_TITLE
from tests.browser.test_accessibility import session, violations

__all__ = ["session"]

WIDTHS = (1280, 400)
SECTIONS = ("ends-this-week", "not-in-ur", "passed-key-dates", "findings", "stale-offices")


@pytest.fixture(params=["en", "ur"])
def desk(request: pytest.FixtureRequest, new_page: NewPage, session: Any) -> Page:
    """A page of the administrator's whose browser asks for a language."""
    page = new_page(language=request.param, storage_state=session, reduced_motion="reduce")
    page.goto("/admin/")
    expect(page.locator("html")).to_have_attribute("lang", request.param)
    return page


def check(page: Page, wanted: str) -> None:
    """The screen as it stands shows what it is for, fits, and axe finds nothing."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(wanted).first).to_be_visible()
        room = page.evaluate("[document.querySelector('main').scrollWidth, innerWidth]")
        assert room[0] <= room[1], f"{page.url} needs {room[0]} px at {width}"
        found[width] = violations(page)
    assert {width: lines for width, lines in found.items() if lines} == {}


def submit(page: Page) -> None:
    """Send the form of a screen by its first button."""
    page.locator("main form .button").first.click()


def offices(page: Page) -> list[str]:
    """The ids of offices, those that open actions use first."""
    page.goto("/admin/snippets/actions/office/?ordering=-open_actions")
    links = page.locator("main table a[href*='/office/edit/']").all()
    ids = dict.fromkeys(re.findall(r"\d+", link.get_attribute("href") or "")[0] for link in links)
    return list(ids)


def first_action(page: Page) -> str:
    """The id of the first action in the admin's list."""
    page.goto("/admin/urgent_actions/")
    address = page.locator("main table a[href*='/edit/']").first.get_attribute("href")
    assert address is not None
    return address.split("/")[3]


def test_the_dashboard_and_what_it_has_no_room_for(desk: Page) -> None:
    check(desk, ".desk-panel")
    for name in SECTIONS:
        desk.goto(f"/admin/desk/{name}/")
        check(desk, "main h1")


def test_the_findings_and_the_form_to_dismiss_one(desk: Page) -> None:
    desk.goto("/admin/desk/findings/")
    address = desk.locator(".desk-findings a").first.get_attribute("href")
    assert address is not None
    desk.goto(f"/admin/actions/{address.split('/')[3]}/findings/")
    check(desk, ".findings__list")
    desk.locator(".findings__act").first.click()
    check(desk, "[name=reason]")
    submit(desk)
    check(desk, ".error-message")


@pytest.mark.parametrize("act", ["close", "extend", "reopen", "withdraw"])
def test_the_acts_on_an_action_and_what_they_refuse(desk: Page, act: str) -> None:
    desk.goto(f"/admin/actions/{first_action(desk)}/{act}/")
    check(desk, "[name=reason]")
    submit(desk)
    check(desk, ".error-message")


def test_the_next_in_series(desk: Page) -> None:
    desk.goto(f"/admin/actions/{first_action(desk)}/next/")
    check(desk, "main form, main .help-block")


def correct(page: Page, other: str) -> None:
    page.locator("[name=phone]").fill("+44 20 7946 0000")


def succeed(page: Page, other: str) -> None:
    page.locator("[name=name_en]").fill("Sara Example")
    page.locator("[name=since]").fill("2030-01-01")


def merge(page: Page, other: str) -> None:
    page.locator("[name=kept]").select_option(other)


@pytest.mark.parametrize("fill", [correct, succeed, merge], ids=lambda fill: fill.__name__)
def test_an_act_on_an_office_what_it_refuses_and_its_preview(
    desk: Page, fill: Callable[[Page, str], None]
) -> None:
    used, other, *_rest = offices(desk)
    desk.goto(f"/admin/offices/{used}/{fill.__name__}/")
    check(desk, "[name=reason]")
    submit(desk)
    check(desk, ".error-message")
    fill(desk, other)
    desk.locator("[name=reason]").fill("Their website")
    submit(desk)
    check(desk, ".office-uses")
    assert desk.locator(".desk-table--changes tbody tr").count() > 0


def test_replacing_a_name_and_its_preview(desk: Page) -> None:
    desk.goto(f"/admin/actions/replace-name/{first_action(desk)}/")
    desk.locator("[name=names_en]").fill("the")
    check(desk, "[name=reason]")
    desk.locator("[name=preview]").click()
    check(desk, ".error-message")
    for field in desk.locator("[name^=instead_]").all():
        field.fill("somebody")
    desk.locator("[name=reason]").fill("Their family asked")
    desk.locator("[name=preview]").click()
    check(desk, ".desk-table--changes")


def test_a_finding_leads_to_its_text_in_the_editor_of_translations(desk: Page) -> None:
    desk.goto("/admin/desk/findings/")
    link = desk.locator(".desk-findings a[href*='short_body']").first
    expect(desk.locator(".desk-table", has=link)).to_contain_text(
        LONG_TITLE.upper().replace("-", " ")
    )
    link.click()
    button = desk.locator("li > h4 ~ ul button:focus")
    expect(button).to_be_in_viewport()


def test_the_content_checker_reads_the_preview_of_an_action(desk: Page) -> None:
    desk.goto(f"/admin/pages/{first_action(desk)}/edit/")
    desk.locator("[data-side-panel-toggle=checks], button[data-side-panel=checks]").first.click()
    words = desk.locator("[data-content-word-count]")
    expect(words).to_have_text(re.compile(r"\d"), timeout=30_000)
