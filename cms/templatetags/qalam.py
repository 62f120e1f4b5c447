"""Template tags that every template has: direction, isolation, citations, the wagtail tags."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.templatetags.static import static
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html
from wagtail.templatetags.wagtailcore_tags import pageurl, slugurl

from cms import languages
from cms.localtext import LocalText
from cms.models import OrganisationSettings
from cms.navigation import navigation

register = template.Library()
register.simple_tag(takes_context=True, name="pageurl")(pageurl)
register.simple_tag(takes_context=True, name="slugurl")(slugurl)

CITATION = re.compile(r"\[(\d{1,3})\]")
# Where an address may go on in the next line: after the @ of an email and after slashes, before
# a dot, a question mark and the like.
BREAKS = re.compile(r"(?<=\w@)|(?<=/)(?=[^/])|(?<=\w)(?=[.?&#]\w)")


@register.filter
def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return languages.direction(language)


@register.filter
def own_name(language: str) -> str:
    """A language's name in itself."""
    return languages.own_name(language)


@register.filter
def path_of(address: str) -> str:
    """The path of a whole address: a link on the site stays on the host the reader came to."""
    return urlsplit(address).path


@register.filter
def isolate(text: Any, language: str = "en") -> SafeString:
    """Text with every address, number and handle from elsewhere in a <bdi>."""
    return languages.isolate_text(str(text), language=language)


@register.filter
def prose(value: Any, language: str = "en") -> SafeString:
    """Rich text as HTML: links resolved, foreign runs isolated, `[1]` leading to its source."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    html = languages.isolate_html(expand_db_html(source), language=language)
    return mark_safe(CITATION.sub(_citation, html))  # noqa: S308  (our own rich text, cleaned on saving)


@register.filter
def breakable(address: Any) -> SafeString:
    """An email or web address as HTML that breaks between its parts, never inside a word."""
    return format_html_join(
        mark_safe("<wbr>"), "{}", ((part,) for part in BREAKS.split(str(address)))
    )


@register.filter
def letter_text(value: Any, language: str = "en") -> SafeString:
    """The body of a letter: as rich text, but brackets stay brackets."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    return languages.isolate_html(expand_db_html(source), language=language)


def _citation(match: re.Match[str]) -> str:
    return f'<a class="cite" href="#source-{match[1]}"><bdi dir="ltr">[{match[1]}]</bdi></a>'


@register.simple_tag
def local(text: LocalText, language: str) -> SafeString:
    """A text of the directory, marked with its language where that isn't the page's."""
    if not text:
        return mark_safe("")
    inner = languages.isolate_text(text.text, language=text.language)
    if text.language == language:
        return inner
    return format_html('<span lang="{}" dir="{}">{}</span>', text.language, text.direction, inner)


@register.filter
def day(value: date | None) -> SafeString:
    """A date for readers, with the year, as a <time>."""
    if value is None:
        return mark_safe("")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value))


@register.simple_tag(takes_context=True)
def site_pages(context: template.Context) -> list[Page]:
    """The pages of the menu in the page's language: those right below its home page."""
    return navigation(context.get("request")).menu(context["language"])


@register.simple_tag(takes_context=True)
def organisation(context: template.Context) -> OrganisationSettings:
    """Who runs the site."""
    return OrganisationSettings.for_request(context["request"])


STYLESHEETS = {"nastaliq": "css/scripts/nastaliq.css", "naskh": "css/scripts/naskh.css"}


@register.simple_tag(takes_context=True)
def script_stylesheets(context: template.Context) -> list[str]:
    """The stylesheets of the page's script: its fonts are loaded only on pages in that script."""
    script = languages.script_class(context["language"])
    return [STYLESHEETS[script]] if script else []


@register.simple_tag
def read_in(source: str) -> str:
    """ "Read it in English", said in that language itself."""
    with translation.override(source):
        return gettext("Read it in %(language)s") % {"language": languages.own_name(source)}


@register.simple_tag
def component_stylesheets(*names: str) -> SafeString:
    """The links to the stylesheets of the components that a page uses."""
    return format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((static(f"css/components/{name}.css"),) for name in names),
    )
