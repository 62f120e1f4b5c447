"""Which letter a reader is offered: the official's language, whom it goes to, who gets a copy."""

import pytest
from django.test import Client
from wagtail.rich_text import RichText

from actions.models import Country, Language, UrgentActionPage
from actions.services import publish_action
from tests.actions.letters.composing import EVERYWHERE, HERE, Sheet, composed, typed
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db
ENGLISH = "Please release the librarian today."


def office_reading(*codes, **facts):
    office = OfficeFactory(**facts)
    office.languages.set(Language.objects.filter(code__in=codes))
    office.save()
    return office


def in_both(*, prefers=("en", "ur"), **facts):
    """An action in English and in Urdu."""
    urdu_site()
    page = make_action(publish=False, **facts)
    page.preferred_languages.set(Language.objects.filter(code__in=prefers))
    publish_action(page=page)
    page = UrgentActionPage.objects.get(pk=page.pk)
    return page, translate(page)


def targets(*offices):
    return [
        ("target", {"office": one, "salutation": f"Dear {one.title_en},", "note": ""})
        for one in offices
    ]


def copies(*codes):
    return [
        ("copy", {"office": embassy(Country.objects.get(code=code)), "note": ""}) for code in codes
    ]


def embassy(country):
    return OfficeFactory(
        title_en=f"Embassy in {country.name_en}",
        title_ur="",
        country=country,
        address=f"1 Long Road\nCapital\n{country.name_en}.",
        emails=f"{country.code.lower()}@example.org",
        holder=False,
    )


# -- the language ---------------------------------------------------------------------------------


def test_an_official_who_reads_english_gets_it_from_a_reader_of_urdu():
    _english, urdu = in_both(office=office_reading("en"))
    sheet = composed(urdu)
    assert sheet.html.html["lang"] == "ur"
    assert sheet.language == ("en", "ltr")
    assert sheet.body == ENGLISH
    assert sheet.choices == []
    assert sheet.values("letter_language") == ["en"]
    meaning = sheet.html.select_one(".compose__meaning .letter")
    assert (meaning["lang"], meaning["dir"]) == ("ur", "rtl")
    assert "اردو" in meaning.get_text()
    answer = Client().get(f"{urdu.url}letter.txt")
    assert answer["Content-Language"] == "en"
    assert ENGLISH in answer.content.decode()
    assert "KENYA (کینیا)\n" in answer.content.decode()


def test_a_reader_is_asked_for_the_language_where_the_official_reads_several():
    english, urdu = in_both(office=office_reading("en", "ur", "fr"))
    assert composed(english).choices == composed(urdu).choices == ["en", "ur"]
    assert composed(english).language == ("en", "ltr")
    assert composed(urdu).language == ("ur", "rtl")
    chosen = composed(english, letter_language="ur")
    assert chosen.language == ("ur", "rtl")
    assert "اردو" in chosen.body
    # What has the letters of that language is loaded with it.
    assert any("nastaliq" in link["href"] for link in chosen.html.select("[rel=stylesheet]"))


def test_the_action_says_what_is_read_where_nothing_is_known_of_the_office():
    english, _urdu = in_both(prefers=["ur"])
    assert composed(english).language == ("ur", "rtl")
    assert composed(english).choices == []


def test_all_languages_are_offered_where_the_action_takes_a_reader_s_own():
    english, urdu = in_both(office=office_reading("en"), own_language_accepted=True)
    assert composed(english).choices == ["en", "ur"]
    assert composed(urdu).language == ("ur", "rtl")


def test_all_languages_are_offered_where_the_official_reads_none_of_them():
    english, urdu = in_both(office=office_reading("fr"))
    assert composed(english).choices == ["en", "ur"]
    assert composed(urdu).language == ("ur", "rtl")


def test_one_letter_to_several_is_in_a_language_that_all_of_them_read():
    first, second = office_reading("en", "ur"), office_reading("en", title_en="Judge")
    _english, urdu = in_both(targets=targets(first, second))
    assert composed(urdu).language == ("en", "ltr")
    assert composed(urdu, target=first.pk).choices == ["en", "ur"]


# -- whom it goes to ------------------------------------------------------------------------------


def test_one_letter_goes_to_all_officials_or_to_one_who_is_greeted_by_name():
    minister, judge = OfficeFactory(), OfficeFactory(title_en="Judge", emails="judge@example.org")
    page = make_action(
        targets=targets(minister, judge), letters=[("letter", letter(salutation="Dear all,"))]
    )
    sheet = composed(page)
    assert sheet.values("other_target") == ["", str(minister.pk), str(judge.pk)]
    assert sheet.values("other_target", of="[checked]") == [""]
    assert sheet.salutation == "Dear all,"
    assert len(sheet.texts(".letter__address")) == 2
    assert sheet.mail.startswith("mailto:minister@example.org,judge@example.org?")
    one = composed(page, target=judge.pk)
    assert one.values("other_target", of="[checked]") == [str(judge.pk)]
    assert one.salutation == "Dear Judge,"
    assert len(one.texts(".letter__address")) == 1
    assert one.mail.startswith("mailto:judge@example.org?")


