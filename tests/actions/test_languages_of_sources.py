"""A source stays in its own language on every page, and says which that is."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale
from wagtail_localize.segments.extract import extract_segments

from cms.templatetags.qalam import kept, written_in
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


def source(title, **facts):
    return ("source", {"publisher": "Le Moniteur", "title": title, "date": None, **facts})


def titles(client, page):
    """The title of each source with its language and direction."""
    html = BeautifulSoup(client.get(page.url).content.decode(), "html.parser")
    marked = html.select(".sources li > bdi")
    return [(bdi.get_text(), bdi.get("lang"), bdi["dir"]) for bdi in marked]


def test_a_source_says_its_language_on_every_page(client):
    urdu_site()
    page = make_action(
        additional_information=[
            source("Un rapport", language="fr"),
            source("A report", language=""),
            source("رپورٹ", language="ur"),
        ]
    )
    assert titles(client, page) == [
        ("Un rapport", "fr", "ltr"),
        ("A report", None, "auto"),  # the page's own
        ("رپورٹ", "ur", "rtl"),
    ]
    assert titles(client, translate(page)) == [
        ("Un rapport", "fr", "ltr"),
        ("A report", "en", "ltr"),
        ("رپورٹ", None, "auto"),
    ]


def test_the_language_is_nothing_to_translate():
    page = make_action(additional_information=[source("Un rapport", language="fr")])
    assert page.locale == Locale.objects.get(language_code="en")
    said = [segment.path for segment in extract_segments(page)]
    assert not [path for path in said if path.startswith("additional_information")]


@pytest.mark.parametrize(
    ("words", "facts", "language"),
    [
        (("Le Monde", "en"), ("fr", "es"), "fr"),  # said by an editor
        (("Monitor", "fr"), ("", "es"), "es"),  # as the page was first written
        (("Monitor", "fr"), ("", ""), None),
        (("Monitor", "ur"), ("", ""), "en"),
        (("روزنامہ", "fr"), ("", "en"), "ur"),
        (("Вестник", "fr"), ("", "en"), None),
    ],
)
def test_what_words_are_marked_as(words, facts, language):
    marked = BeautifulSoup(kept(*words, *facts), "html.parser").bdi
    assert marked.get("lang") == language


@pytest.mark.parametrize(
    ("address", "language", "attributes"),
    [
        ("1 Example Street", "ur", 'lang="en" dir="ltr"'),
        ("1 Example Street", "fr", 'lang="en" dir="ltr"'),
        ("ہاؤس 7، کوئٹہ", "en", 'lang="ur" dir="rtl"'),
    ],
)
def test_an_address_runs_as_its_letters_do(address, language, attributes):
    assert written_in(address, language) == attributes
