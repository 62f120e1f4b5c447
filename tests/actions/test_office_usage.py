"""What an office is used by, and how long ago somebody checked it: in the list and its form."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.admin_forms import OFFICES, read, signed_in
from tests.factories import OfficeFactory, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def text_of(answer):
    return " ".join(read(answer.content.decode()).get_text(" ").split())


def test_the_form_lists_the_open_actions_with_their_languages(editor):
    urdu_site()
    office = OfficeFactory()
    page = make_action(office=office, act_by=TODAY + timedelta(days=4))
    translate(page)
    expired = make_action(office=office, act_by=TODAY - timedelta(days=4))
    shown = text_of(editor.get(f"{OFFICES}edit/{office.pk}/"))
    assert f"{page.get_admin_display_title()} · Target · until" in shown
    assert "اردو" in shown
    assert expired.get_admin_display_title() not in shown
    assert "Never checked" in shown


def test_an_unused_office_says_so_and_offers_the_acts(editor):
    office = OfficeFactory()
    answer = editor.get(f"{OFFICES}edit/{office.pk}/")
    assert "No open action uses this office." in text_of(answer)
    for act in ("correct", "succeed"):
        assert f"/admin/offices/{office.pk}/{act}/" in answer.content.decode()
    assert f"/admin/offices/{office.pk}/merge/" not in answer.content.decode()


def test_the_list_counts_open_actions_and_says_in_words_what_is_old(editor):
    old = OfficeFactory(title_en="Old office", verified_on=TODAY - timedelta(days=400))
    OfficeFactory(title_en="Fresh office", verified_on=TODAY)
    for _ in range(3):
        make_action(office=old)
    rows = {
        row.select_one("a").get_text(strip=True).split(" (")[0]: [
            " ".join(cell.get_text(" ").split()) for cell in row.select("td")
        ]
        for row in read(editor.get(OFFICES).content.decode()).select("tbody tr")
    }
    assert "3" in rows["Old office"]
    assert "Checked more than 12 months ago" in " ".join(rows["Old office"])
    assert "0" in rows["Fresh office"]
    assert "months" not in " ".join(rows["Fresh office"])
    narrowed = text_of(editor.get(f"{OFFICES}?to_check=true"))
    assert "Old office" in narrowed
    assert "Fresh office" not in narrowed


def test_the_list_costs_the_same_for_two_offices_and_for_nineteen(
    editor, django_assert_max_num_queries
):
    OfficeFactory.create_batch(2)
    editor.get(OFFICES)
    with django_assert_max_num_queries(60) as few:
        editor.get(OFFICES)
    OfficeFactory.create_batch(17)
    with django_assert_max_num_queries(60) as many:
        editor.get(OFFICES)
    assert len(few) == len(many)
