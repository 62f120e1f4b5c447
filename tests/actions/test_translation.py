"""English and Urdu: what translators are given, and what readers never see."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import StringSegment, Translation

from actions.models import ActionRecord, UrgentActionPage
from actions.services import extend_deadline, publish_action
from cms.localisation.services import publish_translation, submit_for_translation
from tests.factories import (
    OfficeFactory,
    filled_po,
    letter,
    library,
    make_action,
    translate,
    urdu_site,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def urdu(db):
    urdu_site()
    return Locale.objects.get(language_code="ur")


def text_of(answer):
    """The answer without the isolation of foreign runs, which tests of the words don't look at."""
    return re.sub(r"</?bdi[^>]*>", "", answer.content.decode())


def translation_into(locale, page):
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


def test_submitting_makes_a_draft_and_publishes_nothing(client, urdu):
    page = make_action()
    submit_for_translation(page=page, locales=[urdu])
    copy = UrgentActionPage.objects.get(translation_key=page.translation_key, locale=urdu)
    assert not copy.live
    assert client.get(f"/ur/actions/{page.slug}/").status_code == 404
    assert "Read it in English" in client.get(f"/ur/actions/{page.slug}/").content.decode()


def test_submitting_by_the_form_publishes_nothing(admin_client, urdu):
    page = make_action()
    answer = admin_client.post(
        f"/admin/localize/submit/page/{page.pk}/", {"locales": [urdu.pk]}, follow=True
    )
    assert answer.status_code == 200
    copy = UrgentActionPage.objects.get(translation_key=page.translation_key, locale=urdu)
    assert not copy.live


def test_publishing_a_source_edit_never_changes_the_words_in_urdu(client, urdu):
    page = make_action(title="Free the librarian")
    translated = translate(page)
    before = client.get(translated.url).content.decode()
    page.title = "Free the librarian now"
    page.introduction = "<p>Something else happened.</p>"
    publish_action(page=page)
    after = client.get(translated.url).content.decode()
    assert "اردو Free the librarian" in after
    assert "Something else happened" not in after
    assert after.split("<main")[1] == before.split("<main")[1]
    assert "Something else happened" in client.get(page.url).content.decode()


def test_translators_get_what_the_published_source_says_now(urdu):
    page = make_action()
    translate(page)
    page.introduction = "<p>Something else happened.</p>"
    publish_action(page=page)
    segments = StringSegment.objects.filter(source__object_id=page.translation_key)
    assert segments.filter(string__data="Something else happened.").exists()
    assert (
        translation_into(urdu, page).get_progress()[1]
        < translation_into(urdu, page).get_progress()[0]
    )


def test_an_incomplete_translation_isnt_published_and_says_why(client, urdu):
    page = make_action(title="Free the librarian")
    translated = translate(page)
    page.introduction = "<p>Something else happened.</p>"
    publish_action(page=page)
    with pytest.raises(ValidationError, match="isn't complete"):
        publish_translation(translation=translation_into(urdu, page))
    html = client.get(translated.url).content.decode()
    assert "Something else happened" not in html
    assert "اردو" in html


def test_the_stock_editor_cant_publish_english_as_urdu_either(admin_client, client, urdu):
    page = make_action()
    translated = translate(page)
    page.introduction = "<p>Something else happened.</p>"
    publish_action(page=page)
    answer = admin_client.post(
        f"/admin/pages/{translated.pk}/edit/", {"action": "publish"}, follow=True
    )
    assert answer.status_code == 200
    assert "Something else happened" not in client.get(translated.url).content.decode()
    answer = admin_client.post(
        f"/admin/localize/update/{translation_into(urdu, page).source_id}/",
        {"publish_translations": "on"},
        follow=True,
    )
    assert answer.status_code == 200
    assert "Something else happened" not in client.get(translated.url).content.decode()


def test_the_new_words_show_once_the_translation_is_whole_again(client, urdu):
    page = make_action()
    translated = translate(page)
    page.introduction = "<p>Something else happened.</p>"
    publish_action(page=page)
    translation = translation_into(urdu, page)
    translation.import_po(filled_po(translation))
    publish_translation(translation=translation)
    assert "اردو Something else happened." in text_of(client.get(translated.url))


def test_a_new_deadline_and_target_show_in_both_languages_at_once(client, urdu):
    today = timezone.localdate()
    page = make_action(act_by=today + timedelta(days=3))
    translated = translate(page)
    added = OfficeFactory(title_en="Attorney General", title_ur="اٹارنی جنرل")
    page.targets.append(
        ("target", {"office": added, "salutation": "Dear Sir,", "note": "Decides."})
    )
    publish_action(page=page)
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    extend_deadline(record=record, act_by=today + timedelta(days=30), today=today)
    for address, title in ((page.url, "Attorney General"), (translated.url, "اٹارنی جنرل")):
        html = client.get(address).content.decode()
        assert title in html
        assert (today + timedelta(days=30)).isoformat() in html
    assert "Decides." not in client.get(translated.url).content.decode(), "words wait for Urdu"


