"""WCAG 2.2 A and AA as axe-core can measure it, with nothing left out, on a page as it stands.

The matrix is language × width × scheme, for each page. A page is loaded once a language; widths and
schemes are emulated on it. Every rule is asked at each width. What a scheme changes is colours and
nothing else, and no colour follows the language (tests/test_stylesheets.py holds our stylesheets to
both), so that in the dark and in forced colours only the rules that read colours are asked again,
in one language of each direction.
"""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (1280, 320)
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
IN_ALL_SCHEMES = ("en", "ur")

# A colour on its way from one to the other is neither, nor is what a new width moves: that begins
# with the next frame.
SETTLED = """() => new Promise(
  (drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))
).then(() => Promise.all(
  document.getAnimations()
    .filter((one) => one instanceof CSSTransition)
    .map((one) => one.finished.catch(() => null))
)).then(() => null)"""


def violations(
    page: Page, *, rules: Iterable[str] = LEVELS, kind: str = "tag", within: str = "html"
) -> list[str]:
    """What axe finds on the page as it stands: a line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(SETTLED)
    options = {
        "runOnly": {"type": kind, "values": list(rules)},
        "resultTypes": ["violations"],  # details of these only, which is quicker
    }
    found: dict[str, Any] = page.evaluate(
        "([within, options]) => axe.run(within, options)", [within, options]
    )
    assert found["passes"] or found["inapplicable"], "axe looked at nothing"
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def violations_everywhere(
    page: Page, *, whole: str = "html", within: str = "html"
) -> dict[tuple[int, str], list[str]]:
    """What axe finds at each width and in each scheme: where it finds anything. It ends in light.

    `whole` is what all rules read: less than the page where the rest of it was read before. `within`
    is what those for colours read, where the frame around it was read elsewhere.
    """
    found: dict[tuple[int, str], list[str]] = {}
    everywhere = page.locator("html").get_attribute("lang") in IN_ALL_SCHEMES
    schemes = SCHEMES if everywhere else {"light": SCHEMES["light"]}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, media in schemes.items():
            page.emulate_media(**media)
            found[width, scheme] = (
                violations(page, within=whole)
                if scheme == "light"
                else violations(page, rules=COLOUR_RULES, kind="rule", within=within)
            )
    page.emulate_media(**SCHEMES["light"])
    return {place: lines for place, lines in found.items() if lines}
