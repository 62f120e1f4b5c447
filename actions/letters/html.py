"""A letter as a page in HTML, for the part of an email that has its emphasis."""

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from actions.letters.cleaning import lines, one_line
from actions.letters.letter import Letter, Paragraph, Span, words_of
from actions.letters.plain import signed_by
from cms.isolation import isolate_html

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><div lang="{language}" dir="{direction}">
{letter}</div></body>
</html>
"""


def html_page(letter: Letter, *, title: str) -> SafeString:
    """The letter as a page.

    Its language and direction stand twice: sites of mail keep only what is inside the body.
    """
    return format_html(
        _PAGE,
        language=letter.language,
        direction=letter.direction,
        title=title,
        letter=html_letter(letter),
    )


def html_letter(letter: Letter) -> SafeString:
    """The letter as paragraphs, from the salutation to the sender's place."""
    parts: tuple[Paragraph, ...] = (
        (Span(one_line(letter.salutation)),),
        *letter.whole,
        (Span(one_line(letter.sign_off)),),
        (Span(signed_by(letter.sender)),),
    )
    said = (part for part in parts if lines(words_of(part)).strip())
    texts = (format_html_join("", "{}", ((_marked(span),) for span in part)) for part in said)
    isolated = (isolate_html(text, language=letter.language) for text in texts)
    return format_html_join("", "<p>{}</p>\n", ((text,) for text in isolated))


def _marked(span: Span) -> SafeString:
    escaped = escape(lines(span.text)).replace("\n", "<br>\n")
    text = mark_safe(escaped)  # noqa: S308  (nothing but line breaks was added)
    if span.bold:
        text = format_html("<strong>{}</strong>", text)
    return format_html("<em>{}</em>", text) if span.italic else text
