"""Wagtail and wagtail-localize have no Urdu: ours, for what editors and translators meet."""

from pathlib import Path

import django
import polib
import pytest
import wagtail
import wagtail_localize
from wagtail.users.models import UserProfile

from cms.catalogues import PACKAGES_LOCALE_DIR, catalogue_path, catalogue_problems
from tests.admin_forms import edit_address, read, signed_in
from tests.factories import make_action, urdu_site

DOMAINS = ("django", "djangojs")
PACKAGES = [Path(str(package.__file__)).parent for package in (wagtail, wagtail_localize, django)]


def known(domain: str) -> set[tuple[str | None, str, str]]:
    """The strings of the packages' own catalogues."""
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural)
        for package in PACKAGES
        for path in package.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")
        for entry in polib.pofile(str(path))
    }


def ours(domain: str) -> list[polib.POEntry]:
    path = catalogue_path("ur", locale_dir=PACKAGES_LOCALE_DIR, domain=domain)
    return list(polib.pofile(str(path)))


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_string_is_one_of_the_packages_and_sound(domain):
    strings = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in ours(domain)}
    assert strings - known(domain) == set()
    assert catalogue_problems("ur", locale_dir=PACKAGES_LOCALE_DIR, domain=domain) == []


def test_there_are_the_four_hundred_that_are_met_most():
    assert len(ours("django")) >= 400


@pytest.fixture
def editor():
    """An editor whose admin is in Urdu."""
    browser = signed_in("Editors")
    user = browser.get("/admin/").wsgi_request.user
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "ur"
    profile.save()
    return browser


@pytest.mark.django_db
def test_menu_editor_and_explorer_speak_urdu(editor):
    urdu_site()
    page = make_action()
    shown = {
        address: read(editor.get(address).content.decode()).get_text(" ")
        for address in ("/admin/", "/admin/pages/", edit_address(page))
    }
    for address in ("/admin/", "/admin/pages/"):
        assert "صفحات" in shown[address]
    editing = shown[edit_address(page)]
    for english in ("Save draft", "Publish", "Unpublish", "History", "Delete"):
        assert english not in editing
    for urdu in ("مسودہ محفوظ کیجیے", "تاریخچہ"):
        assert urdu in editing


@pytest.mark.django_db
def test_what_scripts_say_arrives_in_urdu(editor):
    catalogue = editor.get("/admin/jsi18n/").content.decode()
    assert any(entry.msgstr and entry.msgstr in catalogue for entry in ours("djangojs"))
