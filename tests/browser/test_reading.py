"""Journeys of a reader: in English and in Urdu, with scripts and without."""

import re

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.axe import violations
from tests.browser.conftest import NewPage
from tests.browser.library import (
    ENGLISH_ONLY,
    EXPIRED,
    OPEN,
    address_of,
    public_addresses,
)
from tests.site import ServedSite

DIRECTIONS = {"en": "ltr", "ur": "rtl"}
both_languages = pytest.mark.parametrize("language", ["en", "ur"])


def language_of(page: Page) -> tuple[str | None, str | None]:
    """What the page says of itself: its language and direction."""
    root = page.locator("html")
    return root.get_attribute("lang"), root.get_attribute("dir")


def top_of(element: Locator) -> float:
    """Where an element begins, in pixels below the top of the window."""
    box = element.bounding_box()
    assert box is not None
    return box["y"]


# -- from the front page to the letter ----------------------------------------------------------


@both_languages
def test_the_front_page_leads_to_an_open_action_and_its_letter(
    any_page: Page, language: str
) -> None:
    any_page.goto(f"/{language}/")
    any_page.locator(".results .result__title a").first.click()
    assert language_of(any_page) == (language, DIRECTIONS[language])

    sheet = any_page.locator("#what-to-do")
    expect(sheet).to_be_visible()
    expect(sheet.locator("time").first).to_be_visible()
    expect(sheet.locator("article.card address, article.card a").first).to_be_visible()

    letter = any_page.locator("article.letter").first
    assert letter.get_attribute("lang") == language
    assert letter.get_attribute("dir") == DIRECTIONS[language]
    assert letter.locator("p").count() >= 3

    sheet.locator("a[href$='/letter/']").click()
    any_page.wait_for_url("**/letter/")
    assert language_of(any_page) == (language, DIRECTIONS[language])
    expect(any_page.locator("#letter textarea")).to_be_visible()
    expect(any_page.locator("#mail")).to_be_visible()


@both_languages
def test_the_action_that_ends_next_is_one_step_from_the_front_page(
    any_page: Page, language: str
) -> None:
    any_page.goto(f"/{language}/")
    title = any_page.locator(".opening__aside h3").inner_text()
    any_page.locator(".opening__aside .button").click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text(title)
    expect(any_page.locator("#what-to-do")).to_be_in_viewport()


@both_languages
def test_the_library_narrows_to_a_state_and_leads_to_a_page(any_page: Page, language: str) -> None:
    any_page.goto(f"/{language}/actions/")
    everything = any_page.locator("article.result").count()
    any_page.locator("#status-expired").check()
    any_page.locator("#q").press("Enter")
    any_page.wait_for_url("**/actions/?*status=expired*")
    expect(any_page.locator(".tag")).to_have_count(1)
    narrowed = any_page.locator("article.result").count()
    assert 0 < narrowed < everything
    assert any_page.locator("article.result .state--expired").count() == narrowed
    expect(any_page.locator("#status-expired")).to_be_checked()

    link = any_page.locator(f".result__title a[href='/{language}/actions/{EXPIRED}/']")
    title = link.inner_text()
    link.click()
    expect(any_page.get_by_role("heading", level=1)).to_have_text(title)


# -- languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("there", "here"), [("ur", "en"), ("en", "ur")])
def test_the_language_switch_leads_to_the_same_action(
    any_page: Page, served_site: ServedSite, there: str, here: str
) -> None:
    any_page.goto(address_of(served_site, OPEN, language=here))
    switch = any_page.locator(".languages")
    assert switch.locator("[aria-current]").get_attribute("lang") == here
    link = switch.locator(f"a[hreflang='{there}']")
    assert link.get_attribute("lang") == there
    assert link.get_attribute("dir") == DIRECTIONS[there]
    assert link.inner_text() == {"en": "English", "ur": "اردو"}[there]
    link.click()
    assert any_page.url == served_site.address(address_of(served_site, OPEN, language=there))
    assert language_of(any_page) == (there, DIRECTIONS[there])


def test_the_versions_are_named_by_addresses_that_answer(
    page: Page, served_site: ServedSite
) -> None:
    page.goto(address_of(served_site, OPEN, language="en"))
    links = page.locator("link[rel=alternate][hreflang]")
    named = {link.get_attribute("hreflang"): link.get_attribute("href") for link in links.all()}
    versions = {
        language: served_site.address(address_of(served_site, OPEN, language=language))
        for language in ("en", "ur", "ar", "fr", "es")
    }
    assert named == {**versions, "x-default": versions["en"]}