def test_a_key_date_shows_its_new_day_in_urdu_with_its_urdu_words(client, urdu):
    page = make_action(
        key_dates=[
            ("key_date", {"date": date(2026, 12, 1), "what": "Trial", "certainty": "certain"})
        ]
    )
    translated = translate(page)
    page.key_dates[0].value["date"] = date(2026, 12, 8)
    publish_action(page=page)
    html = client.get(translated.url).content.decode()
    assert 'datetime="2026-12-08"' in html
    assert "2026-12-01" not in html
    assert "اردو Trial" in text_of(client.get(translated.url))


def test_slugs_stay_the_same_in_every_language(urdu):
    page = make_action(slug="second-ua-109-23")
    translated = translate(page)
    assert translated.slug == "second-ua-109-23"
    assert translated.url == "/ur/actions/second-ua-109-23/"
    assert library("ur").url == "/ur/actions/"


def test_addresses_handles_numbers_and_the_chosen_office_are_no_segments(urdu):
    office = OfficeFactory()
    page = make_action(
        office=office,
        index_number="AMR 37/6674/2017",
        reference="PAK 001/0523/OBS 049",
        letters=[("letter", letter(office=office))],
        copies=[("copy", {"office": office, "note": "For those in Europe"})],
        previous_actions=[
            ("previous_action", {"label": "Earlier", "url": "https://example.org/1"})
        ],
        additional_information=[
            ("text", RichText('<p>Read <a href="https://example.org/report">this</a>.</p>')),
            (
                "figure",
                {
                    "value": "51,309",
                    "qualifier": "at least",
                    "counted": "women",
                    "place": "",
                    "period": "",
                    "as_of": None,
                    "source": 1,
                    "breakdown": [],
                },
            ),
            (
                "source",
                {
                    "publisher": "Example Monitor",
                    "title": "Returns",
                    "date": None,
                    "address": "https://example.org/returns",
                    "archived_address": "",
                    "accessed_on": None,
                },
            ),
        ],
    )
    submit_for_translation(page=page, locales=[urdu])
    translation = translation_into(urdu, page)
    texts = [entry.msgid for entry in translation.export_po()]
    assert "For those in Europe" in texts
    assert "at least" in texts
    for fact in (
        "minister@example.org",
        "@ExampleMinister",
        "+254",
        "51,309",
        "AMR 37/6674/2017",
        "PAK 001",
        "Example Monitor",
        "example.org/returns",
        "example.org/1",
        page.slug,
    ):
        assert not any(fact in text for text in texts), fact
    overridable = translation.source.overridablesegment_set.values_list("context__path", flat=True)
    assert not [path for path in overridable if "office" in path or "slug" in path]


def test_a_translated_page_never_writes_the_record(urdu):
    page = make_action(act_by=date(2027, 1, 1))
    translated = translate(page)
    translated.act_by = date(2030, 1, 1)
    translated.save()
    translated.save_revision().publish()
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    assert record.act_by == date(2027, 1, 1)
    assert record.source_locale.language_code == "en"


def test_each_page_says_its_language_and_direction_and_its_other_versions(client, urdu):
    page = make_action()
    translated = translate(page)
    english, inurdu = (client.get(p.url).content.decode() for p in (page, translated))
    assert '<html lang="en" dir="ltr">' in english
    assert '<html lang="ur" dir="rtl">' in inurdu
    for html in (english, inurdu):
        for language, address in (
            ("en", page.url),
            ("ur", translated.url),
            ("x-default", page.url),
        ):
            assert (
                f'<link rel="alternate" hreflang="{language}" href="http://localhost{address}">'
                in html
            )
        assert f'href="{translated.url}" lang="ur" hreflang="ur" dir="rtl"' in html
    assert '<bdi dir="ltr"><a href="tel:+254202220000">' in inurdu.replace("<wbr>", "")
    assert "nastaliq.css" in inurdu
    assert "nastaliq.css" not in english


def test_an_alias_never_shows_english_as_urdu(client, urdu):
    page = make_action(title="Free the librarian")
    alias = page.copy_for_translation(urdu, alias=True)
    alias.live = True
    alias.save()
    answer = client.get(f"/ur/actions/{page.slug}/")
    assert answer.status_code == 404
    assert "Free the librarian" not in answer.content.decode()
    assert "Read it in English" in answer.content.decode()


def test_submitting_again_never_changes_the_words_in_urdu(client, urdu):
    page = make_action()
    translated = translate(page)
    page.introduction = "<p>Something else happened.</p>"
    publish_action(page=page)
    submit_for_translation(page=page, locales=[urdu])
    html = text_of(client.get(translated.url))
    assert "Something else happened" not in html
    assert "اردو She was taken" in html
