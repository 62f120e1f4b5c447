"""Writing a letter: what is typed goes into the mail, the draft, the text and the PDF.

With scripts nothing of it is sent before a PDF is asked for; without them all of it works as well.
"""

import email
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Download, Page, Request, expect

from tests.actions.letters.composing import words_of_pdf
from tests.browser.axe import violations
from tests.browser.conftest import NewPage
from tests.browser.library import OPEN, address_of
from tests.browser.test_keyboard import enter, tab_to
from tests.site import ServedSite

both_languages = pytest.mark.parametrize("language", ["en", "ur"])
BODY = "I am a teacher & I worry: 100 % true.\n\nمیں استاد ہوں۔"
NAME = "Zoë O'Hara"
NASTALIQ = "[...document.fonts].some((f) => /Noto Nastaliq/.test(f.family) && f.status == 'loaded')"
# Which address of a mail was gone to, as far as a page can tell.
NOTE_MAILS = """
addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='mailto:']");
  if (link && !event.defaultPrevented) window.mails = [...(window.mails ?? []), link.href];
});
"""


def mail_in(address: str) -> tuple[str, str]:
    """To whom a mailto: address leads, and the letter that it holds."""
    to, _, query = address.removeprefix("mailto:").partition("?")
    fields = dict(part.split("=", 1) for part in query.split("&"))
    return unquote(to), unquote(fields.get("body", ""), errors="strict").replace("\r\n", "\n")


def mail_of(page: Page) -> tuple[str, str]:
    return mail_in(page.locator("#mail").get_attribute("href") or "")


def data_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def save(page: Page, kind: str) -> Download:
    """What the button for a kind of file has the browser keep."""
    with page.expect_download() as download:
        page.locator(f"button[formaction$='.{kind}']").click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    return download.value


def part_of(draft: EmailMessage, kind: str) -> str:
    """The words of a draft as plain text, or in HTML."""
    part: Any = draft.get_body((kind,))
    words: str = part.get_content()
    return words.replace("\r\n", "\n")


@both_languages
def test_a_letter_is_found_edited_mailed_kept_and_printed(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    page = new_page()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.goto(address_of(served_site, OPEN, language=language))
    page.locator(".what-to-do__act a").click()
    page.wait_for_url("**/letter/")
    page.locator("[name=body]").fill(BODY)
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=name]").press("Enter")  # which sends nothing
    to, written = mail_of(page)
    salutation = page.locator(".letter__salutation").inner_text()
    signed = page.locator(".letter__sign-off").inner_text()
    assert written == f"{salutation}\n\n{BODY}\n\n{signed}\n\n{NAME}"

    draft = email.message_from_bytes(data_of(save(page, "eml")), policy=policy.default)
    assert (draft["To"], draft["X-Unsent"]) == (to, "1")
    assert part_of(draft, "plain") == f"{written}\n"
    html = part_of(draft, "html")
    assert html.count("<p>") == 5
    assert "<p>میں استاد ہوں۔</p>" in html

    text = data_of(save(page, "txt")).decode()
    assert text.endswith(f"\n\n{written}\n")
    assert page.locator(".letter__address bdi").last.inner_text() in text
    assert sent == []
    made_there = page.request.post(
        page.url.removesuffix("/") + ".txt",
        headers={"Origin": served_site.url},
        form={
            "body": BODY,
            "name": NAME,
            "target": page.locator("[name=target]").input_value(),
            "letter_language": page.locator("[name=letter_language]").input_value(),
        },
    )
    assert text == made_there.text()

    assert "I am a teacher & I worry" in words_of_pdf(data_of(save(page, "pdf")))
    assert [request.url.rpartition(".")[2] for request in sent] == ["pdf"]
    assert mail_of(page) == (to, written)


