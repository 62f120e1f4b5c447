"""One word is found however its letters were typed, and another isn't; and it is found again."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.normalise import fold, fold_with_origins, spans_of_words, words
from tests.search.spellings import ALIKE, APART, groups, pairs

# Letters and marks of all our languages, and what stands between them.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکكگلمنںوؤہھةيىئیےءآأإ"),
        st.sampled_from("\u064e\u064f\u0650\u0651\u0654\u0670\u0640\u200c\u200f\u2067\u0301\u0303"),
        st.sampled_from("aZéÉñœŒßıİﬁ０۳٣7 .,'’-_\n\x00"),
        st.sampled_from("ﻣﺤﻤﺪﻻﷲﹽﹼ"),
        st.characters(),
    )
)


def test_there_are_pairs_enough_of_each_kind():
    assert len(pairs()) >= 200
    assert len(groups(APART)) >= 20
    assert {name for name, _written, _typed in pairs()} == set(ALIKE)


@pytest.mark.parametrize("kind", ALIKE)
def test_every_spelling_of_a_word_is_the_same(kind):
    differ = [
        (written, typed)
        for name, written, typed in pairs()
        if name == kind and words(written) != words(typed)
    ]
    assert differ == []


def test_other_words_stay_apart():
    assert [pair for pair in groups(APART) if words(pair[0]) == words(pair[1])] == []


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(TEXTS, TEXTS)
def test_a_text_folds_as_its_parts_do(one, other):
    assert fold(one + other) == fold(one) + fold(other)


@given(TEXTS)
def test_it_makes_no_difference_how_accents_are_written(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed) == fold(text)


@given(TEXTS)
def test_what_is_folded_can_be_kept_by_any_engine(text):
    folded = fold(text)
    assert "\x00" not in folded
    folded.encode()  # raises where half of a pair is left


@given(TEXTS)
def test_each_word_is_found_again_in_the_original(text):
    found = words(text)
    spans = list(spans_of_words(text))
    assert len(spans) == len(found)
    for word, (start, end) in zip(found, spans, strict=True):
        assert word in fold(text[start:end])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("تُدِين عُقُوبَةُ الإِعْدَامِ.", "عقوبه", "عُقُوبَةُ"),
        ("Les DÉTENUS, de\u0301tenus depuis 2019", "détenus", "DÉTENUS|de\u0301tenus"),
        ("محـــمد کو", "محمد", "محـــمد"),
        ("UA ۱۰۹/۲۳", "109", "۱۰۹"),
        ("ﷴ", "محمد", "ﷴ"),
        ("بی‌بی", "بی", "بی|بی"),
    ],
)
def test_words_are_marked_whole_with_their_marks(text, typed, marked):
    wanted = words(typed)
    spans = zip(words(text), spans_of_words(text), strict=True)
    assert "|".join(text[start:end] for word, (start, end) in spans if word in wanted) == marked


def test_a_span_holds_something():
    with pytest.raises(ValueError, match="nothing"):
        fold_with_origins("abc").span(1, 1)


PLAIN = st.text(st.sampled_from("aZéßÿÉ «»’–…،۔؟ابپٹکكگہھۃیئےآأٵۇۓ۳ _-.,7\n\x00\xa0"))


@given(PLAIN)
def test_in_a_plain_text_words_are_where_the_long_way_round_finds_them(text):
    folded = fold_with_origins(text)
    long_way = [folded.span(*m.span()) for m in re.finditer(r"[^\W_]+", folded.text)]
    assert list(spans_of_words(text)) == long_way