def test_the_urdu_library_says_what_is_in_english_only(
    any_page: Page, served_site: ServedSite
) -> None:
    any_page.goto("/ur/actions/")
    english = address_of(served_site, ENGLISH_ONLY, language="en")
    result = any_page.locator("article.result").filter(has=any_page.locator(f"a[href='{english}']"))
    title = result.locator(".result__title > span")
    assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("en", "ltr")
    link = result.locator("a")
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("en", "ltr")
    assert link.inner_text() == "Read it in English"
    link.click()
    assert language_of(any_page) == ("en", "ltr")


def test_an_action_that_is_not_in_urdu_offers_the_english_one(
    any_page: Page, served_site: ServedSite
) -> None:
    answer = any_page.goto(address_of(served_site, ENGLISH_ONLY, language="ur"))
    assert answer is not None
    assert answer.status == 404
    assert language_of(any_page) == ("ur", "rtl")
    link = any_page.locator("main a[hreflang='en']")
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("en", "ltr")
    link.click()
    assert any_page.url == served_site.address(address_of(served_site, ENGLISH_ONLY, language="en"))


# -- where writing has stopped ------------------------------------------------------------------


@both_languages
def test_an_expired_action_says_so_first_and_offers_nothing_to_send(
    any_page: Page, language: str
) -> None:
    any_page.goto(f"/{language}/actions/{EXPIRED}/")
    notice = any_page.locator(".notice--stop")
    expect(notice).to_be_visible()
    assert top_of(notice) < top_of(any_page.locator(".action__opening > .prose"))
    assert (
        any_page.locator(
            "a[href^='mailto:'], a[href^='tel:'], .copy-button:not(.cite-this *)"
        ).count()
        == 0
    )
    assert any_page.locator(".foot-bar, .what-to-do__act").count() == 0
    expect(any_page.locator("article.letter")).to_be_visible()  # the record stays readable


# -- copying ------------------------------------------------------------------------------------


@both_languages
def test_copy_buttons_copy_what_is_written_beside_them(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(address_of(served_site, OPEN, language=language))
    email = page.locator(".card__value:has(a[href^='mailto:'])").first
    written = email.locator("a").inner_text()
    button = email.get_by_role("button")
    before = button.inner_text()
    button.click()
    expect(button).not_to_have_text(before)
    assert page.evaluate("navigator.clipboard.readText()") == written

    address = page.locator(".card__value:has(address)").first
    address.get_by_role("button").click()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    printed = address.locator("address bdi").all_inner_texts()
    assert copied[-len(printed) :] == printed


def test_without_scripts_there_is_no_button_that_would_do_nothing(
    page_without_scripts: Page, served_site: ServedSite
) -> None:
    page_without_scripts.goto(address_of(served_site, OPEN, language="en"))
    assert page_without_scripts.locator("button").count() == 0
    assert page_without_scripts.locator("[data-copy]").count() > 0


@both_languages
def test_a_citation_folds_open_is_copied_and_handed_over_as_a_file(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    page = new_page(width=320, permissions=["clipboard-read", "clipboard-write"])
    page.goto(address_of(served_site, OPEN, language=language))
    text = page.locator(".cite-this__text").first
    expect(text).to_be_hidden()
    page.locator(".cite-this summary").focus()
    page.keyboard.press("Enter")
    expect(text).to_be_visible()
    text.get_by_role("button").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == text.locator("span").first.inner_text()
    assert "/ua/54." in copied
    assert violations(page, within=".cite-this") == []
    with page.expect_download() as download:
        page.locator(".cite-this").get_by_role("link", name="RIS").click()
    assert download.value.suggested_filename.endswith(f"-{language}.ris")


def test_a_citation_folds_open_without_scripts(
    page_without_scripts: Page, served_site: ServedSite
) -> None:
    page_without_scripts.goto(address_of(served_site, OPEN, language="en"))
    page_without_scripts.locator(".cite-this summary").click()
    expect(page_without_scripts.locator(".cite-this__text").first).to_be_visible()


# -- what a reader's browser is asked for -------------------------------------------------------


@both_languages
def test_reading_leaves_no_trace_and_asks_nobody_else(
    new_page: NewPage, served_site: ServedSite, language: str
) -> None:
    page = new_page()
    requests: list[Request] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def failed(request: Request) -> None:
        # Going on to the next page ends what the one before was still asking for.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(request.url)

    page.on("requestfailed", failed)
    for address in public_addresses(served_site, language=language):
        answer = page.goto(address)
        assert answer is not None
        page.evaluate("document.fonts.ready.then(() => null)")
        if answer.status == 404:
            complaints = [c for c in complaints if "404" not in c]
        assert answer.header_value("set-cookie") is None
    assert complaints == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    elsewhere = [r.url for r in requests if not r.url.startswith(served_site.url + "/")]
    assert elsewhere == []

    fonts = {r.url.rsplit("/", 1)[1] for r in requests if r.resource_type == "font"}
    if language == "en":
        assert fonts == set()
    else:
        assert fonts
        assert all(re.match(r"noto-nastaliq-urdu-", name) for name in fonts)
