"""Words of actions are found where they are, and replaced in every form that they are kept in."""

import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Revision
from wagtail.rich_text import RichText
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource

from actions.models import ActionRecord, UrgentActionPage
from actions.rewriting import find_mentions, replace_words
from actions.services import publish_action
from cms.localisation.services import publish_translation, submit_for_translation
from tests.factories import filled_po, letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


def named_action(name="Asha Naqvi", **facts):
    """An action that names somebody wherever an editor may."""
    return make_action(
        **{
            "title": f"Release {name}",
            "seo_title": f"{name} at risk",
            "search_description": f"Write for {name}",
            "introduction": f"<p>On Monday <b>{name.split()[0]}</b> {name.split()[1]} was taken.</p><p>Twice.</p>",
            "safety_note": f"<p>Don't write if you know {name}.</p>",
            "letters": [
                (
                    "letter",
                    letter(
                        salutation=f"Dear {name},",
                        body=RichText(f"<p>I write for {name}.</p>"),
                        short_body=f"Free {name}",
                    ),
                )
            ],
            "people": [("person", {"name": name, "pronoun": "she/her", "group": False})],
            "additional_information": [
                ("text", RichText(f"<p>{name}’s mother waits.</p>")),
                ("quote", {"text": f"“{name} is kind”", "attribution": f"A friend of {name}"}),
                (
                    "figure",
                    {
                        "value": "2",
                        "qualifier": "",
                        "counted": f"letters of {name}",
                        "place": "",
                        "period": "",
                        "as_of": None,
                        "source": None,
                        "breakdown": [{"label": f"to {name}", "value": "1"}],
                    },
                ),
                ("source", {"publisher": "Example News", "title": f"{name} taken"}),
            ],
            "unplaced": f"{name}, the end",
            "reference": f"Case {name}",
            **facts,
        }
    )


def everything_stored(page):
    """All that the database keeps of an action in words, as one text."""
    pages = UrgentActionPage.objects.filter(translation_key=page.translation_key)
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(p.pk) for p in pages],
    )
    kept = [page.to_json() for page in pages]
    kept += [json.dumps(r.content) + r.object_str for r in revisions]
    for source in TranslationSource.objects.all():
        kept += [source.content_json, source.object_repr]
    kept += String.objects.values_list("data", flat=True)
    kept += StringTranslation.objects.values_list("data", flat=True)
    kept += [str(row) for row in ActionRecord.objects.values_list()]
    return "\n".join(kept)


def test_a_mention_says_where_it_is_as_the_editor_sees_it():
    page = named_action()
    found = find_mentions(names=["Asha Naqvi"], pages=[page])
    assert [mention.where for mention in found] == [
        "Title",
        "Title tag",
        "Meta description",
        "Reference",
        "Introduction",
        "Safety note",
        "Letter 1 · Salutation",
        "Letter 1 · Letter",
        "Letter 1 · Short letter for email",
        "Text 1",
        "Quote 2 · Quote",
        "Quote 2 · Who said it",
        "Figure 3 · What is counted",
        "Figure 3 · Breakdown · Part of the figure 1 · Part",
        "Source 4 · Title",
        "Person or group 1 · Name",
        "Text that could not be placed",
    ]
    salutations = [mention for mention in found if mention.is_salutation]
    assert [m.path for m in salutations] == [f"letters.{page.letters[0].id}.salutation"]
    assert found[4].excerpt == "On Monday Asha Naqvi was taken. Twice."
    assert {(m.language, m.page_id, m.translation_key) for m in found} == {
        ("en", page.pk, page.translation_key)
    }


def test_a_replacement_leaves_the_words_in_no_form_of_any_language():
    urdu_site()
    page = named_action()
    draft = UrgentActionPage.objects.get(pk=page.pk)
    draft.title = "ASHA NAQVI is missing"
    draft.save_revision()
    translate(page)
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    record.closing_note_ur = "Asha Naqvi آزاد"
    record.save()
    assert everything_stored(page).casefold().count("asha") > 20
    count = replace_words(words={"Asha Naqvi": "Rana Example"}, keys=[page.translation_key])
    stored = everything_stored(page)
    assert "asha" not in stored.casefold()
    assert "naqvi" not in stored.casefold()
    assert "Rana Example" in stored
    places = find_mentions(
        names=["Rana Example"],
        pages=UrgentActionPage.objects.filter(translation_key=page.translation_key),
    )
    assert count == len(places)


def test_what_was_translated_stays_translated_and_the_old_word_never_comes_back(client):
    urdu_site()
    page = named_action()
    urdu = translate(page)
    replace_words(words={"Asha Naqvi": "Rana Example"}, keys=[page.translation_key])
    translation = Translation.objects.get(source__object_id=page.translation_key)
    done, total = translation.get_progress()
    assert done == total
    publish_translation(translation=translation)
    shown = client.get(urdu.url).content.decode()
    assert "Rana Example" in shown
    assert "Naqvi" not in shown
    # The source published again: its segments are still the translated ones.
    publish_action(page=UrgentActionPage.objects.get(pk=page.pk))
    translation = Translation.objects.get(source__object_id=page.translation_key)
    done, total = translation.get_progress()
    assert done == total
    assert "Naqvi" not in client.get(page.url).content.decode()


