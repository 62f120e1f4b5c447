"""Whatever changes what an action says is found with the next request, and what goes is gone."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.rich_text import RichText

from actions.models import ActionRecord, Country, Holder, Office, Organisation, Topic
from actions.services import (
    close_action,
    extend_deadline,
    merge_offices,
    publish_action,
    reopen_action,
    withdraw_action,
)
from cms.localisation.services import unpublish_translations
from search import changes
from search.models import SearchDocument, SearchText, SearchWord
from search.query import parse
from search.service import search
from tests.factories import OfficeFactory, library, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """An action on Zanzibar in English and Urdu, in a library with another one."""
    urdu_site()
    make_action(title="Another one")
    page = make_action(
        title="Free the cartographer",
        serial=9040,
        slug="ua-9040-26",
        act_by=timezone.localdate() + timedelta(days=9),
        people=[("person", {"name": "Zeba Tamrin", "pronoun": "", "group": False})],
    )
    translate(page)
    return type(page).objects.get(pk=page.pk)


def count(words="", language="en", **chosen):
    query = parse({"q": [words], **{k: [v] for k, v in chosen.items()}}, language=language)
    return search(query, today=timezone.localdate(), per_page=20).total


def record_of(page):
    return ActionRecord.objects.get(translation_key=page.translation_key)


def office_of(page):
    return Office.objects.get(uses__record=record_of(page))


def test_words_of_a_page(page):
    page.additional_information = [("text", RichText("<p>The Lighthouse of <i>Kes</i>tin</p>"))]
    publish_action(page=page)
    assert count("lighthouse kestin") == 1
    page.additional_information = []
    publish_action(page=page)
    assert count("lighthouse") == 0
    assert not SearchWord.objects.filter(word="lighthouse").exists()


def test_a_draft_changes_nothing(page):
    page.title = "Free the glassblower"
    page.save_revision()
    assert count("cartographer") == 1
    assert count("glassblower") == 0


def test_an_office_and_who_holds_it(page):
    office = office_of(page)
    office.title_en = "Governor of the Islands"
    office.save()
    assert count("governor islands") == 1
    Holder.objects.filter(office=office).update(until=timezone.localdate() - timedelta(days=1))
    Holder.objects.create(office=office, name_en="Noor Vell", since=timezone.localdate())
    assert count("noor vell") == 1
    assert count('"asha example"') == 1, "the other action's office still has her"
    office.organisation = Organisation.objects.create(name_en="Ministry of Tides")
    office.save()
    assert count("tides") == 1
    office.organisation.name_en = "Ministry of Winds"
    office.organisation.save()
    assert (count("tides"), count("winds")) == (0, 1)


def test_countries_and_topics(page):
    topic = Topic.objects.create(slug="maps", name_en="Cartography", name_ur="نقشہ سازی")
    page.topics.set([topic])
    page.countries.set(Country.objects.filter(code="TZ"))
    publish_action(page=page)
    assert count("cartography", topic="maps") == 1
    assert count("نقشہ سازی", language="ur") == 1
    assert count(country="TZ") == count(region="africa", country="TZ") == 1
    topic.name_en = "Surveying"
    topic.save()
    assert (count("cartography"), count("surveying")) == (0, 1)
    topic.delete()
    assert (count("surveying"), count(topic="maps")) == (0, 0)


def test_acts(page):
    record = record_of(page)
    assert count("cartographer", status="open") == 1
    close_action(record=record, outcome="released", now=timezone.now())
    assert count("cartographer", status="closed") == 1
    reopen_action(record=record, reason="too early")
    extend_deadline(record=record, act_by=None, today=timezone.localdate())
    assert count("cartographer", status="open") == 1
    assert SearchDocument.objects.get(record=record, language="ur").act_by is None


def test_a_later_action_supersedes_and_goes_again(page):
    later = make_action(title="Second", serial=9040, sequence=2, slug="second-ua-9040-26")
    assert count("cartographer", status="superseded") == 1
    assert count("نقشہ", language="ur") == 0
    later.unpublish()
    assert count("cartographer", status="open") == 1
    later.save_revision().publish()
    withdraw_action(record=record_of(later), reason="asked to", now=timezone.now())
    assert count("cartographer", status="open") == 1


def test_a_later_action_that_is_deleted_supersedes_no_more(page):
    later = make_action(title="Second", serial=9040, sequence=2, slug="second-ua-9040-26")
    assert count("cartographer", status="superseded") == 1
    Page.objects.get(pk=later.pk).delete()
    assert count("cartographer", status="open") == 1


def test_what_is_withdrawn_leaves_no_word(page):
    withdraw_action(record=record_of(page), reason="asked to", now=timezone.now())
    assert count("cartographer") == count("cartographer", language="ur") == 0
    assert not SearchText.objects.filter(title__contains="cartographer").exists()
    assert not SearchWord.objects.filter(word__in=["cartographer", "zeba", "tamrin"]).exists()
    assert SearchWord.objects.filter(word="librarian").exists(), "the other action has it"


def test_one_language_goes_alone(page):
    urdu = type(page).objects.get(translation_key=page.translation_key, locale__language_code="ur")
    assert count("cartographer", language="ur") == 1
    assert count("cartographer", language="en") == count(language="ur", words="UA 9040/26") == 1
    urdu.unpublish()
    assert count("cartographer", language="ur") == 0
    assert count("UA 9040/26", language="ur") == 1, "a number is found in any language"
    urdu.save_revision().publish()
    assert count("cartographer", language="ur") == 1
    page.unpublish()
    unpublish_translations(page=page)
    assert count("UA 9040/26", language="ur") == 0


def test_what_only_some_may_read(page):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert count("cartographer") == 0
    restriction.delete()
    assert count("cartographer") == 1
    PageViewRestriction.objects.create(page=library("en"), restriction_type="login")
    assert count() == 1, "what can be read in Urdu"


def test_what_moves_out_of_the_site(page):
    root = Page.objects.get(depth=1)
    elsewhere = root.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    page.move(elsewhere, pos="last-child")
    assert count("cartographer") == 0
    Page.objects.get(pk=page.pk).move(library("en"), pos="last-child")
    assert count("cartographer") == 1
    assert Site.objects.count() == 1
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=elsewhere.pk), pos="last-child")
    Site.objects.create(hostname="elsewhere.example.org", root_page=elsewhere)
    changes.rebuild(now=timezone.now())
    assert count("cartographer") == 0, "another site's"
    changes.reconcile(now=timezone.now())
    assert count("cartographer") == 0


def test_an_alias_is_not_found_twice(page):
    page.create_alias(update_slug="alias", parent=library("en"))
    assert count("cartographer") == 1


def test_offices_that_are_merged(page):
    office, other = office_of(page), OfficeFactory(title_en="Harbour Master")
    merge_offices(
        kept=Office.objects.get(pk=other.pk),
        dropped=office,
        pages=[page],
        reason="they are one",
        today=timezone.localdate(),
    )
    assert count("harbour master", target=str(other.pk)) == 1


def test_many_at_once_are_left_to_jobs(page, monkeypatch):
    monkeypatch.setattr(changes, "AT_ONCE", 0)
    topic = Topic.objects.create(slug="maps", name_en="Cartography")
    page.topics.set([topic])
    publish_action(page=page)
    assert count(topic="maps") == 1, "done at once where there is no Redis"


def test_what_no_change_told_of_is_found_by_and_by(page):
    SearchDocument.objects.all().delete()
    assert count("cartographer") == 0
    changes.reconcile(now=timezone.now())
    assert count("cartographer") == 1
    type(page).objects.filter(pk=page.pk).update(live=False)
    changes.reconcile(now=timezone.now())
    assert count("cartographer") == 0


def test_the_command_makes_it_anew_and_says_how_far_it_is(page, capsys):
    SearchText.objects.update(folded_title="", folded_body="", folded_names="")
    SearchDocument.objects.update(digest="")
    assert count("cartographer") == 0
    call_command("rebuild_search")
    assert count("cartographer") == 1
    said = capsys.readouterr().out
    assert "2 of 2" in said
    assert "2 actions weren't found as they are." in said
    call_command("rebuild_search")
    assert "0 actions weren't found" in capsys.readouterr().out
