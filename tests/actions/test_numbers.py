"""Numbers of urgent actions as networks write them, and as we do."""

from itertools import pairwise

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.choices import Kind
from actions.numbers import (
    LABELS,
    NUMERIC_ORDINALS,
    ORDINALS,
    ActionNumber,
    NumberKind,
    label,
    parse_exact,
    parse_number,
    slug,
    year_in_full,
)
from cms.catalogues import CATALOGUE_LANGUAGES, catalogue_path

UA, FURTHER, FOLLOW_UP = NumberKind

WRITTEN = {
    "109.23": ActionNumber(109, 2023),
    "109/23": ActionNumber(109, 2023),
    "109-23": ActionNumber(109, 2023),
    "  109 / 23 ": ActionNumber(109, 2023),
    "109–23": ActionNumber(109, 2023),
    "UA 109/2023": ActionNumber(109, 2023),
    "UA109/23": ActionNumber(109, 2023),
    "U.A. No. 109/23": ActionNumber(109, 2023),
    "Urgent Action: UA 109/23": ActionNumber(109, 2023),
    "UA 7/81": ActionNumber(7, 1981),
    "UA 007/16": ActionNumber(7, 2016),
    "First UA: 109/23": ActionNumber(109, 2023, 1),
    "Second UA 109.23": ActionNumber(109, 2023, 2),
    "second   ua\u00a0109.23": ActionNumber(109, 2023, 2),
    "THIRD UA 60/16": ActionNumber(60, 2016, 3),
    "2nd UA 109.23": ActionNumber(109, 2023, 2),
    "Twenty-first UA 109.23": ActionNumber(109, 2023, 21),
    "Further information on UA 257/09": ActionNumber(257, 2009, None, FURTHER),
    "FURTHER INFORMATION ON UA: 257/09": ActionNumber(257, 2009, None, FURTHER),
    "Second further information on UA 12/20": ActionNumber(12, 2020, 3, FURTHER),
    "Follow-up on UA 52/10": ActionNumber(52, 2010, None, FOLLOW_UP),
    "Follow up to second UA 52/10": ActionNumber(52, 2010, None, FOLLOW_UP),
    "UA ١٠٩٫٢٣": ActionNumber(109, 2023),
    "UA ۱۰۹/۲۳": ActionNumber(109, 2023),
    "دوسری UA 109.23": ActionNumber(109, 2023, 2),
    "دوسری \u2067UA 109.23\u2069": ActionNumber(109, 2023, 2),
    "دوسرا ارجنٹ ایکشن ۱۰۹٫۲۳": ActionNumber(109, 2023, 2),
    "21ویں UA 109.23": ActionNumber(109, 2023, 21),
    "second-ua-109-23": ActionNumber(109, 2023, 2),
}

IN_RUNNING_TEXT = {
    "Further information on UA 257/09 (25 September 2009)": ActionNumber(257, 2009, None, FURTHER),
    "Follow-up on UA 52/10 (10 March 2010)": ActionNumber(52, 2010, None, FOLLOW_UP),
    "Please say that you wrote about **Second UA 109.23**.": ActionNumber(109, 2023, 2),
    "First UA: 109/23 Index: ASA 33/9480/2025 Pakistan": ActionNumber(109, 2023, 1),
    "1.4 million people. See UA 60/16, 15 September 2025": ActionNumber(60, 2016),
    "UA 01/12/2020, or rather UA 12/20": ActionNumber(12, 2020),
    "مزید تفصیل دوسری UA 109.23 میں ہے۔": ActionNumber(109, 2023, 2),
}

NO_NUMBERS = [
    "",
    "\0",
    "on 01/12/2020",
    "15.09.2025",
    "by 12/20 at the latest",
    "AMR 37/6674/2017",
    "ASA 33/9480/2025",
    "UA: ASA 33/9480/2025",
    "UA 15/09/2025",
    "UA 2025-09-15",
    "+92 51 920-2624",
    "(202) 243-6500",
    "at a price of 109.23",
    "1.4 million",
    "3.8 million Afghans",
    "in 2023-24",
    "UA 0/23",
    "UA 12/1950",
    "Padua 12/20",
    "someone@example.ua 12/20",
    "UA 109/234",
]


@pytest.mark.parametrize(("text", "number"), WRITTEN.items())
def test_each_way_of_writing_is_read(text: str, number: ActionNumber) -> None:
    assert parse_exact(text) == number
    assert parse_number(text) == number


@pytest.mark.parametrize(("text", "number"), IN_RUNNING_TEXT.items())
def test_a_number_is_found_in_running_text(text: str, number: ActionNumber) -> None:
    assert parse_number(text) == number
    assert parse_exact(text) is None


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_only_looks_like_a_number_is_not_read(text: str) -> None:
    assert parse_number(text) is None
    assert parse_exact(text) is None


def test_the_ordinal_in_a_label() -> None:
    labels = [label(ActionNumber(109, 2023, n), language="en") for n in (1, 2, 20, 21, 42, 53, 111)]
    assert labels == [
        "UA 109.23",
        "Second UA 109.23",
        "Twentieth UA 109.23",
        "21st UA 109.23",
        "42nd UA 109.23",
        "53rd UA 109.23",
        "111th UA 109.23",
    ]


