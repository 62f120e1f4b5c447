"""Languages by name and direction, and foreign runs that keep their order on the line."""

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from cms import languages
from cms.isolation import isolate_html, isolate_text

CODES = [code for code, _ in languages.DIRECTORY_LANGUAGES]


def test_the_directory_languages_have_their_english_names() -> None:
    assert " ".join(CODES) == "en ur ar fr es fa ps pt ru tr de bn"
    for code, name in languages.DIRECTORY_LANGUAGES:
        assert languages.name_in(code, "en") == name


def test_settings_can_be_made_from_it() -> None:
    script = "import cms.languages; print(cms.languages.DIRECTORY_LANGUAGES[1][1])"
    command = [sys.executable, "-c", script]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env={}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Urdu"


def test_directions() -> None:
    assert {code for code in CODES if languages.direction(code) == "rtl"} == {
        "ur",
        "ar",
        "fa",
        "ps",
    }
    assert languages.direction("fa-AF") == languages.direction("he") == "rtl"
    assert languages.direction("no-such") == "ltr"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Example Monitor 2025", "en"),
        ("روزنامہ مثال", "ur"),
        ("جنگ", "ur"),
        ("الجزيرة", "ar"),
        ("هېواد ورځپاڼه", "ps"),
        ("ڈان (Dawn)", "ur"),
        ("Новая газета", ""),
        ("109.23", "en"),
    ],
)
def test_the_language_of_a_few_words_is_told_by_their_letters(text: str, language: str) -> None:
    assert languages.language_of_letters(text) == language


def test_names_of_languages() -> None:
    own = [languages.own_name(code) for code in ("en", "ur", "ar", "fr", "ru", "tr", "ka")]
    assert own == ["English", "اردو", "العربية", "Français", "Русский", "Türkçe", "ქართული"]
    assert languages.name_in("en", "fr") == "anglais"
    assert languages.name_in("fa-AF", "en") == "Dari"
    assert languages.own_name("xx-none") == "Xx-none"


def test_script_classes() -> None:
    classes = {code: languages.script_class(code) for code in ("ur", "ur-PK", "ar", "ps", "en")}
    assert classes == {
        "ur": "nastaliq",
        "ur-PK": "nastaliq",
        "ar": "naskh",
        "ps": "naskh",
        "en": "",
    }


def test_what_django_lacks_of_pashto() -> None:
    assert languages.language_info("ps") == {
        "bidi": True,
        "code": "ps",
        "name": "Pashto",
        "name_local": "پښتو",
    }


EXACT = [
    "secretary@interior.gov.pk",
    "https://example.org/urgent/?a=1",
    "www.example.org/x",
    "+92 51 920 2624",
    "+92 (0)51 920-2624",
    "(202) 243-6500",
    "202-243-6500",
    "051 9202624",
    "@MohsinnaqviC42",
]


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("address", EXACT)
def test_addresses_are_isolated_in_every_language(address: str, language: str) -> None:
    before, after = ("اس پتے پر ", " لکھیں۔") if language == "ur" else ("Write to ", ".")
    run = f'<bdi dir="ltr">{address}</bdi>'
    assert isolate_text(f"{before}{address}{after}", language=language) == f"{before}{run}{after}"
    assert isolate_text(address, language=language) == run


@pytest.mark.parametrize(
    "text",
    ["1,080,312 people", "by 30/06/2025", "2025-09-15", "in 2023-2024", "UA 109.23", "G-5/1"],
)
def test_other_figures_are_not_taken_for_addresses(text: str) -> None:
    assert isolate_text(text, language="en") == text


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("یہ UNHCR PoR cards ہیں", "یہ <bdi>UNHCR PoR cards</bdi> ہیں"),
        ("دوسری UA 109.23 میں", "دوسری <bdi>UA 109.23</bdi> میں"),
        ("یہ at least 1.4 million Afghans ہیں", "یہ <bdi>at least 1.4 million Afghans</bdi> ہیں"),
        ("پتہ 4th Floor, R Block ہے", "پتہ <bdi>4th Floor, R Block</bdi> ہے"),
        ("فون Tel +92 51 920 2624 ہے", 'فون <bdi dir="ltr">Tel +92 51 920 2624</bdi> ہے'),
        ("UNHCR (PoR) اور", "<bdi>UNHCR</bdi> (<bdi>PoR</bdi>) اور"),
        ("UNHCR، PoR", "<bdi>UNHCR</bdi>، <bdi>PoR</bdi>"),
        ("سال 2023 میں", "سال 2023 میں"),
        ("A اور B", "A اور B"),
    ],
)
def test_latin_words_stand_as_one_run_in_urdu(text: str, isolated: str) -> None:
    assert isolate_text(text, language="ur") == isolated
    assert "<bdi>" not in isolate_text(text, language="en")


