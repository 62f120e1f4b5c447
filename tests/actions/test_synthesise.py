"""A made-up library: whole actions in the languages that have a library, as many as asked for."""

import pytest
from django.core.management import CommandError, call_command

from actions.models import ActionRecord, UrgentActionPage
from tests.factories import library, urdu_site

pytestmark = pytest.mark.django_db


def test_made_up_actions_are_read_listed_and_written_to(client, capsys):
    urdu_site()
    call_command("synthesise", actions=30)
    assert "30 of 30" in capsys.readouterr().out
    assert ActionRecord.objects.count() == 30
    in_urdu = UrgentActionPage.objects.filter(locale__language_code="ur")
    assert 0 < in_urdu.count() < 30
    shown = in_urdu.filter(
        translation_key__in=ActionRecord.objects.filter(withdrawn_at=None).values("translation_key")
    )
    for page in shown:
        answer = client.get(page.url)
        html = answer.content.decode()
        assert answer.status_code == 200
        assert page.title in html
        assert "محترم وزیر صاحب" in html
    listed = client.get("/en/actions/").content.decode()
    open_now = ActionRecord.objects.filter(withdrawn_at=None).order_by("-issued_on")
    titles = UrgentActionPage.objects.filter(
        locale__language_code="en", translation_key__in=open_now.values("translation_key")
    ).values_list("title", flat=True)
    assert any(title in listed for title in titles)


def test_the_tree_of_pages_is_whole():
    call_command("synthesise", actions=12)
    home = library("en")
    assert home.get_children().count() == home.numchild == 12
    assert library("en").__class__.find_problems() == ([], [], [], [], [])


def test_a_second_run_adds_others():
    call_command("synthesise", actions=5)
    call_command("synthesise", actions=5)
    numbers = set(ActionRecord.objects.values_list("serial", "year", "sequence"))
    assert len(numbers) == 10


@pytest.mark.parametrize("wanted", ["0", "-3", "many"])
def test_what_is_no_number_of_actions_is_refused(wanted):
    with pytest.raises(CommandError, match="give 1 or more"):
        call_command("synthesise", "--actions", wanted)
