"""WCAG 2.2 A and AA on our own screens of the admin, and on those of Wagtail that hold our fields.

In English and Urdu, and where there are most words in five languages: tests/browser/axe.py. Forms
are looked at as they are refused, which shows all of them and the messages; then their previews.
The site is shared: nothing is done here but to drafts of our own.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations_everywhere
from tests.browser.conftest import NewPage
from tests.browser.library import LONG_TITLE, OPEN
from tests.browser.test_importing import give

SECTIONS = ("ends-this-week", "not-in-ur", "passed-key-dates", "findings", "stale-offices")


@pytest.fixture(params=["en", "ur"])
def desk(request: pytest.FixtureRequest, new_page: NewPage, session: Any) -> Page:
    """A page of the administrator's whose browser asks for a language."""
    page = new_page(language=request.param, storage_state=session, reduced_motion="reduce")
    page.goto("/admin/")
    expect(page.locator("html")).to_have_attribute("lang", request.param)
    return page


in_five_languages = pytest.mark.parametrize("desk", ["en", "ur", "ar", "fr", "es"], indirect=True)


def check(
    page: Page, wanted: str, *, whole: str = "html", within: str = "main", fits: str = "main"
) -> None:
    """The screen as it stands shows what it is for, fits a phone, and axe finds nothing.

    The colours of the frame around `main` are read on the dashboard, and are the same everywhere.
    What `fits` is the whole page where Wagtail keeps panels beside its `main`, out of sight.
    """
    expect(page.locator(wanted).first).to_be_visible()
    assert violations_everywhere(page, whole=whole, within=within) == {}, page.url
    # 320 px wide, where that ended.
    expect(page.locator(wanted).first).to_be_visible()
    room = page.evaluate("fits => [document.querySelector(fits).scrollWidth, innerWidth]", fits)
    assert room[0] <= room[1], f"{page.url} needs {room[0]} px of {room[1]}"


def submit(page: Page) -> None:
    """Send the form of a screen by its first button."""
    page.locator("main form .button").first.click()


def offices(page: Page) -> list[str]:
    """The ids of offices, those that open actions use first."""
    page.goto("/admin/snippets/actions/office/?ordering=-open_actions")
    links = page.locator("main table a[href*='/office/edit/']").all()
    ids = dict.fromkeys(re.findall(r"\d+", link.get_attribute("href") or "")[0] for link in links)
    return list(ids)


def action_in(page: Page, language: str) -> str:
    """The id of the demo's open action in a language."""
    answer = page.request.get(f"/admin/api/main/pages/?locale={language}&limit=20").json()
    slugs = {one["meta"]["slug"]: str(one["id"]) for one in answer["items"]}
    return next(key for slug, key in slugs.items() if slug.startswith(OPEN))


@in_five_languages
def test_the_dashboard_and_what_it_has_no_room_for(desk: Page) -> None:
    assert desk.locator(".desk-panel").count() >= 5
    check(desk, ".desk-panel", within="html")
    for name in SECTIONS:
        desk.goto(f"/admin/desk/{name}/")
        check(desk, "main h1")


def test_the_list_of_actions(desk: Page) -> None:
    desk.goto("/admin/urgent_actions/")
    assert desk.locator("main table tbody tr").count() >= 10
    check(desk, "main table", fits="html")


@in_five_languages
def test_the_form_of_an_office(desk: Page) -> None:
    desk.goto(f"/admin/snippets/actions/office/edit/{offices(desk)[0]}/")
    check(desk, "[name=title_ur]", fits="html")


def test_the_editor_of_an_action(desk: Page) -> None:
    desk.goto(f"/admin/pages/{action_in(desk, 'en')}/edit/")
    # Blocks are drawn by script, the last field's after all others.
    expect(desk.locator("[data-streamfield-stream-container]")).not_to_have_count(0)
    expect(desk.locator(".public-DraftEditor-content:not([aria-labelledby])")).to_have_count(0)
    check(desk, ".Draftail-Editor", fits="html")


