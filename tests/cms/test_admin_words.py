"""What the admin says in the language that somebody chose for it, whatever that of their browser."""

import pytest
from django.utils import translation
from wagtail.users.models import UserProfile

from tests.admin_forms import OFFICES, read, signed_in
from tests.factories import make_action

pytestmark = pytest.mark.django_db


def in_french(browser):
    """Their admin is in French from now on; their browser asks for nothing."""
    profile = UserProfile.get_for_user(browser.get("/admin/").wsgi_request.user)
    profile.preferred_language = "fr"
    profile.save()
    return browser


def test_what_was_done_is_said_in_their_language():
    browser = in_french(signed_in("Editors"))
    address = f"/admin/actions/{make_action().pk}/findings/gone/dismiss/"
    said = read(browser.get(address, follow=True).content.decode()).select_one(".messages")
    with translation.override("fr"):
        assert (
            translation.gettext("This finding is gone: its words have changed.") in said.get_text()
        )


def test_the_way_to_a_list_is_in_their_own_language():
    def way(browser):
        html = read(browser.get(OFFICES).content.decode())
        return html.select_one("[data-w-breadcrumbs-target=content]").get_text(strip=True)

    browser = signed_in("Editors")
    assert way(browser) == "Home"
    assert way(in_french(browser)) == "Accueil"


def test_a_chooser_speaks_to_each_in_their_own_language():
    browser = signed_in("Editors")
    assert "Choose country" in browser.get(f"{OFFICES}add/").content.decode()
    assert "Choose country" not in in_french(browser).get(f"{OFFICES}add/").content.decode()
