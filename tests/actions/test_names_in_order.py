"""Countries, topics, languages, organisations and offices in the order of who reads their names."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Country, Language, Office, Organisation, Topic
from actions.services import publish_action
from cms.collation import sort_key
from tests.admin_forms import OFFICES, read
from tests.cms.test_language_names import reads_admin_in
from tests.factories import OfficeFactory, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

SNIPPETS = "/admin/snippets/actions"
CHOOSERS = "/admin/snippets/choose/actions"
ROWS = "tbody tr td.title .title-wrapper"


@pytest.fixture(params=["en", "ur", "ar", "fr", "es"])
def language(request):
    """The language of the admin."""
    return request.param


@pytest.fixture
def editor(language):
    """The browser of an editor who works in that language."""
    return reads_admin_in(language, "Editors")


def in_order(model, language, column="name"):
    """All names, sorted here."""
    names = [
        getattr(row, f"{column}_{language}") or getattr(row, f"{column}_en")
        for row in model.objects.all()
    ]
    return sorted(names, key=sort_key(language))


def some_topics():
    """Topics whose first letters sort otherwise than their code points do."""
    for slug, english, french, spanish, arabic, urdu in (
        ("a", "Asylum", "Émigration", "Ñandú", "يمن", "ہجرت"),
        ("b", "Éa", "Eau", "Nz", "آسيا", "یاد"),
        ("c", "Zeal", "Zone", "Ocio", "ألم", "آزادی"),
        ("d", "blogs", "état civil", "niños", "تعذيب", "ایمان"),
        ("e", "Bread", "Etat", "Níger", "اسم", "بھوک"),
        ("f", "Ångström", "Avoir", "Único", "إعدام", "بیداری"),
    ):
        Topic.objects.create(
            slug=slug,
            name_en=english,
            name_fr=french,
            name_es=spanish,
            name_ar=arabic,
            name_ur=urdu,
        )


def page_of(browser, address):
    """A page of the admin, or what a chooser answers with."""
    content = browser.get(address).content.decode()
    return read(json.loads(content)["html"] if content.startswith("{") else content)


def words(tags):
    """What elements say, without the marks that isolate it."""
    return [re.sub("[\u2068\u2069]", "", tag.get_text(" ", strip=True)) for tag in tags]


def checklist(page, name):
    return words(page.select(f'label:has(input[name="{name}"])'))


def test_the_form_of_an_action_offers_names_in_order(editor, language):
    some_topics()
    action = make_action(publish=False)
    page = page_of(editor, f"/admin/pages/{action.pk}/edit/")
    for name, model in (
        ("countries", Country),
        ("topics", Topic),
        ("preferred_languages", Language),
    ):
        offered = checklist(page, name)
        assert len(offered) > 5
        assert offered == in_order(model, language)


def test_the_directory_lists_names_in_order_both_ways(editor, language):
    some_topics()
    for place, model in (("country", Country), ("language", Language), ("topic", Topic)):
        expected = in_order(model, language)
        shown = words(page_of(editor, f"{SNIPPETS}/{place}/").select(ROWS))
        assert shown == expected[: len(shown)]
        assert len(shown) > 5
        page = page_of(editor, f"{SNIPPETS}/{place}/?ordering=-name")
        backwards = words(page.select(ROWS))
        assert backwards == expected[::-1][: len(backwards)]


def test_choosers_offer_names_in_order_page_by_page(editor, language):
    shown = []
    for number in range(1, 4):
        page = page_of(editor, f"{CHOOSERS}/country/results/?p={number}")
        shown += words(page.select(ROWS))
    assert len(shown) > 20
    assert shown == in_order(Country, language)[: len(shown)]


def test_offices_stand_in_order_everywhere(language):
    administrator = reads_admin_in(language, "Administrators")
    titles = {
        "en": ["Ångström office", "Zoo office", "Attorney", "Écoles"],
        "fr": ["Écoles", "Zones", "Eaux", "État civil"],
        "es": ["Ñuble", "Nz", "Niños", "Oficina"],
        "ar": ["يمن", "ألمانيا", "اليمن", "تونس"],
        "ur": ["ہنگری", "یمن", "آسٹریا", "ایران"],
    }[language]
    offices = [
        OfficeFactory(**{f"title_{language}": title}, country=None, holder=False)
        for title in titles
    ]
    expected = in_order(Office, language, "title")
    assert words(page_of(administrator, OFFICES).select(ROWS)) == expected
    assert words(page_of(administrator, f"{CHOOSERS}/office/results/").select(ROWS)) == expected
    merging = f"/admin/offices/{offices[0].pk}/merge/"
    offered = words(page_of(administrator, merging).select("select[name=kept] option"))
    assert offered[1:] == [title for title in expected if title != titles[0]]


def test_the_filters_of_offices_offer_names_in_order(editor, language):
    page = page_of(editor, OFFICES)
    for name in ("country", "embassy_of"):
        offered = words(page.select(f"select[name={name}] option"))[1:]
        assert offered == in_order(Country, language)


def test_what_was_imported_is_corrected_from_names_in_order(editor, language):
    read_document = {"text": "URGENT ACTION\n\nFREE THE LIBRARIAN", "language": "en"}
    answer = editor.post("/admin/actions/import/", read_document)
    page = read(answer.content.decode())
    assert checklist(page, "countries") == in_order(Country, language)
    assert checklist(page, "preferred_languages") == in_order(Language, language)


def test_offices_by_country(editor, language):
    for code in ("AT", "HU", "EG", "ES", "YE"):
        OfficeFactory(country=Country.objects.get(code=code), holder=False)
    page = page_of(editor, f"{OFFICES}?ordering=country")
    shown = words(page.select("tbody tr td:nth-of-type(3)"))
    assert len(shown) >= 5
    assert shown == sorted(shown, key=sort_key(language))


@pytest.mark.parametrize("typed", ["PK", "Pakistan", "پاکستان"])
def test_the_directory_is_searched_by_code_and_by_names_in_any_language(typed):
    editor = reads_admin_in("en", "Editors")
    page = page_of(editor, f"{SNIPPETS}/country/?q={typed}&ordering=name")
    assert "Pakistan" in words(page.select(ROWS))
    for place in ("topic", "language", "organisation"):
        assert editor.get(f"{SNIPPETS}/{place}/?q={typed}").status_code == 200


def test_an_office_is_found_once_by_who_held_it():
    office = OfficeFactory(title_en="Found once")
    office.holders.create(name_en="Asha Example the younger")
    editor = reads_admin_in("en", "Editors")
    page = page_of(editor, f"{OFFICES}?q=asha")
    assert words(page.select(ROWS)) == ["Found once"]


def test_a_sorted_listing_asks_the_database_no_more():
    editor = reads_admin_in("ur", "Editors")
    editor.get(f"{SNIPPETS}/country/")
    with CaptureQueriesContext(
        connection,
    ) as sorted_by_name:
        editor.get(f"{SNIPPETS}/country/")
    with CaptureQueriesContext(connection) as sorted_by_code:
        editor.get(f"{SNIPPETS}/country/?ordering=code")
    assert len(sorted_by_name) == len(sorted_by_code)


def test_readers_see_names_in_order(client):
    urdu_site()
    codes = ["HU", "YE", "AT", "IR", "IN", "BE"]
    issuers = [
        Organisation.objects.create(name_en=name, name_ur=ur)
        for name, ur in (("Zeta", "ہم"), ("Éa", "یاد"), ("Alpha", "آس"), ("Écho", "ایک"))
    ]
    action = make_action(countries=codes, publish=False)
    action.co_issuers.set(issuers)
    action.save()
    publish_action(page=action)
    translate(action)
    expected = {
        "en": ["Austria", "Belgium", "Hungary", "India", "Iran", "Yemen"],
        "ur": ["ایران", "آسٹریا", "بیلجیم", "بھارت", "ہنگری", "یمن"],
    }
    together = {"en": "Alpha, Éa, Écho and Zeta", "ur": "ایک، آس، ہم، اور یاد"}
    for language, countries in expected.items():
        page = read(client.get(f"/{language}/actions/{action.slug}/").content.decode())
        kicker = words(page.select(".kicker .dotted > span"))
        assert kicker[-len(countries) :] == countries
        assert together[language] in " ".join(page.select_one(".issued").get_text().split())
        library = read(client.get(f"/{language}/actions/").content.decode())
        assert words(library.select(".result__where span"))[: len(countries)] == countries