def test_the_editor_of_translations_and_its_field(desk: Page) -> None:
    desk.goto(f"/admin/pages/{action_in(desk, 'ur')}/edit/")
    lines = desk.locator(".js-translation-editor li:has(> p)")
    check(desk, ".js-translation-editor li:has(> p)", fits="html")
    lines.nth(1).get_by_role("button").click()
    # The rest of the screen is as it was.
    line = ".js-translation-editor li:has(> div > textarea)"
    check(desk, f"{line} textarea", whole=line, within=line, fits="html")


def test_the_findings_and_the_forms_to_dismiss_one_and_to_bring_it_back(desk: Page) -> None:
    desk.goto("/admin/desk/findings/")
    address = desk.locator(".desk-findings a").first.get_attribute("href")
    assert address is not None
    desk.goto(f"/admin/actions/{address.split('/')[3]}/findings/")
    check(desk, ".findings__list")
    desk.locator(".findings__act").first.click()
    submit(desk)
    check(desk, ".error-message")
    desk.goto(re.sub("/dismiss/.*", "/restore/", desk.url))
    check(desk, "main form")


@pytest.mark.parametrize("act", ["close", "extend", "reopen", "withdraw"])
def test_the_acts_on_an_action_and_what_they_refuse(desk: Page, act: str) -> None:
    desk.goto(f"/admin/actions/{action_in(desk, 'en')}/{act}/")
    submit(desk)
    check(desk, ".error-message")


def test_the_next_in_series(desk: Page) -> None:
    desk.goto(f"/admin/actions/{action_in(desk, 'en')}/next/")
    check(desk, "main form, main .help-block")


def test_what_is_released_together_and_what_that_refuses(desk: Page) -> None:
    desk.goto(f"/admin/localize/release/{action_in(desk, 'en')}/")
    check(desk, ".release-languages li")
    desk.locator("[name=when][value=later]").check()
    submit(desk)
    # The rest of the screen is as it was.
    summary = "[role=alert]"
    check(desk, summary, whole=summary, within=summary)


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
    submit(desk)
    check(desk, ".error-message")
    fill(desk, other)
    desk.locator("[name=reason]").fill("Their website")
    submit(desk)
    check(desk, ".office-uses")
    assert desk.locator(".desk-table--changes tbody tr").count() > 0


def test_replacing_a_name_and_its_preview(desk: Page) -> None:
    desk.goto(f"/admin/actions/replace-name/{action_in(desk, 'en')}/")
    desk.locator("[name=names_en]").fill("the")
    desk.locator("[name=preview]").click()
    check(desk, ".error-message")
    for field in desk.locator("[name^=instead_]").all():
        field.fill("somebody")
    desk.locator("[name=reason]").fill("Their family asked")
    desk.locator("[name=preview]").click()
    check(desk, ".desk-table--changes")


def test_importing_and_replacing_a_name_in_what_was_imported(desk: Page) -> None:
    desk.goto("/admin/actions/import/")
    check(desk, "#import-source")
    give(desk)
    check(desk, "#import-review")
    title = desk.locator("[name=title]")
    words = title.input_value()
    title.fill("")
    desk.locator("#import-review [type=submit]").click()
    # The rest of the screen is as it was.
    list_of_errors = "section:has(> #import-errors)"
    check(desk, "#import-errors", whole=list_of_errors, within=list_of_errors)
    assert desk.locator("#part-title .error-message").count() == 1
    desk.locator("[name=title]").fill(words)
    desk.locator("#import-review [type=submit]").click()
    desk.wait_for_url("**/edit/")
    own = desk.url.split("/")[-3]
    desk.goto(f"/admin/actions/replace-name/{own}/")
    desk.locator("[name=names_en]").fill("Amina Example")
    desk.locator("[name=instead_en]").fill("A.")
    desk.locator("[name=reason]").fill("Her family asked")
    desk.locator("[name=preview]").click()
    desk.locator("[name=replace]").click()
    check(desk, f"main a[href='/admin/pages/{own}/edit/']")


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
    desk.goto(f"/admin/pages/{action_in(desk, 'en')}/edit/")
    desk.locator("[data-side-panel-toggle=checks], button[data-side-panel=checks]").first.click()
    words = desk.locator("[data-content-word-count]")
    expect(words).to_have_text(re.compile(r"\d"), timeout=30_000)
