"""A demo site served as `make demo` serves it, and Chromium to look at it with."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.requirements import requires_browser
from tests.site import ServedSite, serve_demo

# No sandbox, since tests may run as root; nothing that calls out by itself.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def served_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The demo library at `served_site.url`, loaded from nothing; shared, so change nothing.

    A test that writes takes pages of its own making, or starts its own site with `serve_demo`.
    """
    with serve_demo(tmp_path_factory.mktemp("site")) as site:
        yield site


# For these tests alone: while it runs, playwright's loop would have Django refuse the database
# to every later test of the session.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    executable = requires_browser()
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def large_text(browser: Browser) -> Iterator[Browser]:
    """A browser whose reader has doubled the size of text, and nothing else."""
    flags = [*FLAGS, "--blink-settings=defaultFontSize=32"]
    chromium = browser.browser_type.launch(executable_path=requires_browser(), args=flags)
    yield chromium
    chromium.close()


@pytest.fixture(scope="package")
def session(browser: Browser, served_site: ServedSite) -> Any:
    """An administrator's session: `new_page(storage_state=session)` is signed in."""
    context = browser.new_context(base_url=served_site.url)
    page = context.new_page()
    page.goto("/admin/login/")
    page.locator("[name=username]").fill("administrator")
    page.locator("[name=password]").fill(served_site.password("administrator"))
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/admin/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def new_page(browser: Browser, served_site: ServedSite) -> Iterator[NewPage]:
    """`new_page(javascript=True, width=1280, scheme="light", language="en")`: one more reader.

    Addresses are relative to the site: `page.goto("/ur/")`. Further options are playwright's.
    """
    contexts = []

    def make(
        *,
        javascript: bool = True,
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
        language: str = "en",
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=served_site.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale=language,
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """A page of a reader; `parametrize("page", [{"width": 320}], indirect=True)` sets it up."""
    return new_page(**getattr(request, "param", {}))


@pytest.fixture
def page_without_scripts(new_page: NewPage) -> Page:
    """A page of a reader whose browser runs no JavaScript."""
    return new_page(javascript=False)


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def any_page(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """Runs the test twice: with JavaScript, and without."""
    return new_page(javascript=request.param)
