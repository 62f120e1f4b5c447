"""A made-up library: whole actions in the languages that have a library, as many as asked for."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from actions.models import ActionRecord, Topic, UrgentActionPage
from actions.synthesis import Band, words_of_band
from actions.synthesis.patterns import WORDS
from actions.synthesis.vocabulary import SIZE, vocabulary
from search.normalise import fold, words
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
    call_command("rebuild_search")
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
    assert library("en").numchild == 10
    assert len(set(UrgentActionPage.objects.values_list("introduction", flat=True))) == 10


@pytest.mark.parametrize("wanted", ["0", "-3", "many"])
def test_what_is_no_number_of_actions_is_refused(wanted):
    with pytest.raises(CommandError, match="give 1 or more"):
        call_command("synthesise", "--actions", wanted)


def test_the_same_number_gives_the_same_library():
    urdu_site()
    assert _library_of(8) == _library_of(8)


def _library_of(actions: int) -> list[object]:
    """All that is found of so many made-up actions, which then are gone again."""
    with transaction.atomic():
        call_command("synthesise", actions=actions)
        found: list[object] = [
            (page.path, page.title, page.introduction, page.slug, _text(page), page.act_by)
            for page in UrgentActionPage.objects.order_by("path")
        ]
        for record in ActionRecord.objects.order_by("translation_key"):
            lists = (record.countries, record.topics, record.preferred_languages)
            names = [sorted(map(str, rows.all())) for rows in lists]
            targets = [(use.office.emails, use.block_id) for use in record.offices.all()]
            found.append((record.translation_key, record.closed_at is None, names, targets))
        transaction.set_rollback(True)
    return found


@pytest.fixture
def english():
    """The folded words of each English page of 300 actions, all that a search should find."""
    call_command("synthesise", actions=300)
    return [frozenset(words(_text(page))) for page in UrgentActionPage.objects.all()]


def _text(page: UrgentActionPage) -> str:
    letter, background = page.letters.raw_data[0]["value"], page.additional_information.raw_data
    parts = (page.title, page.introduction, letter["body"], letter["short_body"])
    return re.sub(r"<[^>]*>", " ", " ".join((*parts, background[0]["value"])))


def test_words_are_found_as_often_as_is_said_beforehand(english):
    counts = Counter(word for page in english for word in page)
    for band, least, most in (
        (Band.VERY_COMMON, 0.15, 0.50),
        (Band.COMMON, 0.01, 0.05),
        (Band.RARE, 3 / 300, 9 / 300),
    ):
        known = words_of_band("en", band, actions=300)
        assert len(known) > 100
        assert all(least <= word.share <= most for word in known)
        expected = sum(word.share for word in known)
        found = sum(counts[word.text] / 300 for word in known)
        assert found == pytest.approx(expected, rel=0.03), band
    for word, share in words_of_band("en", Band.VERY_COMMON, actions=300):
        assert counts[word] / 300 == pytest.approx(share, abs=0.12), word


def test_rare_words_are_in_a_handful_of_pages_of_any_library():
    for actions in (2_000, 20_000, 100_000):
        for language, share in (("en", 1), ("es", 0.21)):
            known = words_of_band(language, Band.RARE, actions=actions)
            assert len(known) > 100
            assert all(3 <= word.share * actions * share <= 9 for word in known)


def test_made_up_words_stand_in_letters_and_in_additional_information():
    urdu_site()
    call_command("synthesise", actions=20)
    for language in ("en", "ur"):
        made_up = set(vocabulary(language))
        for page in UrgentActionPage.objects.filter(locale__language_code=language):
            assert page.is_example
            assert 3_000 < len(_text(page)) < 9_000
            for html in (
                page.title,
                page.letters.raw_data[0]["value"]["body"],
                page.additional_information.raw_data[0]["value"],
            ):
                text = re.sub(r"<[^>]*>", " ", html).lower()
                assert made_up & set(re.findall(r"\w+", text))


def test_every_word_is_one_word_of_one_language():
    folded: list[str] = []
    for language in WORDS:
        known = vocabulary(language)
        assert len(known) == SIZE
        folded += map(fold, known)
        assert words(" ".join(known)) == folded[-SIZE:]
        scripts = {
            "ARABIC" if "\u0600" <= letter < "\u0700" else "LATIN" for letter in "".join(known)
        }
        assert scripts == {"ARABIC" if language in ("ur", "ar") else "LATIN"}
    assert len(set(folded)) == SIZE * len(WORDS)


def test_urdu_and_arabic_words_have_letters_of_their_own():
    urdu, arabic = ("".join(vocabulary(language)) for language in ("ur", "ar"))
    assert set("ٹڑپچگکہھیںے") <= set(urdu)
    assert not set(urdu) & set("يكةىأإؤ")
    assert not set(arabic) & set("ٹڈڑپچگکہھیںے")


def test_a_few_countries_topics_years_offices_and_languages_have_most_actions():
    Topic.objects.bulk_create(Topic(slug=f"topic-{n}", name_en=f"Topic {n}") for n in range(16))
    call_command("synthesise", actions=150)
    for path in (
        "countries__code",
        "topics__slug",
        "offices__office",
        "preferred_languages__code",
        "issued_on__year",
    ):
        counts = Counter(row[path] for row in ActionRecord.objects.values(path))
        assert None not in counts
        ordered = [count for _, count in counts.most_common()]
        assert ordered[0] > 4 * ordered[len(ordered) // 2], path
        assert all(more >= fewer for more, fewer in pairwise(ordered))