def test_an_official_with_a_letter_of_their_own_gets_that_one():
    minister, judge = OfficeFactory(), OfficeFactory(title_en="Judge")
    own = letter(office=judge, body=RichText("<p>Please acquit her.</p>"), sign_off="Faithfully,")
    page = make_action(
        targets=targets(minister, judge), letters=[("letter", letter()), ("letter", own)]
    )
    sheet = composed(page)
    assert sheet.values("other_target") == [str(minister.pk), str(judge.pk)]
    assert sheet.body == ENGLISH
    other = composed(page, target=judge.pk)
    assert other.body == "Please acquit her."
    assert other.texts(".letter__sign-off") == ["Faithfully,"]
    # What is posted goes where the page says.
    assert "Please acquit her." not in typed(page, target=judge.pk).content.decode()
    text = Client().get(f"{page.url}letter.txt", {"target": judge.pk}).content.decode()
    assert "Please acquit her." in text


def chosen(page, **words):
    """The page after another letter was chosen on it, without scripts."""
    return Sheet(typed(page, choose="1", target="", letter_language="en", **words))


def test_another_letter_is_chosen_with_what_was_typed_and_brings_its_own_words():
    minister, judge = OfficeFactory(), OfficeFactory(title_en="Judge")
    own = letter(office=judge, body=RichText("<p>Please acquit her.</p>"))
    page, _urdu = in_both(
        targets=targets(minister, judge), letters=[("letter", letter()), ("letter", own)]
    )
    asked = {"other_target": judge.pk, "other_language": "en", "name": "Amina", "line": "I teach."}
    sheet = chosen(page, **asked, body=f"{ENGLISH}\r\n")
    assert (sheet.body, sheet.salutation) == ("Please acquit her.", "Dear Judge,")
    assert (sheet.values("name"), sheet.values("line")) == (["Amina"], ["I teach."])
    edited = chosen(page, **asked, body="I wrote this.")
    assert (edited.body, edited.salutation) == ("I wrote this.", "Dear Judge,")
    other = chosen(page, **asked | {"other_language": "ur"}, body="I wrote this.")
    assert other.language == ("ur", "rtl")
    assert "اردو" in other.body
    assert other.values("name") == ["Amina"]


# -- copies ---------------------------------------------------------------------------------------


def test_a_reader_says_where_they_live_and_that_embassy_gets_a_copy():
    page = make_action(copies=copies("GB", "FR"))
    sheet = composed(page)
    assert [tag["value"] for tag in sheet.html.select("#lives-in option")] == ["", "FR", "GB"]
    assert sheet.copies == ""
    assert "cc=" not in sheet.mail
    assert "Copy:" not in typed(page, below="letter.txt").content.decode()
    shown = Sheet(typed(page, lives_in="GB"))
    assert "Embassy in United Kingdom" in shown.copies
    assert "cc=gb@example.org" in shown.mail
    assert "fr@example.org" not in shown.mail
    text = typed(page, below="letter.txt", lives_in="GB").content.decode()
    assert "Copy: Embassy in United Kingdom" in text
    assert [line for line in text.splitlines() if "united kingdom" in line.casefold()] == [
        "Copy: Embassy in United Kingdom",
        "UNITED KINGDOM",
    ]


def test_the_only_embassy_gets_a_copy_without_a_question():
    sheet = composed(make_action(copies=copies("GB")))
    assert sheet.html.select("#lives-in") == []
    assert "Embassy in United Kingdom" in sheet.copies
    assert "cc=gb@example.org" in sheet.mail


def test_where_a_reader_lives_is_never_taken_from_an_address():
    page = make_action(copies=copies("GB", "FR"))
    assert composed(page).html.select_one("#letter-form")["method"] == "post"


def test_the_country_is_the_last_line_of_an_address_once():
    (address,) = composed(make_action()).html.select(".letter__address")
    lines = [line.get_text() for line in address.select("bdi")]
    assert lines[-2:] == ["Example Town", "KENYA"]


# -- what is asked for and isn't there ------------------------------------------------------------

BROKEN = ("x", "-1", "99999999999999999999", "xx", "\0", "é\u202e", "y" * 10_000, "1", "ur", "")


@pytest.mark.parametrize("below", EVERYWHERE)
def test_a_broken_address_leads_to_the_usual_letter(below):
    page = make_action(copies=copies("GB", "FR"))
    names = ("target", "letter_language", "lives_in")
    browser = Client()
    for value in BROKEN if below != "letter.pdf" else BROKEN[:5]:
        said = dict.fromkeys(names, value)
        for answer in (
            browser.get(f"{page.url}{below}", said),
            browser.post(f"{page.url}{below}", {**said, "body": ENGLISH}, **HERE),
        ):
            assert answer.status_code == 200, value
            if below == "letter/":
                sheet = Sheet(answer)
                assert (sheet.body, sheet.salutation) == (ENGLISH, "Dear Minister,")
                assert sheet.copies == ""


# -- costs ----------------------------------------------------------------------------------------


def test_offices_and_languages_add_no_queries(django_assert_num_queries):
    urdu_site()
    few = make_action(office=office_reading("en"))
    offices = [office_reading("en", "ur", title_en=f"Judge {n}") for n in range(6)]
    many = make_action(targets=targets(*offices), copies=copies("GB", "FR", "PK"))
    urdu = translate(many)
    browser = Client()
    browser.get(f"{few.url}letter/")  # what a process remembers of the site's addresses
    for page in (few, many, urdu):
        with django_assert_num_queries(13):
            assert browser.get(f"{page.url}letter/").status_code == 200
