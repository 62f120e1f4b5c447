"""Names in texts: what counts as the same name, and what is left of the text around it."""

import pytest

from actions.rewriting.words import Kind, Names, Words


def names_in(text, *names, html=False, language=""):
    return [text[f.start : f.end] for f in Names(names).find(text, html=html, language=language)]


def replaced(text, kind=Kind.PLAIN, language="", **words):
    return Words(words or {"Noor Example": "a woman of 34"}, language=language).replace(
        text, kind=kind
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Free Noor Example today", "Noor Example"),
        ("FREE NOOR EXAMPLE", "Noor Example"),
        ("Noor\u00a0 \n Example", "Noor Example"),
        ("Mr Naqvi’s letter", "Naqvi"),
        ("(Naqvi)", "Naqvi"),
        ("#Naqvi_", "Naqvi"),
        ("Nóor", "Noor"),
        ("No\u0301or", "Nóor"),
        ("O’Neill", "O'Neill"),
        ("نور علي", "نور علی"),
        ("كمال", "کمال"),
        ("نُورٌ", "نور"),
        ("نـــور", "نور"),
        ("گل\u200cبی\u200cبی", "گل بی بی"),
        ("\u200fنور\u200f", "نور"),
        ("قُرّة العين", "قرہ العین"),
        ("ﻧﻮﺭ", "نور"),
    ],
)
def test_a_name_is_found_however_its_letters_are_written(text, name):
    assert len(names_in(text, name)) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Noorani", "Noor"),
        ("Alnoor", "Noor"),
        ("نورانی", "نور"),
        ("Noor and another Example", "Noor Example"),
        ("Noor2", "Noor"),
        ("", "Noor"),
    ],
)
def test_a_part_of_a_word_is_no_name(text, name):
    assert names_in(text, name) == []


def test_arabic_words_that_are_written_at_one_with_the_name_dont_hide_it():
    for text in ("ونور", "لنور", "ولنور", "بنور"):
        assert names_in(text, "نور", language="ar") == ["نور"]
    assert names_in("ونور", "نور", language="ur") == []


@pytest.mark.parametrize(
    ("html", "rest"),
    [
        ("<p>Free Noor Example now</p>", "<p>Free a woman of 34 now</p>"),
        ("<p>Free <b>Noor</b> Example now</p>", "<p>Free <b>a woman of 34</b> now</p>"),
        ("<p>Free Noor <b>Example</b> now</p>", "<p>Free a woman of 34 now</p>"),
        ("<p>Free Noor&nbsp;Example</p>", "<p>Free a woman of 34</p>"),
        ("<p>Free No&#111;r<br/>Example</p>", "<p>Free a woman of 34<br/></p>"),
        ("<p>Free N<i>oor Example</i></p>", "<p>Free a woman of 34</p>"),
        ("<p>Noor</p><p>Example</p>", "<p>Noor</p><p>Example</p>"),
        ("<p>Noor Example was taken.</p>", "<p>A woman of 34 was taken.</p>"),
        ("<p>So. Noor Example &amp; her son</p>", "<p>So. A woman of 34 &amp; her son</p>"),
        (
            '<p><a href="https://example.org/a?b=1&amp;c=2">Of Noor Example</a></p>',
            '<p><a href="https://example.org/a?b=1&amp;c=2">Of a woman of 34</a></p>',
        ),
    ],
)
def test_the_html_around_a_name_keeps_its_shape(html, rest):
    assert replaced(html, kind=Kind.HTML) == rest
    assert replaced(rest, kind=Kind.HTML) == rest


def test_what_takes_the_place_of_a_name_is_text_and_no_html():
    new = replaced("<p>Noor</p>", kind=Kind.HTML, Noor='<script>"&"</script>')
    assert new == '<p>&lt;script&gt;"&amp;"&lt;/script&gt;</p>'


def test_vowel_signs_of_a_name_go_with_it():
    assert replaced("رہا کرو نُورٌ کو", نور="ایک خاتون") == "رہا کرو ایک خاتون کو"


def test_the_longest_name_is_replaced_where_several_fit():
    words = {"Noor": "she", "Noor Example": "a woman"}
    assert Words(words, language="en").replace("It is Noor Example.", kind=Kind.PLAIN) == (
        "It is a woman."
    )


def test_an_address_with_the_name_leads_to_the_front_of_its_site():
    words = Words({"Noor Example": "a woman"}, language="en")
    for address in (
        "https://news.example.org/2026/free-noor-example.html",
        "https://news.example.org/?who=Noor+Example",
        "https://news.example.org/Noor%20Example",
    ):
        assert words.replace(address, kind=Kind.ADDRESS) == "https://news.example.org/"
        linked = f'<p><a href="{address}">Read</a></p>'
        assert words.replace(linked, kind=Kind.HTML) == (
            '<p><a href="https://news.example.org/">Read</a></p>'
        )
    other = "https://news.example.org/noorani-examples"
    assert words.replace(other, kind=Kind.ADDRESS) == other


def test_a_name_in_a_longer_word_is_suspected():
    names = Names(["Noor Example"])
    assert names.are_hidden_in("#FreeNoorExample")
    assert names.are_hidden_in("@noor_example34")
    assert not names.are_hidden_in("a poor example")
