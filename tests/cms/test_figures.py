"""Figures: read as numbers, written as each language writes them, drawn as bars."""

from decimal import Decimal

import pytest

from cms.figures import LINE, Row, bars_of, lines_of, parse_value, printed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,080,312", "1080312"),
        ("20 073", "20073"),
        ("1.4 million", "1400000"),
        ("14 lakh", "1400000"),
        ("10,80,312", "1080312"),
        ("۱٬۰۸۰٬۳۱۲", "1080312"),
        ("0", "0"),
    ],
)
def test_what_is_printed_is_read_as_a_number(text, number):
    assert parse_value(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "dozens", "100,000–165,000", "-5", "48%", "about 40", "²", "1.4 furlongs", "9" * 400],
)
def test_what_is_no_plain_number_isnt_taken_for_one(text):
    assert parse_value(text) is None
    assert printed(text, language="ur") == text


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("1,080,312", "en", "1,080,312"),
        ("1.4 million", "en", "1.4 million"),
        ("20073", "en", "20,073"),
        ("37.50", "en", "37.50"),
        ("1,080,312", "ur", "1,080,312"),
        ("1.4 million", "ur", "14 لاکھ"),
        ("1,080,312", "es", "1.080.312"),
        ("1,234", "es", "1234"),
        ("1.4 million", "fr", "1,4 million"),
        ("1.088 million", "es", "1,088 millones"),
        ("37.25", "fr", "37,25"),
    ],
)
def test_numbers_are_written_as_each_language_does(text, language, written):
    assert printed(text, language=language) == written


def test_bars_begin_at_zero_and_the_smallest_is_still_there():
    bars = bars_of([Row("all", "1,000,000"), Row("half", "500,000"), Row("one", "1")])
    assert [bar.percent for bar in bars] == [100, 50, 0.01]
    assert bars[1].from_end == 50


def test_zero_has_no_length_and_what_is_no_number_no_bar():
    bars = bars_of([Row("some", "10"), Row("none", "0"), Row("unknown", "dozens")])
    assert [(bar.row.label, bar.percent) for bar in bars] == [("some", 100), ("none", 0)]


@pytest.mark.parametrize("values", [[], ["10"], ["10", "dozens"], ["0", "0"]])
def test_where_nothing_is_compared_nothing_is_drawn(values):
    assert bars_of(Row("", value) for value in values) == []


@pytest.mark.parametrize(
    "label",
    [
        "IOM",
        "",
        "Home and Tribal Affairs Department of Khyber Pakhtunkhwa, quoted by the press",
        "محکمہ داخلہ و قبائلی امور، خیبر پختونخوا، جیسا کہ اخبارات نے نقل کیا",
        "x" * 80,
    ],
)
@pytest.mark.parametrize(
    "value", ["1", "1,080,312", "1,080,312,000,000,000,000,000,000,000,000,000"]
)
def test_the_lines_of_a_label_hold_all_of_it_and_fit(value, label):
    first, *others = lines_of(value, label)
    assert "".join([first, *others]).replace(" ", "") == label.replace(" ", "")
    assert all(len(line) <= LINE for line in others)
    assert len(first) <= max(0, LINE - len(value) - 1)
