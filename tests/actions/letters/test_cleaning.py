"""What readers type is shown in the direction of its letters, and on as many lines as it may."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.letters.cleaning import lines, one_line

TURNING = [*map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))]
TYPED = st.lists(
    st.text(st.characters(), max_size=8)
    | st.sampled_from([*TURNING, "\r\n", "\n", "\r", "\0", "\x85", "\u2028", "\x1b[2J", "\ud800"])
).map("".join)


def unseen(text):
    return {
        char
        for char in text
        if char in TURNING or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
    }


@given(TYPED)
def test_one_line(typed):
    said = one_line(typed)
    assert not unseen(said)
    assert len(said.splitlines()) <= 1
    assert said == said.strip() == one_line(said)


@given(TYPED)
def test_lines(typed):
    said = lines(typed)
    assert unseen(said) <= {"\n"}
    assert said == lines(said)


@given(st.lists(TYPED.map(one_line), min_size=1), st.sampled_from(["\n", "\r\n", "\r", "\u2028"]))
def test_lines_stay_lines(typed, end):
    assert lines(end.join(typed)) == "\n".join(typed)


@pytest.mark.parametrize(
    "text", ["نمی‌خواهم", "محمد ﷺ", "Zoë O’Brien & Söhne", "=1+1", "<b>#eval(1)</b>", "👩‍⚖️ 中文"]
)
def test_what_is_seen_stays(text):
    assert one_line(text) == lines(text) == text
