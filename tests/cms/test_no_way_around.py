"""Every address there is, with a password and no second factor."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

from cms import roles
from tests.cms.second_factor import CODE, LOGIN, SET_UP, person, sign_in, with_app

pytestmark = pytest.mark.django_db

# What may answer with a password alone.
OPEN = {
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}
PLAUSIBLE = {
    "uuid": "3e0f5b8a-4d1c-4b7e-9a55-0d6f3f1f2a10",
    "int": "1",
    "row": "1",
    "page": "actions/",
}
WORDS = {"app_label": "wagtailcore", "model_name": "page", "action": "delete", "number": "109.23"}


def every_pattern(resolver: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Each address with plausible arguments, and the name of its view."""
    for found in resolver.url_patterns:
        path = before + plausible(found.pattern)
        if isinstance(found, URLPattern):
            yield "/" + path, found.name or ""
        else:
            yield from every_pattern(found, path)


def plausible(pattern: Any) -> str:
    """What an address may look like that a pattern takes."""
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: value(*part.groups()), str(pattern))
    if isinstance(pattern, RegexPattern):
        text = re.sub(
            r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)",
            lambda part: value(None, part[1]),
            str(pattern),
        )
        text = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "en/", text)
        return re.sub(r"[\^$\\]|\.\*|/\?$", "", text)
    return "en/"  # the language that addresses of pages begin with


def value(converter: str | None, name: str) -> str:
    number = name.endswith(("id", "pk")) or name in {"version"}
    return PLAUSIBLE.get(converter or "", WORDS.get(name, "1" if number else "x"))


ADDRESSES = sorted(set(every_pattern(get_resolver())))
ADMIN = [(path, name) for path, name in ADDRESSES if path.startswith("/admin/")]
# Signing in as somebody else is open, too, by its form.
CLOSED = [(path, name) for path, name in ADMIN if name not in OPEN and path not in (CODE, SET_UP)]


def test_the_walk_sees_the_admin():
    names = {name for _path, name in ADMIN}
    assert len(ADMIN) > 250
    assert {*OPEN, "second_factor_code", "log_out_user", "action_act", "release"} <= names
    paths = {path for path, _name in ADMIN}
    assert {
        "/admin/users/",
        "/admin/api/main/pages/",
        "/admin/pages/1/edit/",
        "/admin/reports/site-history/",
    } <= paths


@pytest.fixture(params=["editor", "administrator with an app"])
def half_signed_in(request: pytest.FixtureRequest, settings: Any) -> tuple[Client, str]:
    """A browser with a password alone, and where it belongs."""
    settings.SECOND_FACTOR = "required"
    if request.param == "editor":
        return sign_in(person(roles.EDITORS)), SET_UP
    return sign_in(with_app(person(roles.ADMINISTRATORS, is_superuser=True))), CODE


def test_every_address_of_the_admin_leads_to_the_second_factor(half_signed_in):
    browser, leads_to = half_signed_in
    for path, _name in CLOSED:
        answer = browser.get(path)
        assert answer.status_code == 302, path
        assert answer.url.startswith(leads_to), path
        if path == LOGIN:
            continue
        answer = browser.post(path, {"title": "x"})
        assert (answer.status_code, answer.url) == (302, leads_to), path


def test_scripts_are_refused(settings):
    settings.SECOND_FACTOR = "required"
    browser = sign_in(person(roles.EDITORS))
    for path, _name in CLOSED[::4]:  # the same gate as above
        answer = browser.get(path, headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.status_code == 403, path
    answer = browser.get("/admin/api/main/pages/", headers={"Accept": "application/json"})
    assert answer.status_code == 403


def test_everywhere_else_half_a_sign_in_is_nobody(half_signed_in):
    browser, _leads_to = half_signed_in
    elsewhere = [path for path, _name in ADDRESSES if not path.startswith("/admin/")]
    assert {"/healthz", "/en/_util/login/"} <= set(elsewhere)
    for path in elsewhere:
        half, nobody = browser.get(path), Client().get(path)
        assert half.status_code == nobody.status_code, path
        if half.status_code == 302:
            assert half.url == nobody.url, path


def test_addresses_that_are_not_there_say_nothing(half_signed_in):
    browser, leads_to = half_signed_in
    for path in ("/admin/nothing/here/", "/admin/django-admin/", "/admin/%2e%2e/users/"):
        assert browser.get(path).url.startswith(leads_to), path
    for path in ("/admin", "/admin/pages", "/ADMIN/", "//admin/"):
        assert browser.get(path).status_code in (301, 302, 404), path