@pytest.mark.parametrize(
    ("fragment", "isolated"),
    [
        (
            '<p><a href="mailto:a@b.org" title="UNHCR cards">a@b.org</a> پر</p>',
            '<p><a href="mailto:a@b.org" title="UNHCR cards"><bdi dir="ltr">a@b.org</bdi></a> پر</p>',
        ),
        ("<b>UNHCR</b> cards ہیں", "<bdi><b>UNHCR</b> cards</bdi> ہیں"),
        ("یہ UNHCR <b>PoR cards</b> ہیں", "یہ <bdi>UNHCR <b>PoR cards</b></bdi> ہیں"),
        ("UNHCR <b>cards ہیں</b>", "UNHCR <b>cards ہیں</b>"),
        ("<p>UNHCR</p><p>PoR</p>", "<p><bdi>UNHCR</bdi></p><p><bdi>PoR</bdi></p>"),
        ("UNHCR<br>PoR", "<bdi>UNHCR</bdi><br><bdi>PoR</bdi>"),
        ("یہ AT&amp;T&nbsp;plan ہے", "یہ <bdi>AT&amp;T&nbsp;plan</bdi> ہے"),
        ("یہ <bdi>UNHCR</bdi> ہے", "یہ <bdi>UNHCR</bdi> ہے"),
        ("<script>var some = 1</script>", "<script>var some = 1</script>"),
    ],
)
def test_html_keeps_its_tags(fragment: str, isolated: str) -> None:
    assert isolate_html(fragment, language="ur") == isolated


def test_text_is_escaped_once() -> None:
    once = isolate_text('<b> & "x"', language="en")
    assert once == "&lt;b&gt; &amp; &quot;x&quot;"
    assert isinstance(once, SafeString)
    assert isolate_text(mark_safe("<b>x</b>"), language="en") == "<b>x</b>"


PIECES = st.sampled_from(
    [
        "UNHCR",
        "PoR",
        " ",
        "a@b.org",
        "@name",
        "https://x.org/a",
        "+92 51 920 2624",
        "کارڈ",
        "، ",
        "1",
    ]
)
TEXTS = st.text() | st.lists(PIECES | st.text(max_size=3)).map("".join)
FRAGMENTS = st.lists(
    PIECES
    | st.text(max_size=4).map(html.escape)
    | st.sampled_from(
        ["<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<br>", "<bdi>", "</bdi>", "&nbsp;", "&lt;"]
    ),
    max_size=30,
).map("".join)
LANGUAGES = st.sampled_from(["en", "ur"])


def _balanced(fragment: str) -> bool:
    """Whether each <bdi> is closed before the next opens."""
    marks = re.findall(r"<(/?)bdi", fragment)
    return marks == ["", "/"] * (len(marks) // 2)


@given(TEXTS, LANGUAGES)
def test_isolating_loses_no_text(text: str, language: str) -> None:
    isolated = isolate_text(text, language=language)
    assert html.unescape(re.sub(r"<[^>]*>", "", isolated)) == html.unescape(html.escape(text))
    assert _balanced(isolated)


@given(TEXTS, LANGUAGES)
def test_isolating_text_twice_is_isolating_it_once(text: str, language: str) -> None:
    once = isolate_text(text, language=language)
    assert isolate_text(once, language=language) == once
    assert isolate_html(once, language=language) == once


@given(FRAGMENTS, LANGUAGES)
def test_isolating_html_only_adds_isolation(fragment: str, language: str) -> None:
    def without(text: str) -> str:
        return re.sub(r"</?bdi[^>]*>", "", text)

    once = isolate_html(fragment, language=language)
    assert without(once) == without(fragment)
    assert isolate_html(once, language=language) == once
    if "bdi" not in fragment:
        assert _balanced(once)


@pytest.mark.parametrize("unit", ["a", "a.", "0 ", "+1 ", "www.", "a@", "<b", "&amp;", "UNHCR "])
def test_a_text_made_to_be_slow_is_not(unit: str) -> None:
    # A reading whose time grew with the square of the length would take minutes.
    assert isolate_text(unit * 10_000, language="ur")
