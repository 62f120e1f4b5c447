"""WCAG 2.2 A and AA on each kind of public page, the answers to what went wrong, and the login.

In five languages at 320 and 1280 px, in two of them in dark and forced colours, too:
tests/browser/axe.py.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.answers import give, rendered_answers
from tests.browser.axe import violations, violations_everywhere
from tests.browser.conftest import NewPage
from tests.browser.library import public_addresses
from tests.site import ServedSite

LANGUAGES = ["en", "ur", "ar", "fr", "es"]


@pytest.fixture(scope="module")
def answers(served_site: ServedSite) -> dict[str, dict[str, str]]:
    """The pages for what was withdrawn and for a mistake of ours, by language."""
    return rendered_answers(served_site, languages=LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages(
    new_page: NewPage,
    served_site: ServedSite,
    answers: dict[str, dict[str, str]],
    language: str,
) -> None:
    # Without motion, colours are those of the scheme at once.
    page = new_page(language=language, reduced_motion="reduce")
    made = give(page, answers[language], language=language)
    found = {}
    for address in (*public_addresses(served_site, language=language), *made):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        for place, lines in violations_everywhere(page).items():
            found[address, *place] = lines
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_login(new_page: NewPage, language: str) -> None:
    page = new_page(language=language, reduced_motion="reduce")
    page.goto("/admin/login/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert violations_everywhere(page) == {}


def test_what_axe_finds_is_said(new_page: NewPage) -> None:
    # Or all of the above could pass by looking at nothing.
    page = new_page()
    page.set_content(
        "<main lang=en><img src=x><p style='color: #888; background: #999'>Pale</p></main>"
    )
    assert sorted(line.split(":")[0] for line in violations(page)) == [
        "color-contrast", "document-title", "html-has-lang", "image-alt",
    ]  # fmt: skip
