"""What the directory or a record lacks in a language stands there in another one, marked so."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from actions.models import (
    ActionRecord,
    Country,
    Holder,
    Language,
    Office,
    Organisation,
    UrgentActionPage,
)
from actions.services import close_action
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


def marks_of(html, text):
    """The language and the direction that each place of a text is marked with."""
    page = BeautifulSoup(html, "html.parser")
    found = []
    for node in page.body.find_all(string=lambda words: text in words):
        if node.find_parent("option"):  # takes no markup: its language is its own attribute
            continue
        if node.find_parent(class_="cite-this"):  # copied as one text
            continue
        holder = node.find_parent(attrs={"lang": True})
        found.append((holder["lang"], holder["dir"]))
    assert found, f"{text} isn't on the page"
    return set(found)


def name_only_in(row, language, **texts):
    """Leave a row its texts in one language."""
    for field, text in texts.items():
        for code in settings.MODELTRANSLATION_LANGUAGES:
            setattr(row, f"{field}_{code}", text if code == language else None)
    row.save()
    return row


@pytest.fixture
def pages(db):
    """An action in English and Urdu, of which every row of the directory has one language."""
    urdu_site()
    country = name_only_in(Country.objects.get(code="KE"), "en", name="Kenyaland")
    office = name_only_in(Office(country=country), "en", title="Keeper of the Seal")
    name_only_in(
        Holder(office=office),
        "en",
        name="Asha Example",
        salutation="Dear Keeper,",
    )
    issuer = name_only_in(Organisation(), "ur", name="انجمن مثال")
    english = make_action(office=office, publish=False)
    english.co_issuers.set([issuer])
    Language.objects.filter(code="ur").update(name_en="Urdu", name_ur=None)
    english.save()
    english.save_revision().publish()
    return english, translate(english)


@pytest.mark.parametrize("text", ["Kenyaland", "Asha Example", "Keeper of the Seal"])
def test_a_name_without_urdu_stands_in_english_and_says_so(client, pages, text):
    english, urdu = pages
    assert marks_of(client.get(urdu.url).content.decode(), text) == {("en", "ltr")}
    assert marks_of(client.get(english.url).content.decode(), text) == {("en", "ltr")}


def test_a_name_that_only_urdu_has_says_so_on_the_english_page(client, pages):
    for page in pages:
        html = client.get(page.url).content.decode()
        assert marks_of(html, "انجمن مثال") == {("ur", "rtl")}


def test_the_library_marks_them_too(client, pages):
    html = client.get("/ur/actions/").content.decode()
    assert marks_of(html, "Kenyaland") == {("en", "ltr")}


def test_a_text_of_the_record_falls_back_marked(client, pages):
    english, urdu = pages
    record = ActionRecord.objects.get(translation_key=english.translation_key)
    close_action(
        record=record,
        outcome="released",
        note={"en": "She walked home this morning."},
        reason="",
        by=None,
        now=record.published_at,
    )
    html = client.get(urdu.url).content.decode()
    assert marks_of(html, "She walked home this morning.") == {("en", "ltr")}


def test_words_of_a_page_never_fall_back(client, db):
    urdu_site()
    page = make_action(title="Free the keeper of books")
    translated = translate(page)
    # Emptied, as a bad import would leave it: the field stays empty, it isn't filled in English.
    UrgentActionPage.objects.filter(pk=translated.pk).update(introduction="")
    html = client.get(translated.url).content.decode()
    assert "She was taken" not in html
    assert client.get(f"/ar/actions/{page.slug}/").status_code == 404
