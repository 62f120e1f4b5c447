"""Fields of the admin say the language that their words are in, whatever that of the interface."""

from typing import Any

import pytest
from bs4 import Tag
from django.test import Client

from cms.models import ContentPage
from tests.admin_forms import OFFICES, add_address, edit_address, read, signed_in
from tests.factories import library, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

URDU, ENGLISH = ("ur", "rtl"), ("en", "ltr")


@pytest.fixture(params=["en", "ur"])
def browser(request) -> Client:
    """An administrator's, whose interface is in either language."""
    urdu_site()
    client = signed_in("Administrators")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = request.param
    return client


def field(html: str, name: str) -> Tag:
    """An input, whatever draws it."""
    found = read(html).find(attrs={"name": name})
    assert found is not None, f"there is no field {name}"
    return found


def language_of(html: str, name: str) -> tuple[Any, Any]:
    """What the field with a name says of its words."""
    found = field(html, name)
    return found.get("lang"), found.get("dir")


WORDS = ("title", "introduction", "safety_note", "unplaced", "seo_title", "search_description")


def test_a_new_page_is_in_the_language_of_where_it_is_added(browser):
    urdu = f"/admin/pages/add/actions/urgentactionpage/{library('ur').pk}/"
    for address, language in ((urdu, URDU), (add_address(), ENGLISH)):
        html = browser.get(address).content.decode()
        for name in WORDS:
            assert language_of(html, name) == language, name
        assert language_of(html, "slug") == (None, None)
        assert language_of(html, "serial") == (None, None)
        assert language_of(html, "index_number") == (None, "auto")


def test_so_is_a_page_of_text(browser):
    page = ContentPage(title="ہمارے بارے میں", slug="about-us", locale=library("ur").locale)
    library("ur").get_parent().add_child(instance=page)
    html = browser.get(edit_address(page)).content.decode()
    assert language_of(html, "title") == URDU
    assert language_of(html, "seo_title") == URDU


def test_the_editor_of_translations_is_told_both_languages(browser):
    translated = translate(make_action(), publish=False)
    html = browser.get(edit_address(translated)).content.decode()
    script = read(html).find("script", src=lambda src: src and "admin-translation" in src)
    assert script is not None
    assert {name: script[f"data-{name}"] for name in ("source-lang", "source-dir")} == {
        "source-lang": "en", "source-dir": "ltr",
    }  # fmt: skip
    assert {name: script[f"data-{name}"] for name in ("target-lang", "target-dir")} == {
        "target-lang": "ur", "target-dir": "rtl",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "names"),
    [
        (f"{OFFICES}add/", ["title", "holders-__prefix__-name", "holders-__prefix__-salutation"]),
        ("/admin/snippets/actions/organisation/add/", ["name"]),
        ("/admin/snippets/actions/country/add/", ["name"]),
        ("/admin/snippets/actions/topic/add/", ["name"]),
        ("/admin/snippets/actions/language/add/", ["name"]),
        ("/admin/settings/cms/organisationsettings/", ["name", "strapline", "footer"]),
    ],
)
def test_each_column_of_the_directory_and_the_settings_is_in_its_own(browser, address, names):
    html = browser.get(address, follow=True).content.decode()
    towards = {"en": "ltr", "ur": "rtl", "ar": "rtl", "fr": "ltr", "es": "ltr"}
    for name in names:
        for code, way in towards.items():
            assert language_of(html, f"{name}_{code}") == (code, way)


def test_what_was_understood_of_a_document_is_in_the_language_of_the_document(browser):
    document = (
        "# فوری کارروائی\n\n## ایک شخص کو رہا کیجیے\n\nامینہ کو گرفتار کیا گیا۔\n\nمحترم وزیر،\n"
    )
    typed = {"text": document, "language": "ur"}
    html = browser.post("/admin/actions/import/", typed).content.decode()
    for name in ("title", "introduction", "unplaced", "steps-0-html", "letters-0-salutation"):
        assert language_of(html, name) == URDU, name
    assert language_of(html, "targets-0-phone") == (None, "ltr")
    assert language_of(html, "serial") == (None, None)
