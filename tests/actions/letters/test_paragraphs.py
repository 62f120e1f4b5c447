"""Paragraphs out of rich text: whatever is in it, no visible word is lost, nor its emphasis."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.letters.forms import LetterForm
from actions.letters.letter import Sender, Span, body_of, words_of
from actions.letters.paragraphs import paragraphs_of
from tests.actions.letters.made_up import ALPHABETS, NASTY, letter_with

TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<p class='x'>", "<b>", "</b>", "<strong>", "</strong>", "<i>", "</i>"),
        *("<em>", "</em>", "<br>", "<br/>", "<li>", "</li>", "<ul>", "<a href='x'>", "</a>"),
        *("<h2>", "</h2>", "<!-- no word -->", "</nothing>", "\n", " ", "&nbsp;", "&amp;"),
    ]
)
WORDS = st.text(
    "".join(ALPHABETS.values()) + NASTY.replace("\ud800", "").replace("\0", ""), max_size=12
)


def squeezed(text):
    return "".join(text.split())


def said(paragraphs):
    return squeezed("".join(map(words_of, paragraphs)))


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("", ()),
        ("<p> </p><p>&nbsp;</p><p><br></p>", ()),
        ("no tags", ((Span("no tags"),),)),
        ("<p>one</p>\n<p>two</p>", ((Span("one"),), (Span("two"),))),
        ("<p>one\n  two</p>", ((Span("one two"),),)),
        ("<p>one <b> two</b> </p>", ((Span("one "), Span("two", bold=True)),)),
        ("<p>one<br/>\n two</p>", ((Span("one\ntwo"),),)),
        ("<p>one<br><br>two</p>", ((Span("one"),), (Span("two"),))),
        ("<p><b>a <i>b</i></b></p>", ((Span("a ", bold=True), Span("b", bold=True, italic=True)),)),
        ('<p>see <a href="x">this</a></p>', ((Span("see this"),),)),
        ("<p>Vraiment\u00a0!</p>", ((Span("Vraiment\u00a0!"),),)),
        ("<p>1 &lt; 2 &amp; 3</p>", ((Span("1 < 2 & 3"),),)),
        ("<p>a <![if x]> b</p>", ((Span("a <![if x]> b"),),)),
    ],
)
def test_what_an_editor_wrote(html, paragraphs):
    assert paragraphs_of(html) == paragraphs


@given(st.lists(WORDS.map(lambda text: (escape(text), text)) | TAGS.map(lambda tag: (tag, ""))))
def test_no_visible_word_is_lost(parts):
    visible = {"&amp;": "&"}
    words = "".join(visible.get(html, text) for html, text in parts)
    paragraphs = paragraphs_of("".join(html for html, _text in parts))
    assert said(paragraphs) == squeezed(words)
    assert all(words_of(paragraph).strip() for paragraph in paragraphs)


@given(st.text("<>!/[]-&#;x' \"?") | st.text())
def test_nothing_breaks_it(html):
    paragraphs_of(html)


@given(st.lists(WORDS.map(escape) | TAGS))
def test_a_letter_that_nobody_changed_keeps_its_emphasis_and_its_short_body(parts):
    letter = letter_with(paragraphs=paragraphs_of("".join(parts)))
    # As browsers send what stands in a field.
    sent = body_of(letter).replace("\n", "\r\n").strip()
    form = LetterForm({"body": sent, "name": "Amina"})
    if form.is_valid():
        again = form.letter(letter)
        assert again.paragraphs == letter.paragraphs
        assert again.short_body == letter.short_body
        assert again.sender == Sender(name="Amina")
