"""No word of a document is lost, whatever the document; and none takes long."""

import json
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actions.importing import parse_document
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