@both_languages
def test_on_a_phone_a_mail_is_two_taps_from_the_action(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    page = new_page(width=360, is_mobile=True, has_touch=True)
    page.add_init_script(NOTE_MAILS)
    page.goto(address_of(served_site, OPEN, language=language))
    page.locator("a[href$='/letter/']:visible").first.tap()
    page.wait_for_url("**/letter/")
    page.locator("#mail").tap()
    (address,) = page.evaluate("window.mails")
    to, _letter = mail_in(address)
    assert "@" in to
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@both_languages
def test_a_letter_is_written_by_keyboard_alone(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    page = new_page(width=320 if language == "ur" else 1280)
    page.add_init_script(NOTE_MAILS)
    page.goto(f"{address_of(served_site, OPEN, language=language)}letter/")
    tab_to(page, page.locator("[name=body]"))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Please act.")
    tab_to(page, page.locator("[name=name]"))
    page.keyboard.type(NAME)
    enter(page, page.locator("#mail"))
    _to, written = mail_in(page.evaluate("window.mails")[0])
    assert "Please act." in written
    assert written.endswith(f"\n\n{NAME}")
    with page.expect_download() as download:
        enter(page, page.locator("button[formaction$='.txt']"))
    assert data_of(download.value).decode().endswith(f"{written}\n")


@both_languages
def test_without_scripts_the_mail_holds_what_was_typed_too(
    page_without_scripts: Page, served_site: ServedSite, language: str
) -> None:
    page = page_without_scripts
    page.goto(f"{address_of(served_site, OPEN, language=language)}letter/")
    page.locator("[name=body]").fill(BODY)
    page.locator("[name=name]").fill(NAME)
    page.locator(".compose__without-scripts button").click()
    _to, written = mail_of(page)
    assert f"\n\n{BODY}\n\n" in written
    assert written.endswith(f"\n\n{NAME}")
    draft = email.message_from_bytes(data_of(save(page, "eml")), policy=policy.default)
    assert part_of(draft, "plain") == f"{written}\n"


@both_languages
def test_a_mistake_is_clear_to_all_and_loses_nothing(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    page = new_page(width=320)
    page.goto(f"{address_of(served_site, OPEN, language=language)}letter/")
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=body]").fill(" ")
    page.locator("button[formaction$='.pdf']").click()
    expect(page.locator("[role=alert] a")).to_have_attribute("href", "#id_body")
    expect(page.locator("[name=name]")).to_have_value(NAME)
    assert violations(page) == []
    page.locator("[role=alert] a").click()
    expect(page.locator("[name=body]")).to_be_focused()
    page.locator("[name=body]").fill(BODY)
    assert f"\n\n{BODY}\n\n" in mail_of(page)[1]


def test_another_letter_is_shown_without_sending_what_was_typed(
    new_page: NewPage, served_site: ServedSite
) -> None:
    page = new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    page.goto(f"{address_of(served_site, OPEN, language='en')}letter/")
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=body]").fill(BODY)
    assert not page.evaluate(NASTALIQ)
    page.locator("[name=paper][value=us-letter]").check()
    page.locator("[name=large]").check()
    page.locator("[name=other_language][value=ur]").check()
    page.locator("#choose [name=choose]").click()
    expect(page.locator("#letter")).to_have_attribute("lang", "ur")
    expect(page.locator("[name=name]")).to_have_value(NAME)
    expect(page.locator("[name=paper][value=us-letter]")).to_be_checked()
    expect(page.locator("[name=large]")).to_be_checked()
    written = page.locator("#copy-letter").get_attribute("data-copy") or ""
    assert written.endswith(f"\n\n{NAME}\n")
    assert "teacher" not in written  # words in English are none of a letter in Urdu
    assert not [said for said in sent if "teacher" in said or "Zo" in said]
    expect(page.locator("#choose [name=choose]")).to_be_focused()
    expect(page.locator("#copy-letter button")).to_have_count(1)
    page.wait_for_function(NASTALIQ)  # which the page in English did without
    assert violations(page) == []
