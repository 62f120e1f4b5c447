"""The admin shows what is written in a language in that language's direction and type."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_desk_accessibility import action_in

FACES = {"ur": "Noto Nastaliq Urdu", "ar": "Qalam Naskh"}
LEADING = {"ur": 2, "ar": 1.7}

# language, direction, first face, line height in ems
SET = """element => {
  const style = getComputedStyle(element);
  const face = style.fontFamily.split(",")[0].replaceAll('"', "");
  const leading = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
  return [element.closest("[lang]").lang, style.direction, face, leading];
}"""


@pytest.fixture(params=["en", "ur"])
def desk(request: pytest.FixtureRequest, new_page: NewPage, session: Any) -> Page:
    """The admin in either language."""
    return new_page(language=request.param, storage_state=session, reduced_motion="reduce")


def is_set_as(element: Locator, language: str) -> None:
    """An element is marked, turned and set as a language from the right is."""
    found, towards, face, leading = element.evaluate(SET)
    assert (found, towards, face) == (language, "rtl", FACES[language])
    assert leading >= LEADING[language]


def panel(page: Page, name: str) -> Locator:
    """The panel of the page editor with a field."""
    return page.locator("section.w-panel", has=page.locator(f"[name={name}]"))


@pytest.mark.parametrize("language", ["ur", "ar"])
def test_the_editor_of_translations_marks_source_and_target(desk: Page, language: str) -> None:
    desk.goto(f"/admin/pages/{action_in(desk, language)}/edit/")
    lines = desk.locator(".js-translation-editor li:has(> p)")
    expect(lines.locator("> p").first).to_have_attribute("lang", "en")
    sources = lines.locator("> p").evaluate_all("ps => ps.map(p => [p.lang, p.dir])")
    targets = lines.locator("> p + div > p").evaluate_all("ps => ps.map(p => [p.lang, p.dir])")
    assert len(sources) == len(targets) > 20
    heading = desk.locator(".js-translation-editor h3").first
    named = {"en": "Translation from English into ", "ur": "انگریزی سے "}
    expect(heading).to_contain_text(named[desk.evaluate("document.documentElement.lang")])
    assert {tuple(found) for found in sources} == {("en", "ltr")}
    assert {tuple(found) for found in targets} == {(language, "rtl")}
    is_set_as(lines.nth(1).locator("> p + div > p"), language)


def test_a_translation_is_typed_in_its_language_and_the_keyboard_stays_there(desk: Page) -> None:
    desk.goto(f"/admin/pages/{action_in(desk, 'ur')}/edit/")
    line = desk.locator(".js-translation-editor li:has(> p)").nth(1)
    block = desk.locator(".js-translation-editor h3:has(+ ul)").nth(1).inner_text()
    line.get_by_role("button").press("Enter")
    field = desk.get_by_role("textbox", name=block)
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(line.locator("> p").inner_text())
    is_set_as(field, "ur")
    # All of it is to be seen: the field grew with its lines.
    assert field.evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    field.press("Tab")
    desk.keyboard.press("Enter")  # gives it up
    expect(field).to_have_count(0)
    expect(line.get_by_role("button")).to_be_focused()
    expect(line.get_by_role("button")).to_have_accessible_description(block)


def test_blocks_and_rich_text_of_an_urdu_page(desk: Page) -> None:
    answer = desk.request.get("/admin/api/main/pages/?locale=ur&limit=20").json()
    kind = "search.LibraryPage"
    library = next(one["id"] for one in answer["items"] if one["meta"]["type"] == kind)
    desk.goto(f"/admin/pages/add/actions/urgentactionpage/{library}/")
    is_set_as(desk.locator("#id_title"), "ur")
    editor = panel(desk, "introduction").locator("[contenteditable=true]")
    expect(editor).to_have_attribute("lang", "ur")
    is_set_as(editor, "ur")
    # A paragraph that begins in Latin letters stays turned as its language is.
    editor.click()
    desk.keyboard.type("UNHCR کے کارڈ")
    paragraph = editor.locator(".public-DraftStyleDefault-block").first
    assert paragraph.evaluate("e => getComputedStyle(e).direction") == "rtl"

    letters = panel(desk, "letters-count")
    letters.locator("[data-streamfield-stream-container] button").first.click()
    salutation = desk.locator("[name=letters-0-value-salutation]")
    expect(salutation).to_have_attribute("lang", "ur")
    is_set_as(salutation, "ur")
    body = letters.locator("[contenteditable=true]").first
    expect(body).to_have_attribute("dir", "rtl")
    # Facts keep their own direction.
    expect(desk.locator("[name=index_number]")).to_have_attribute("dir", "auto")
    expect(desk.locator("[name=issued_on]")).not_to_have_attribute("lang", "ur")
    desk.on("dialog", lambda dialog: dialog.accept())  # nothing is kept
