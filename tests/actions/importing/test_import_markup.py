"""Inline Markdown into HTML with only b, i and a."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.importing.markup import html_to_text, read_lines, to_html


def html(text: str) -> str:
    return to_html(read_lines(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** *b* _c_ __d__ ***e***", "<b>a</b> <i>b</i> <i>c</i> <b>d</b> <b><i>e</i></b>"),
        ("**two\nlines**", "<b>two lines</b>"),
        ("**bold *and* more**", "<b>bold </b><b><i>and</i></b><b> more</b>"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("a*b*c and snake_case_name", "a*b*c and snake_case_name"),
        ("@_handle_ stays", "@_handle_ stays"),
        ("**never closed", "**never closed"),
        (r"\*not bold\*", "*not bold*"),
        ("1 < 2 & <script>x</script>", "1 &lt; 2 &amp; &lt;script&gt;x&lt;/script&gt;"),
        ("AT&amp;T", "AT&amp;T"),
        ("[a](#)", "a"),
        ("[a](/here)", "a"),
        ("[a](javascript:alert(1))", "a"),
        (
            "[**a** b](https://x.org)",
            '<a href="https://x.org"><b>a</b></a><a href="https://x.org"> b</a>',
        ),
        ('[a](https://x.org "title")', '<a href="https://x.org">a</a>'),
        ("[a](https://x.org/B_(c))", '<a href="https://x.org/B_(c)">a</a>'),
        ('[a](https://x.org/"q")', '<a href="https://x.org/&quot;q&quot;">a</a>'),
        ("<https://x.org/a_b_>", '<a href="https://x.org/a_b_">https://x.org/a_b_</a>'),
        ("see https://x.org/a_b.", 'see <a href="https://x.org/a_b">https://x.org/a_b</a>.'),
        ("<a@x.org>", '<a href="mailto:a@x.org">a@x.org</a>'),
    ],
)
def test_html(text, expected):
    assert html(text) == expected


@given(st.text())
def test_html_says_the_visible_text(text):
    lines = read_lines(text)
    visible = " ".join(line.text for line in lines if line.text)
    assert html_to_text(to_html(lines)).split() == visible.split()


@given(st.text(alphabet="ab *_[]()<>\\&#;:/h.@"))
def test_only_b_i_and_a_come_out(text):
    rest = html(text)
    for tag in ("<b>", "</b>", "<i>", "</i>", "</a>"):
        rest = rest.replace(tag, "")
    while '<a href="' in rest:
        before, _, after = rest.partition('<a href="')
        address, _, after = after.partition('">')
        assert address.startswith(("http", "mailto:", "tel:"))
        assert '"' not in address
        rest = before + after
    assert "<" not in rest
    assert ">" not in rest
