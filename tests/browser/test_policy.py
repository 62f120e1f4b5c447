"""Nothing that a page loads or runs is refused by its policy, and nobody outside is asked.

Chromium says what a policy refuses; it is listened to over each public page and the screens of the
admin, doing in them what loads or runs something.
"""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import ConsoleMessage, Error, FilePayload, Page, Request, expect

from tests.browser.answers import give, rendered_answers
from tests.browser.conftest import NewPage
from tests.browser.library import OPEN, public_addresses
from tests.site import ServedSite

# A browser notes an answer that is no success, which is what some addresses are here for.
EXPECTED = re.compile(
    "Failed to load resource: the server responded with a status of (404|410|500)"
)


class Heard:
    """What Chromium said and whom it asked, in one context."""

    def __init__(self, page: Page, site: ServedSite) -> None:
        self.problems: list[str] = []
        self.asked: set[str] = set()
        self.page, self.host = page, urlsplit(site.url).netloc
        page.context.on("console", self.said)
        page.context.on("request", self.requested)
        page.context.on("weberror", lambda error: self.failed(error.error))

    def said(self, message: ConsoleMessage) -> None:
        """A line in the console, such as what a policy refused."""
        if message.type == "error" and not EXPECTED.match(message.text):
            self.problems.append(f"{self.page.url}: {message.text}")

    def failed(self, error: Error) -> None:
        """A script that broke off, as one does whose start was refused."""
        self.problems.append(f"{self.page.url}: {error.message}")

    def requested(self, request: Request) -> None:
        """A request, to whomever."""
        if urlsplit(request.url).scheme not in ("data", "blob"):
            self.asked.add(urlsplit(request.url).netloc)


@contextmanager
def quiet(page: Page, site: ServedSite) -> Iterator[Heard]:
    """Within it nothing is refused, no script breaks off, and nobody but the site is asked."""
    heard = Heard(page, site)
    yield heard
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    assert heard.problems == []
    assert heard.asked == {heard.host}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_public_pages(new_page: NewPage, served_site: ServedSite, language: str) -> None:
    answers = rendered_answers(served_site, languages=[language])[language]
    page = new_page(language=language)
    with quiet(page, served_site):
        made = give(page, answers, language=language)
        for address in (*public_addresses(served_site, language=language), *made):
            page.goto(address)
            page.evaluate("document.fonts.ready.then(() => null)")
            assert page.locator("html").get_attribute("lang") == language
            # Styles hold: without them the page would be as wide as the window.
            assert page.locator("main").evaluate("e => getComputedStyle(e).maxInlineSize") != "none"
    # Readers get no cookie, and nothing else is kept in their browser.
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_what_stands_in_a_page_never_runs(new_page: NewPage, served_site: ServedSite) -> None:
    # And is heard, or all of these tests could pass by hearing nothing.
    for address in ("/en/", "/admin/login/"):
        page = new_page()
        heard = Heard(page, served_site)
        page.goto(address)
        with page.expect_console_message(lambda said: "inline script" in said.text):
            page.evaluate(
                """() => {
                    document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='ran = 1'>");
                    setTimeout(() => {
                        const script = document.createElement("script");
                        script.text = "ran = 2";
                        document.body.append(script);
                    });
                }"""
            )
        assert page.evaluate("typeof ran") == "undefined"
        assert any("inline event handler" in problem for problem in heard.problems)


@pytest.fixture
def desk(new_page: NewPage, session: Any) -> Page:
    """A page of the administrator's."""
    return new_page(storage_state=session, reduced_motion="reduce")


def action_in(page: Page, language: str) -> str:
    """The id of the demo's open action in a language."""
    answer = page.request.get(f"/admin/api/main/pages/?locale={language}&limit=20").json()
    slugs = {one["meta"]["slug"]: str(one["id"]) for one in answer["items"]}
    return next(key for slug, key in slugs.items() if slug.startswith(OPEN))


