"""Importing a document as an editor does it: the file, the review, the draft; in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.actions.importing.word_files import from_markdown
from tests.browser.conftest import NewPage
from tests.site import ServedSite

DOCUMENT = """# URGENT ACTION

## FREE THE LAMPLIGHTER OF EXAMPLE STREET

Amina Example was arrested for lighting the lamps during a march.

### TAKE ACTION:

- Write to the official below.

#### Minister of Lamps

**Juma Example**

3 Example Road,
Nairobi, Kenya
Email: lamps@example.org

Dear Minister,

Please release Amina Example.

Yours sincerely,

**PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL:** 03/04/2031

## SOMETHING ELSE ALTOGETHER

The lamps of Example Street burn whale oil.
"""

SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(new_page: NewPage, served_site: ServedSite) -> SignIn:
    """`sign_in(width=1280)`: the editor of the demo, at the import."""

    def make(*, width: int = 1280) -> Page:
        page = new_page(width=width, reduced_motion="reduce")
        page.goto("/admin/login/")
        page.locator("[name=username]").fill("editor")
        page.locator("[name=password]").fill(served_site.password("editor"))
        page.locator("[type=submit]").first.click()
        page.wait_for_url("**/admin/")
        page.goto("/admin/actions/import/")
        return page

    return make


def give(page: Page) -> None:
    """Hand over the document as Word has it, and wait for the review with its editors."""
    page.locator("[name=file]").set_input_files(
        {
            "name": "lamplighter.docx",
            "mimeType": "application/octet-stream",
            "buffer": from_markdown(DOCUMENT),
        }
    )
    page.locator("#import-source [type=submit]").click()
    page.locator("#part-introduction .Draftail-Editor").wait_for()
    page.wait_for_load_state("networkidle")


def test_from_a_word_document_to_the_draft(sign_in: SignIn) -> None:
    page = sign_in()
    give(page)
    expect(page.locator(".importing__text mark").last).to_have_text(
        "The lamps of Example Street burn whale oil."
    )
    expect(page.locator("#part-dates .importing__problems")).to_contain_text("03/04/2031")
    page.locator("[name=title]").fill("Free Amina Example")
    page.locator("[name=act_by]").fill("2031-04-03")
    introduction = page.locator("#part-introduction [contenteditable=true]")
    introduction.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" She is 70.")
    typed = re.compile("She is 70")
    expect(page.locator("#import-review [name=introduction]")).to_have_value(typed)
    # What is chosen shows what it asks for.
    other = page.locator("#part-targets .importing__other").first
    expect(other).to_be_hidden()
    page.locator("#part-targets").get_by_label("Another office of the directory").first.check()
    expect(other).to_be_visible()
    page.locator("#part-targets").get_by_label("A new office").first.check()
    page.locator("#import-review [type=submit]").click()
    page.wait_for_url("**/edit/")
    expect(page.locator("[name=title]")).to_have_value("Free Amina Example")
    expect(page.locator("[name=unplaced]")).to_have_value(
        "03/04/2031\n\nSOMETHING ELSE ALTOGETHER\n\nThe lamps of Example Street burn whale oil."
    )
    expect(page.locator("[name=introduction]")).to_have_value(typed)
    expect(page.locator(".messages")).to_contain_text("Nothing is published yet")
