"""No word of a document is lost, whatever the document; and none takes long."""

import json
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actions.importing import parse_document, read_any
from actions.importing.document import is_readable, read_blocks, tidy
from actions.importing.parsing import draft_words, visible_words

SECTIONS = [
    "# URGENT ACTION\n\n## A TITLE IN CAPITALS",
    "Second UA: 10/24 Index: ASA 18/1234/2024 Fiji Date: 3 June 2024",
    "An introduction in a sentence or two. Here is the second.",
    "### TAKE ACTION:\n\n- Write a letter.\n- [Click here](#) to report your action on **UA 10.24**.",
    "TAKE ACTION:\n1. Write a letter.\n2. Report your letters.",
    "#### Minister of Tea\n\n**A. Leaf**\n\n1 Cup Road,\nSuva, Fiji\nFax: +679 1\nEmail: a@b.org, c@d.org",
    "MINISTER OF MILK\nMs Cow\nTel: 12 / Fax: 13\nX: @cow_\nSalutation: Dear Minister",
    "*Send a copy of your letter to the address below*\n\n**CC: Embassy of Tea\nAmbassador Pot**\n\nPhone: 14",
    "Dear Minister,\n\nPlease free **her**.\n\nYours sincerely,",
    "Your Excellency,\nPlease do.\nSincerely,\n[Name]",
    "**ADDITIONAL INFORMATION**\n\nA paragraph.\n\n- An item\n- Another",
    "**PREFERRED LANGUAGE TO ADDRESS TARGET:** English, Klingonese, or your own language.",
    "TAKE ACTION UNTIL: 03/04/2025",
    "PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: September 15, 2025 or later",
    "NAME AND PRONOUN: A (she) and B (he); C\nD",
    "**LINK TO PREVIOUS UA:** First: <https://a.example.org/b_c> and [second](https://a.example.org)",
    "## AN UNKNOWN HEADING\n\nWith text of its own.",
    "Website: none\nEmail: nobody knows (yet)\nFax: broken",
    "CC:",
    "Fax:\n\nEmail:",
]
FOLDER = Path(__file__).parent / "layouts"
LAYOUTS = [
    read_any(path.read_bytes(), name=path.name).text
    for path in [*sorted(FOLDER.iterdir()), FOLDER.parent / "layout.md"]
    if path.suffix != ".json"
]
PIECES = [piece for text in LAYOUTS for piece in text.split("\n\n") if piece.strip()]
PRINTED = sorted({line for text in LAYOUTS for line in text.split("\n") if line.strip()})
LINES = st.sampled_from([line for section in SECTIONS for line in section.split("\n")]) | st.text(
    alphabet=st.characters(codec="utf-8"), max_size=40
)


def check(text: str) -> dict:
    """Parse a text; every visible word is in the object, and the last net had nothing to do."""
    draft = parse_document(text, file="any.txt")
    fields = draft.to_json_object()
    assert not visible_words(read_blocks(tidy(text))) - draft_words(draft)
    missed = [problem for problem in fields["problems"] if problem["field"] == "document"]
    assert not missed
    assert json.loads(json.dumps(fields)) == fields
    return fields


@given(st.lists(st.sampled_from(SECTIONS) | st.text(max_size=60), max_size=14))
@settings(max_examples=150, deadline=None)
def test_sections_in_any_order(sections):
    check("\n\n".join(sections))


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["\n\n", "\n", "\n\x0c"]))
@settings(max_examples=200, deadline=None)
def test_documents_composed_of_pieces_of_all_layouts(pieces, gap):
    check(gap.join(pieces))


def test_a_label_over_two_lines_begins_what_it_begins_on_one():
    check("URGENT ACTION\n\nA TITLE\n\nContact\ninformation:\nMinister of Justice")


@given(st.lists(st.sampled_from(PRINTED), max_size=60), st.integers(20, 90))
@settings(max_examples=150, deadline=None)
def test_lines_of_all_layouts_in_any_order_wrapped_anywhere(lines, width):
    check("\n".join(part for line in lines for part in textwrap.wrap(line, width)))


@given(
    st.sampled_from(LAYOUTS),
    st.lists(st.tuples(st.integers(0, 99), st.sampled_from(["lost", "doubled", "indented"]))),
)
@settings(max_examples=150, deadline=None)
def test_a_layout_with_lines_lost_doubled_and_indented(text, changes):
    lines = text.split("\n")
    for place, change in changes:
        place %= len(lines)
        line = lines[place]
        lines[place : place + 1] = {
            "lost": [""],
            "doubled": [line] * 2,
            "indented": ["   " + line],
        }[change]
    check("\n".join(lines))


@given(st.lists(LINES, max_size=40))
@settings(max_examples=150, deadline=None)
def test_lines_in_any_order(lines):
    check("\n".join(lines))