def test_screens_of_the_admin(desk: Page, served_site: ServedSite) -> None:
    action = action_in(desk, "en")
    with quiet(desk, served_site):
        for address in (
            "/admin/",
            "/admin/pages/",
            f"/admin/pages/{action}/history/",
            f"/admin/pages/{action}/usage/",
            f"/admin/pages/{action}/view_draft/",
            f"/admin/localize/submit/page/{action}/",
            f"/admin/localize/release/{action}/",
            f"/admin/actions/{action}/extend/",
            f"/admin/actions/{action}/withdraw/",
            f"/admin/actions/replace-name/{action}/",
            "/admin/actions/import/",
            "/admin/urgent_actions/",
            "/admin/desk/findings/",
            "/admin/images/",
            "/admin/documents/",
            "/admin/reports/site-history/",
            "/admin/reports/locked/",
            "/admin/users/",
            "/admin/users/new/",
            "/admin/groups/new/",
            "/admin/settings/cms/organisationsettings/",
            "/admin/snippets/actions/office/",
            "/admin/snippets/actions/office/add/",
            "/admin/workflows/add/",
            "/admin/account/",
            "/admin/account/second-factor/",
            "/admin/account/second-factor/set-up/",
        ):
            answer = desk.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            expect(desk.locator("[data-start]")).to_have_count(0)


def test_the_editor_with_its_fields_and_preview(desk: Page, served_site: ServedSite) -> None:
    with quiet(desk, served_site):
        desk.goto(f"/admin/pages/{action_in(desk, 'en')}/edit/")
        field = desk.locator(".public-DraftEditor-content").first
        field.click()
        desk.keyboard.type("Words ")
        expect(field).to_contain_text("Words")
        # Dates, which Wagtail starts with inline scripts where they aren't in blocks.
        desk.locator("#id_issued_on").click()
        expect(desk.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
        desk.keyboard.press("Escape")
        # The preview is framed, and shows the page as its readers get it.
        desk.get_by_role("button", name="Toggle preview").click()
        frame = desk.frame_locator("iframe[title='Preview']").first
        expect(frame.locator("h1").first).to_be_visible()
        assert frame.locator("main").evaluate("e => getComputedStyle(e).maxInlineSize") != "none"


def test_choosers_and_uploads(desk: Page, served_site: ServedSite) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), (*os.urandom(3),)).save(picture, "PNG")  # known to nobody yet
    upload: FilePayload = {"name": "one.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    with quiet(desk, served_site):
        desk.goto("/admin/images/multiple/add/")
        desk.locator("input[type=file]").set_input_files(upload)
        expect(desk.locator("#upload-list form [name$=-title]")).to_have_value("one")
        desk.goto(f"/admin/pages/{action_in(desk, 'en')}/edit/")
        # Folded away in this action: its button is pressed all the same.
        desk.locator(".image-chooser .unchosen button").first.dispatch_event("click")
        dialogue = desk.locator(".modal-body")
        expect(dialogue.locator(".listing.images")).to_be_visible()
        dialogue.get_by_role("tab", name="Upload").click()
        dialogue.locator("input[type=file]").set_input_files(upload)
        expect(dialogue.locator("[name$=-title]").last).to_have_value("one")


def test_the_screen_of_a_picture(desk: Page, served_site: ServedSite) -> None:
    picture = desk.request.get("/admin/api/main/images/?limit=1").json()["items"][0]["id"]
    with quiet(desk, served_site):
        desk.goto(f"/admin/images/{picture}/")
        expect(desk.locator(".jcrop-holder")).to_have_count(1)


def test_rows_and_choosers_of_the_directory(desk: Page, served_site: ServedSite) -> None:
    with quiet(desk, served_site):
        desk.goto("/admin/snippets/actions/office/add/")
        desk.get_by_role("button", name=re.compile("^Add ")).first.click()
        expect(desk.locator("[name=holders-0-name_en]")).to_be_visible()
        desk.locator("[name=holders-0-since]").click()
        expect(desk.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)


def test_the_editor_of_translations(desk: Page, served_site: ServedSite) -> None:
    with quiet(desk, served_site):
        desk.goto(f"/admin/pages/{action_in(desk, 'ur')}/edit/")
        expect(desk.locator(".js-translation-editor li:has(> p)").nth(1)).to_be_visible()
        assert desk.evaluate("Object.keys(window.chooserUrls)") == [
            "imageChooser", "documentChooser", "pageChooser",
        ]  # fmt: skip
