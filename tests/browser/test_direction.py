"""Right to left everywhere: each text isolated from those that run the other way, in its own lang.

A walk over every text node of the public pages and of our screens of the admin; and the signs that
point, which are mirrored, as those that don't aren't.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import Page, Route

from tests.browser.conftest import NewPage
from tests.browser.library import EXPIRED

WALK = (Path(__file__).parent / "directions.js").read_text()
# A window's title is a line of its own: it runs as the page does, and no element can stand in it.
NOT_TEXT = "head > title, iframe, textarea"
# Wagtail's own, drawn by its scripts: its menu with the name of who is signed in and its version,
# its calendar, and the messages that its scripts may show later.
WAGTAILS = "[data-wagtail-sidebar], .sidebar, .xdsoft_datetimepicker"


def without_looks(route: Route) -> None:
    route.abort()


def quick(page: Page) -> Page:
    """A page without what is only looked at."""
    page.route(re.compile(r"\.(css|woff2|png|jpe?g|webp)(\?|$)"), without_looks)
    return page


def walk(page: Page, *, exempt: str) -> list[str]:
    """What is wrong with the texts of the page as it stands."""
    found: list[str] = page.evaluate(WALK, exempt)
    path = page.url.partition("://")[2].partition("/")[2]
    return [f"/{path}: {line}" for line in found]


def public(page: Page, language: str) -> Iterator[str]:
    """Every public page of a language; actions that it hasn't got too, which say where they are."""
    yield from (f"/{language}/", f"/{language}/actions/", f"/{language}/nothing/")
    yield from (f"/{language}/actions/?status={state}" for state in ("closed", "superseded"))
    page.goto(f"/{language}/actions/")
    linked = page.locator("main a, nav a").evaluate_all("links => links.map(link => link.pathname)")
    linked = [path for path in linked if path.endswith("/")]  # others are files to keep
    actions = {re.sub(r"^/\w\w/", f"/{language}/", path) for path in linked if "/actions/" in path}
    texts = {path for path in linked if path.startswith(f"/{language}/") and path.count("/") == 3}
    assert len(actions) >= 8
    yield from sorted(actions | texts)


@pytest.mark.parametrize("language", ["ur", "ar", "fr", "es", "en"])
def test_every_text_of_the_public_pages(new_page: NewPage, language: str) -> None:
    page = quick(new_page(language=language))
    wrong = []
    for address in list(public(page, language)):
        page.goto(address)
        wrong += walk(page, exempt=NOT_TEXT)
    assert wrong == []


def screens(page: Page) -> Iterator[str]:
    """Our screens of the admin, and Wagtail's with our fields in them."""
    yield "/admin/"
    for name in ("ends-this-week", "not-in-ur", "findings", "stale-offices"):
        yield f"/admin/desk/{name}/"
    action = _found(page, "/admin/urgent_actions/", r"/admin/pages/(\d+)/edit/")[-1]
    above = _found(page, f"/admin/pages/{action}/edit/", r'href="/admin/pages/(\d+)/"')
    library = above[-2]
    yield from ("/admin/urgent_actions/", f"/admin/pages/{library}/")
    yield from (
        f"/admin/actions/{action}/{act}/" for act in ("close", "extend", "next", "findings")
    )
    yield f"/admin/actions/replace-name/{action}/"
    yield f"/admin/localize/release/{action}/"
    yield from (f"/admin/pages/{action}/edit/", f"/admin/pages/{action}/history/")
    yield f"/admin/pages/add/actions/urgentactionpage/{library}/"
    yield from (
        f"/admin/snippets/actions/{model}/" for model in ("office", "topic", "organisation")
    )
    offices = "/admin/snippets/actions/office/"
    office = _found(page, f"{offices}?ordering=open_actions", r"/office/edit/(\d+)/")[-1]
    yield f"{offices}edit/{office}/"
    yield from (f"/admin/offices/{office}/{act}/" for act in ("correct", "succeed", "merge"))
    yield "/admin/actions/import/"
    yield "/admin/settings/cms/organisationsettings/"


def _found(page: Page, address: str, pattern: str) -> list[str]:
    page.goto(address)
    return re.findall(pattern, page.content())


def inputs(page: Page) -> list[str]:
    """The inputs for words that say no direction; a day runs the same in both."""
    typed = "main form :is(input[type=text], input[type=url], input[type=email], textarea)"
    words = page.locator(f"{typed}:not([dir]):visible")
    names: list[str] = words.evaluate_all("inputs => inputs.map(input => input.name)")
    days = re.compile(r".*(date|_on|_at|as_of|act_by|since|until)|q")  # and Wagtail's search
    return [name for name in names if not days.fullmatch(name)]


@pytest.mark.parametrize("language", ["ur", "ar"])
def test_every_text_of_our_screens(new_page: NewPage, session: Any, language: str) -> None:
    page = quick(new_page(language=language, storage_state=session))
    wrong = []
    for address in list(screens(page)):
        page.goto(address)
        if "/edit/" in address or "/add/" in address:
            page.locator(".Draftail-Editor, [name=title_ur]").first.wait_for(state="attached")
        wrong += walk(page, exempt=f"{NOT_TEXT}, {WAGTAILS}")
        wrong += [f"{address}: {name} has no direction" for name in inputs(page)]
    assert wrong == []


# -- signs --------------------------------------------------------------------------------------

# Only what is drawn beside words is looked at: they would run the same way in both pictures.
WORDLESS = "main a { -webkit-text-fill-color: transparent !important; text-decoration: none }"
STILL = "* { transition: none !important; animation: none !important }"


def picture(page: Page, selector: str, *, towards: str) -> Image.Image:
    """What is drawn of the first such element where a page runs `towards` "ltr" or "rtl"."""
    page.evaluate("towards => { document.documentElement.dir = towards }", towards)
    drawn = page.locator(selector).first.screenshot(animations="disabled")
    image = Image.open(BytesIO(drawn)).convert("L")
    ground = Image.new("L", image.size, image.getpixel((0, 0)))
    inked = ImageChops.difference(image, ground).point(lambda value: 255 * (value > 64))
    return image.crop(inked.getbbox())


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures show the same, but for how their edges are smoothed."""
    size = (min(one.width, other.width), min(one.height, other.height))
    one, other = one.resize(size), other.resize(size)
    differing = sum(ImageChops.difference(one, other).histogram()[96:])
    return differing <= size[0] * size[1] / 5


@pytest.mark.parametrize(
    ("address", "selector", "points"),
    [
        ("/en/", ".onward", True),
        (f"/en/actions/{EXPIRED}/", ".sources__back .points", True),
        ("/en/", ".wordmark__mark", False),
        ("/en/", ".result .nuqta", False),
    ],
)
def test_signs_that_point_are_mirrored_and_others_arent(
    new_page: NewPage, address: str, selector: str, points: bool
) -> None:
    page = new_page(device_scale_factor=4, bypass_csp=True)  # styles of our own
    page.goto(address)
    page.add_style_tag(content=STILL + ("" if selector.endswith("points") else WORDLESS))
    as_it_is, turned = (picture(page, selector, towards=way) for way in ("ltr", "rtl"))
    assert alike(as_it_is, turned) is not points
    if points:  # others may look the same in a mirror
        assert alike(ImageOps.mirror(as_it_is), turned)
