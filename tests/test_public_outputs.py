"""What no public output may tell: anything of a withdrawn action, or a name that was replaced."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from actions.models import ActionRecord
from actions.services import withdraw_action
from tests.admin_forms import signed_in
from tests.public_outputs import NAME, URDU_NAME, WORDS, all_that_is_said, make_world

pytestmark = pytest.mark.django_db

# What only editors read: never public, so that no test can see it vanish.
NOT_PUBLIC = {"title of the image"}


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return make_world()


def saying(said, word):
    """The addresses that say a word."""
    return sorted(address for address, text in said.items() if word.casefold() in text.casefold())


def test_what_is_looked_for_is_there_to_be_found(world):
    said = all_that_is_said(world)
    for part, word in WORDS.items():
        if part not in NOT_PUBLIC:
            assert saying(said, word), part
    assert len(saying(said, "Zarmina")) > 10
    assert len(saying(said, "زرمینہ")) > 3


def test_nothing_of_a_withdrawn_action_is_said_anywhere(world):
    before = all_that_is_said(world)
    record = ActionRecord.objects.get(translation_key=world.page.translation_key)
    withdraw_action(record=record, reason="Her family asked", now=timezone.now())
    after = all_that_is_said(world)
    for word in (*WORDS.values(), "Zarmina", "زرمینہ"):
        assert saying(after, word) == [], word
    gone = [
        address
        for address in before
        if before[address].startswith("200") and after[address].startswith("410")
    ]
    for page in (world.page, world.urdu):
        assert page.url in gone
    assert any(address.startswith("/media/images/") for address in gone)
    assert after["/ua/12.26/2"].startswith("410")
    assert after["/ua/12.26"].startswith("302")


def test_a_withdrawn_action_is_gone_from_the_pages_of_its_series_and_of_those_that_named_it(world):
    other, referring = world.sibling.url, world.referring.url
    assert "Xylophone" in Client().get(other).content.decode()
    shown = Client().get(referring).content.decode()
    for word in ("rutabaga", "sarsaparilla", '/en/actions/free-zarmina-example/">we wrote</a>'):
        assert word in shown
    record = ActionRecord.objects.get(translation_key=world.page.translation_key)
    withdraw_action(record=record, reason="Her family asked", now=timezone.now())
    for address in (other, referring):
        html = Client().get(address).content.decode()
        assert "Earlier actions on this case" not in html
        assert "newest" not in html
        assert "free-zarmina-example" not in html
        assert "sarsaparilla" not in html
    assert "we wrote" in html, "the words of the other action stay, without the link"


def test_no_output_says_a_name_that_was_replaced(world, django_capture_on_commit_callbacks):
    before = all_that_is_said(world)
    assert saying(before, NAME)
    assert saying(before, URDU_NAME)
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in("Editors").post(
            f"/admin/actions/replace-name/{world.page.pk}/",
            {
                "scope": "library",
                "names_en": NAME,
                "instead_en": "a woman of 34",
                "names_ur": URDU_NAME,
                "instead_ur": "ایک خاتون",
                "reason": "Her family asked",
                "replace": "1",
            },
        )
    assert "The name was replaced" in answer.content.decode()
    after = all_that_is_said(world)
    for word in ("armina", "زرمینہ"):
        assert saying(after, word) == []
    assert "a woman of 34" in after["/en/actions/free-a-woman-of-34/"]
    assert "ایک خاتون" in after["/ur/actions/free-a-woman-of-34/"]
