"""The way in with a second factor, in Chromium: one process of the shared site asks for it.

The people are made for it, and taken away again. Screens are looked at by axe in English and in
Urdu, at 320 and 1280 px.
"""

import time
from base64 import b32decode
from collections.abc import Callable, Iterator

import pytest
from django_otp.oath import hotp
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.site import ServedSite, run_in, serve_beside

PASSWORD = "correct horse battery staple"
NAMES = {"en": "amina", "ur": "bilal"}
MAKE = """
from django.contrib.auth.models import Group, User
for name in {names}:
    user = User.objects.create_user(name, "", {password!r})
    user.groups.add(Group.objects.get(name="Editors"))
"""
FORGET = """
from django.contrib.auth.models import User
User.objects.filter(username__in={names}).delete()
"""


@pytest.fixture(scope="module")
def strict_site(served_site: ServedSite) -> Iterator[ServedSite]:
    """The shared site, as it is for whoever must have a second factor."""
    names = list(NAMES.values())
    run_in(served_site, "shell", "-v0", "-c", MAKE.format(names=names, password=PASSWORD))
    with serve_beside(served_site, SECOND_FACTOR="required") as site:
        yield site
    run_in(served_site, "shell", "-v0", "-c", FORGET.format(names=names))


def somebody(browser: Browser, site: ServedSite, language: str) -> Page:
    """A browser that nobody has signed in with; what its console says is in `page.heard`."""
    context = browser.new_context(base_url=site.url, locale=language, reduced_motion="reduce")
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: heard.append(asked.url) if site.url not in asked.url else None)
    page.heard = heard
    return page


def give_password(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main [type=submit]").click()


def give_code(page: Page, code: str) -> None:
    page.locator("[name=code]").fill(code)
    with page.expect_navigation():
        page.locator("main form:has([name=code]) [type=submit]").click()


def look(page: Page, language: str) -> None:
    """The screen as it stands: in its language, within a phone, and nothing for axe to say."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], (page.url, width)
        room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert room[0] <= room[1], page.url


def app_told(page: Page) -> Callable[..., str]:
    """An app that was told the secret on the screen: the code it shows, or comes to show next.

    No code counts twice. One that came late has the site take the app's clock to be slow: what
    comes after it is asked for by number, for one from the future would be refused then.
    """
    secret = b32decode(page.locator(".second-factor__secret").inner_text().replace(" ", ""))
    shown = 0

    def code(*, again: bool = False) -> str:
        nonlocal shown
        half_minute = int(time.time()) // 30
        shown = half_minute if again else max(half_minute, shown + 1)
        return f"{hotp(secret, shown):06}"

    return code


@pytest.mark.parametrize("language", list(NAMES))
def test_from_the_password_to_the_admin(
    browser: Browser, strict_site: ServedSite, language: str
) -> None:
    name = NAMES[language]
    page = somebody(browser, strict_site, language)
    give_password(page, name)
    page.wait_for_url("**/set-up/**")
    expect(page.locator("svg.second-factor__picture")).to_be_visible()
    expect(page.locator(".second-factor__secret")).to_have_css("direction", "ltr")
    look(page, language)
    give_code(page, "000000")
    expect(page.locator(".error-message")).to_be_visible()
    look(page, language)
    show = app_told(page)
    # The wrong code made the site wait a second before it looks at another.
    while page.locator(".second-factor__codes").count() == 0:
        give_code(page, show(again=True))
    codes = [one.inner_text() for one in page.locator(".second-factor__codes bdi").all()]
    assert len(set(codes)) == 10
    look(page, language)
    page.locator("main a.button").click()
    page.wait_for_url("**/admin/")
    expect(page.locator("[data-wagtail-sidebar], #wagtail-sidebar").first).to_be_attached()
    page.goto("/admin/account/second-factor/")
    look(page, language)
    page.goto("/admin/account/log-out/")
    look(page, language)
    assert page.heard == []

    again = somebody(browser, strict_site, language)
    give_password(again, name)
    again.wait_for_url("**/code/**")
    look(again, language)
    give_code(again, show())
    again.wait_for_url("**/admin/")

    lost = somebody(browser, strict_site, language)
    give_password(lost, name)
    give_code(lost, codes[0])
    lost.wait_for_url("**/admin/")
    lost.goto("/admin/account/log-out/")
    lost.locator("main form [type=submit]").click()
    lost.wait_for_url("**/admin/login/")
    give_password(lost, name)
    give_code(lost, codes[0])
    expect(lost.locator(".error-message")).to_be_visible()
    for one in (page, again, lost):
        one.context.close()
