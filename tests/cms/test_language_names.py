"""Languages are called by their own names where they are chosen, by the reader's in sentences."""

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.templatetags.qalam import read_in
from tests.admin_forms import edit_address, read, signed_in
from tests.factories import make_action, translate, urdu_site

LINK = re.compile(r"<(?:a|span)\b([^>]*\blang=[^>]*)>([^<]*)</(?:a|span)>")


def reads_admin_in(language: str, *groups: str):
    """The browser of somebody whose admin is in a language."""
    browser = signed_in(*groups)
    profile = UserProfile.get_for_user(browser.get("/admin/").wsgi_request.user)
    profile.preferred_language = language
    profile.save()
    return browser


def marked(html: str) -> set[tuple[str, str, str]]:
    """The elements with a language: it, their direction, and their words."""
    found = set()
    for attributes, words in LINK.findall(html):
        values = dict(re.findall(r'(\S+)="([^"]*)"', attributes))
        found.add((values["lang"], values.get("dir", ""), words.strip()))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("reader", ["en", "ur"])
def test_menus_of_languages_on_public_pages(client, reader):
    urdu_site()
    action = make_action()
    translate(action)
    menu = {("en", "ltr", "English"), ("ur", "rtl", "اردو")}
    for address in (f"/{reader}/", f"/{reader}/actions/", f"/{reader}/actions/{action.slug}/"):
        html = client.get(address).content.decode()
        assert menu <= marked(html), address
        # No language is called by a name of another language.
        assert not {"Urdu", "Anglais", "انگریزی"} & {words for _l, _d, words in marked(html)}


def test_a_sentence_calls_a_language_as_the_language_itself_does():
    said = {code: str(read_in(code)) for code in ("en", "ur", "ar", "fr", "es")}
    assert "English" in said["en"]
    assert "اردو" in said["ur"]
    assert "العربية" in said["ar"]
    assert "français" in said["fr"]
    assert said["es"] == "Leer en español"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reader", "english", "urdu"),
    [
        ("en", "English", "Urdu"),
        ("fr", "anglais", "ourdou"),
        ("es", "inglés", "urdu"),
        ("ar", "الإنجليزية", "الأوردية"),
        ("ur", "انگریزی", "اردو"),
    ],
)
def test_wagtail_calls_languages_as_who_reads_it_does(reader, english, urdu):
    urdu_site()
    action = make_action()
    browser = reads_admin_in(reader, "Editors")

    def shown(address):
        page = read(browser.get(address).content.decode())
        for script in page.find_all("script"):
            script.decompose()
        return page.get_text(" ")

    submit = reverse("wagtail_localize:submit_page_translation", args=[action.pk])
    assert urdu in shown(submit)
    assert english in shown(edit_address(action))
    translated = translate(action, publish=False)
    assert urdu in shown(edit_address(translated))
    if reader != "en":
        assert not re.search(r"\b(English|Urdu)\b", shown(edit_address(translated)))


@pytest.mark.django_db
def test_a_message_names_languages_in_the_language_of_the_admin():
    urdu_site()
    action = make_action()
    translate(action)
    browser = reads_admin_in("es", "Editors")
    address = reverse("action_act", args=[action.pk, "close"])
    answer = browser.post(address, {"outcome": "released", "reason": "Libre"}, follow=True)
    html = answer.content.decode()
    assert "inglés y urdu" in html