def test_the_label_of_what_came_after_the_first_action() -> None:
    further = ActionNumber(257, 2009, None, FURTHER)
    assert label(further, language="en") == "Further information on UA 257.09"
    third = ActionNumber(257, 2009, 3, FURTHER)
    assert label(third, language="en") == "Second further information on UA 257.09"
    assert label(ActionNumber(52, 2010, None, FOLLOW_UP), language="en") == "Follow-up on UA 52.10"


def test_a_draft_without_its_place_in_the_series_still_has_a_label() -> None:
    assert label(ActionNumber(109, 2023, None), language="en") == "UA 109.23"
    assert label(ActionNumber(9, 1999, 1, FURTHER), language="en") == (
        "Further information on UA 9.99"
    )


def test_slugs() -> None:
    assert slug(ActionNumber(109, 2023)) == "ua-109-23"
    assert slug(ActionNumber(109, 2023, 2)) == "second-ua-109-23"
    assert slug(ActionNumber(7, 2005, None, FURTHER)) == "further-information-on-ua-7-05"


def test_a_series_sorts_by_year_serial_and_sequence() -> None:
    in_order = [
        ActionNumber(300, 1999),
        ActionNumber(9, 2023),
        ActionNumber(109, 2023),
        ActionNumber(109, 2023, 2),
        ActionNumber(109, 2023, 3, FURTHER),
        ActionNumber(109, 2023, 10),
        ActionNumber(109, 2023, None, FURTHER),
        ActionNumber(110, 2023),
    ]
    newest_first = in_order[::-1]
    assert sorted(newest_first) == in_order


@pytest.mark.parametrize(
    ("written", "full"), [(73, 1973), (99, 1999), (0, 2000), (23, 2023), (72, 2072), (1985, 1985)]
)
def test_two_digits_of_a_year(written: int, full: int) -> None:
    assert year_in_full(written) == full


def test_forms_and_numbers_name_the_same_kinds() -> None:
    assert [kind.value for kind in NumberKind] == Kind.values


def _numbers() -> st.SearchStrategy[ActionNumber]:
    """Numbers that a label can hold whole."""
    serial, year = st.integers(1, 99_999), st.integers(1973, 2072)
    later = st.none() | st.integers(2, 60)
    return st.builds(ActionNumber, serial, year, st.integers(1, 60)) | st.builds(
        ActionNumber, serial, year, later, st.sampled_from([FURTHER, FOLLOW_UP])
    )


@given(_numbers())
def test_what_is_written_is_read_back(number: ActionNumber) -> None:
    written = label(number, language="en")
    for text in (written, written.upper(), written.replace(".", "/"), slug(number)):
        assert parse_exact(text) == number
    assert parse_number(f"About {written}: 1.4 million.") == number
    short, plain = str(number), ActionNumber(number.serial, number.year)
    for text in (short, short.replace(".", "/"), short.replace(".", "-"), f"UA{short}"):
        assert parse_exact(text) == plain
    assert parse_exact(f"UA {number.serial}/{number.year}") == plain


@given(_numbers())
def test_slugs_need_no_escape(number: ActionNumber) -> None:
    assert slug(number).replace("-", "").isalnum()
    assert slug(number).isascii()


@given(st.lists(_numbers()))
def test_any_numbers_can_be_ordered(numbers: list[ActionNumber]) -> None:
    ordered = sorted(numbers)
    assert all(a <= b for a, b in pairwise(ordered))


@given(st.text() | st.text("ua 0123456789./-fisrtecond"))
def test_any_text_can_be_asked(text: str) -> None:
    exact, found = parse_exact(text), parse_number(text)
    assert exact is None or found == exact


@pytest.mark.parametrize("unit", ["ua ", "second ", "further information on ", "1", "ua 109.", " "])
def test_a_text_made_to_be_slow_is_not(unit: str) -> None:
    # A reading whose time grew with the square of the length would take minutes.
    assert parse_number(unit * 50_000) is None


@pytest.mark.parametrize("language", CATALOGUE_LANGUAGES)
def test_every_label_of_every_catalogue_is_read_back(language: str) -> None:
    entries = polib.pofile(str(catalogue_path(language)))
    says = {e.msgid: e.msgstr for e in entries if e.msgctxt == "urgent action number"}
    values = {"number": "109.23", "count": 47}
    ordinals = [*ORDINALS, *NUMERIC_ORDINALS.values()]
    for position, msgid in enumerate(map(str, ordinals), start=1):
        count = position if position <= len(ORDINALS) else 47
        for kind, (plain, counted) in LABELS.items():
            later = 0 if kind is UA else 1
            text = says[str(counted)] % {"ordinal": says[msgid] % values, **values}
            read = ActionNumber(109, 2023, count + later, kind)
            for written in (text, text.upper(), text.lower()):
                assert parse_exact(written) == read, written
            assert parse_number(f"1.4, {text}: 2") == read, text
            alone = ActionNumber(109, 2023, None if later else 1, kind)
            assert parse_exact(says[str(plain)] % values) == alone


@pytest.mark.parametrize(
    "text", ["du 1 au 15.09", "du 12 au 30/11/2025", "le 2e au 5.10", "a la 3.a 10.20"]
)
def test_dates_in_french_and_spanish_are_no_numbers(text: str) -> None:
    assert parse_number(text) is None
