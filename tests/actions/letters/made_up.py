"""Letters made up for tests: in five alphabets, and with what does harm in texts."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from actions.letters.letter import Address, Letter, Sender, Span

ALPHABETS = {
    "en": "abcxyz ABC.,'’—",
    "ur": "اب پ ٹ چ ڈ ہے گھ ںی ے ۔ ،\u200c UNHCR",
    "ar": "ا ب ت ث ة ى ء أ لا ، ؟ \u0651",
    "fr": "àâçéèêëîïôûùœ «\u00a0»abc",
    "es": "ñáéíóú¿¡ü abc",
}
# What ends lines, headers, addresses, tags or encodings; what turns directions; what is no text.
NASTY = (
    "\r\n\t\0\x0b\x0c\x1c\x85\u2028\u2029\u202e\u2066\u200f\ud800\ufeff+%&?=#;,:<>\"'@\\(){}[]😀"
)
PIECES = st.sampled_from(
    [
        "\r\nBcc: evil@example.org",
        "\n\nBody of another",
        "%0ABcc:evil@example.org",
        "&bcc=evil@example.org",
        "=?utf-8?q?hidden=0ABcc:_evil@example.org?=",
        "=?utf-8?b?",
        "<script>alert(1)</script>",
        "</p></body>",
        "&lt;b&gt; &amp; &#10;",
        "<!--",
        "+",
        "  ",
        "secretary@example.org",
        "+92 51 920 2624",
        "UNHCR PoR cards",
    ]
)


def texts(language: str, *, most: int = 12) -> st.SearchStrategy[str]:
    """Words of a language with nasty things among them."""
    words = st.text(ALPHABETS[language] * 4 + NASTY, max_size=20)
    return st.lists(words | PIECES, max_size=most).map("".join)


def longer(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The same, some of them again and again: letters that fit nowhere."""
    return st.builds(str.__mul__, words, st.sampled_from([1, 1, 5, 100]))


def addresses(language: str) -> st.SearchStrategy[Address]:
    """Offices, some of whose emails are none."""
    local = st.from_regex(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,30}(\.[a-z0-9]{1,9})?", fullmatch=True)
    good = st.builds("{}@{}".format, local, st.sampled_from(["example.org", "مثال.example.org"]))
    email = good | st.builds("{}{}".format, good, PIECES) | texts("en", most=2)
    return st.builds(
        Address,
        office_id=st.just(1),
        lines=st.lists(texts(language, most=2), max_size=3).map(tuple),
        emails=(st.lists(email, max_size=3) | st.lists(good, min_size=1)).map(tuple),
    )


@st.composite
def letters(draw: st.DrawFn) -> Letter:
    """Any letter: often too long for an address, sometimes with nowhere to go."""
    language = draw(st.sampled_from(sorted(ALPHABETS)))
    short = texts(language, most=2)
    spans = st.builds(Span, longer(texts(language)), st.booleans(), st.booleans())
    paragraphs = st.lists(st.lists(spans, max_size=3).map(tuple), max_size=4).map(tuple)
    return draw(
        st.builds(
            Letter,
            language=st.just(language),
            addressees=st.lists(addresses(language), min_size=1, max_size=2).map(tuple),
            copies=st.lists(addresses(language), max_size=2).map(tuple),
            salutation=short.map("A {}".format),
            paragraphs=paragraphs,
            sign_off=short,
            reference=st.just("Second UA 109.23"),
            subject=short,
            short_body=longer(short),
            sender=st.builds(Sender, name=short, place=short, line=short),
        )
    )


PLAIN = Letter(
    language="en",
    addressees=(Address(1, ("Minister of Tea", "1 Pot Road", "TEALAND"), ("tea@example.org",)),),
    copies=(Address(2, ("Embassy of Tealand", "2 Cup Street"), ("embassy@example.org",)),),
    salutation="Dear Minister,",
    paragraphs=(
        (Span("I am "), Span("very", bold=True), Span(" worried.")),
        (Span("Please act."),),
    ),
    sign_off="Yours sincerely,",
    reference="Second UA 109.23",
    subject="Second UA 109.23: Free the teapots",
    short_body="Please free the teapots.",
)


def letter_with(**changes: Any) -> Letter:
    """The plain letter with some of it changed."""
    return replace(PLAIN, **changes)