@given(st.text(alphabet=st.characters(codec="utf-8")))
@settings(max_examples=150, deadline=None)
@example("\x00\x1f\x85\u2028")
@example("#\n# #\n-\n1.\n***\n[]()\n**\n:\n")
@example("CC: \nDear\n\n,\n")
@example("12. CC: Minister\n3. TAKE ACTION:\n4. Email:\n5. Dear\n")
def test_arbitrary_text(text):
    check(text)


@given(
    st.lists(st.text(alphabet="abc ABC.,:;!?()'0123456789@+", max_size=50), max_size=20),
    st.lists(st.integers(0, 100), max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_text_without_markup_keeps_each_word_as_it_stands(layout, words_of, lines, places):
    """Random lines put into a whole document: counted here without the importer's own reading."""
    document = layout.split("\n")
    for place, line in zip(places, lines, strict=False):
        document.insert(place % len(document), line)
    fields = check("\n".join(document))
    printed = {word for _, line in zip(places, lines, strict=False) for word in words_of(line)}
    assert printed <= words_of(fields).keys()


MEGABYTE = 1_000_000
SLOW = {
    "one word": "a",
    "words": "word ",
    "lines": "a line of words\n",
    "single letters": "a\n",
    "paragraphs": "A paragraph of a few words.\n\n",
    "asterisks": "*",
    "bold": "*a* ",
    "brackets": "[",
    "links": "[a](#) ",
    "open links": "[a](b",
    "open addresses": "<http://",
    "at signs": "a@",
    "spaces": " ",
    "blank lines": "\n",
    "hashes": "# # ",
    "dates": "1 September ",
    "labels": "CC: a ",
    "reports": "report your ",
    "numbers": "UA 10/",
    "ordinals": "second further information on UA ",
    "digits": "1",
    "addresses": "Mr Leaf, 1 Road\n",
    "copies": "CC: Fiji, 1\n",
    "people": "NAME AND PRONOUN: a (b)\n",
    "headings": "FREE FIJI\n\n",
    "parentheses": "(a) ",
    "cards": "Minister of Tea\nFax: 12345\n",
    "letters": "Dear Minister,\n\nFree her.\n\nSincerely,\n\n",
}


SLOW["emails"] = "".join(f"Email: {number}@example.org\n" for number in range(19_000))


@pytest.mark.parametrize("start", ["", "TAKE ACTION:\n"])
@pytest.mark.parametrize("piece", SLOW.values(), ids=SLOW.keys())
def test_a_megabyte_of_anything_is_read_soon(start, piece):
    text = tidy(start + piece * max(1, MEGABYTE // len(piece)))
    parse_document(text, file="big.txt")
    while not is_readable(text):
        # Above that size it is kept unread, which is quick; the reading itself must be too.
        text = text[: len(text) * 9 // 10]
    begun = time.process_time()
    parse_document(text, file="big.txt")
    # Below 2 s on an idle machine; anything quadratic would take minutes on a busy one as well.
    assert time.process_time() - begun < 10


MORE = {
    "rows": "| a | b |\n",
    "quotes": "> a\n",
    "notes": "[^1]: a\n",
    "references": "[^1] ",
    "page numbers": "word\n\nPage 1 of 2\n\n",
    "notices": "Check with us if sending appeals after 1 May 2020.\n",
    "labels that wrap": "Please write\n",
    "updates": "This is the first update of UA 1/20. Further information:\n",
    "addresses that break": "http://example.org/a/\nb/c\n",
    "titles": "FREE HER NOW AT ONCE\nShe is held in a place that nobody will name at all.\n",
    "diplomats": "diplomatic representatives of Fiji\n\n",
    "lines wrapped": "Somebody wrote this line of text and ended it with a full stop.\nThen\n",
}


def calls_of(text: str) -> int:
    """How many functions are called to parse a text: what does not depend on the machine."""
    count = 0

    def called(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(called)
    try:
        parse_document(text, file="any.txt")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("start", ["", "TAKE ACTION:\n", "# T\n\n- "])
@pytest.mark.parametrize("piece", [*MORE.values(), *SLOW.values()], ids=[*MORE, *SLOW])
def test_twice_the_text_takes_twice_the_calls(start, piece):
    parse_document("x", file="any.txt")  # what is made once
    size = 400 if len(piece) < 1_000 else 1
    once, twice = (calls_of(start + piece * size * times) for times in (2, 4))
    assert twice < once * 2.5 + 2_000


@pytest.mark.parametrize("piece", ["*", "[", "a\n", "<http://", "**a** ", "&amp;", "https://a "])
def test_five_megabytes_of_marks_or_lines_are_refused_unread(piece):
    text = tidy(piece * (5 * MEGABYTE // len(piece)))
    assert not is_readable(text)
    assert calls_of(text) < 20_000
    draft = parse_document(text, file="any.txt")
    assert len(draft.unplaced) == 1
    assert "far more lines or marks" in draft.problems[0].message