def test_a_name_that_was_all_of_a_bold_run_leaves_its_translation_in_place():
    urdu_site()
    page = make_action(
        introduction="<p>For <b>Asha</b> Naqvi.</p><p><b>Asha</b> Naqvi</p>",
        additional_information=[("text", RichText("<h3>Asha <i>Naqvi</i></h3><p>Her life.</p>"))],
    )
    translate(page)
    replace_words(words={"Asha Naqvi": "Rana"}, keys=[page.translation_key])
    publish_action(page=UrgentActionPage.objects.get(pk=page.pk))
    translation = Translation.objects.get(source__object_id=page.translation_key)
    done, total = translation.get_progress()
    assert done == total


def test_another_action_with_the_same_words_keeps_them_and_their_translation(client):
    urdu_site()
    page, other = named_action(), named_action()
    translate(page)
    urdu = translate(other)
    replace_words(words={"Asha Naqvi": "Rana Example"}, keys=[page.translation_key])
    shown = client.get(urdu.url).content.decode()
    assert "Asha Naqvi" in shown
    assert "Rana" not in shown
    translation = Translation.objects.get(source__object_id=other.translation_key)
    done, total = translation.get_progress()
    assert done == total
    assert "Asha Naqvi" in "".join(entry.msgid for entry in translation.export_po())


def test_two_strings_that_become_one_keep_the_translation_in_use():
    urdu_site()
    page = make_action(title="Release Asha Naqvi")
    translate(page)
    page.title = "Release ASHA NAQVI"
    publish_action(page=page)
    locale = Locale.objects.get(language_code="ur")
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale
    )
    translation.import_po(filled_po(translation, prefix="نیا "))
    replace_words(words={"Asha Naqvi": "Rana"}, keys=[page.translation_key])
    titles = StringTranslation.objects.filter(
        context__path="title", translation_of__data="Release Rana"
    )
    assert [row.data for row in titles] == ["نیا Release Rana"]
    assert not String.objects.filter(data__icontains="naqvi").exists()


def test_only_the_places_asked_for_change_in_the_row_its_revisions_and_its_translation(client):
    urdu_site()
    page = named_action()
    urdu = translate(page)
    salutation = f"letters.{page.letters[0].id}.salutation"
    replace_words(
        words={"Asha Naqvi": "Rana"},
        keys=[page.translation_key],
        places={(page.pk, salutation), (urdu.pk, salutation)},
    )
    for changed in (page, urdu):
        found = find_mentions(
            names=["Asha Naqvi"], pages=[UrgentActionPage.objects.get(pk=changed.pk)]
        )
        assert not [mention for mention in found if mention.is_salutation]
        assert len(found) == 16
        html = client.get(changed.url).content.decode()
        assert "Rana" in html
    translation = Translation.objects.get(source__object_id=page.translation_key)
    done, total = translation.get_progress()
    assert done == total
    latest = UrgentActionPage.objects.get(pk=urdu.pk).get_latest_revision_as_object()
    assert "Rana" in latest.letters[0].value["salutation"]


def test_a_title_never_grows_beyond_its_column():
    page = make_action(title="Asha " * 50)
    replace_words(words={"Asha": "A longer name"}, keys=[page.translation_key])
    assert len(UrgentActionPage.objects.get(pk=page.pk).title) == 255


def test_languages_add_no_queries():
    urdu_site()
    translate(named_action("Sana Rana"))  # a name that is new is one more word to keep
    in_two, in_four = named_action("Asha Naqvi"), named_action("Mina Karim")
    translate(in_two)
    translate(in_four)
    others = Locale.objects.filter(language_code__in=["fr", "ar"])
    submit_for_translation(page=in_four, locales=others)
    replace_words(words={"Nobody": "Rana"}, keys=[in_two.translation_key])
    assert UrgentActionPage.objects.filter(translation_key=in_four.translation_key).count() == 4
    counts = []
    for page, name in ((in_two, "Asha Naqvi"), (in_four, "Mina Karim")):
        with CaptureQueriesContext(connection) as queries:
            replace_words(words={name: "Rana"}, keys=[page.translation_key])
        counts.append(len(queries))
    assert counts[0] == counts[1] < 60
    assert "karim" not in everything_stored(in_four).lower()


def test_forty_actions_add_no_queries():
    urdu_site()
    pages = [named_action() for _place in range(40)]
    translate(pages[0])
    keys = [page.translation_key for page in pages]
    with CaptureQueriesContext(connection) as queries:
        replace_words(words={"Asha Naqvi": "Rana"}, keys=keys)
    assert len(queries) < 60
    assert not find_mentions(names=["Naqvi"], pages=UrgentActionPage.objects.all())
