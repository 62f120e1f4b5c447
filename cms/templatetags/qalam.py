"""Template tags that every template has: direction, isolation, citations, the wagtail tags."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html
from wagtail.templatetags.wagtailcore_tags import pageurl, slugurl

from cms import isolation, languages
from cms.figures import Row, bars_of, lines_of, printed
from cms.localtext import LocalText
from cms.models import OrganisationSettings
from cms.navigation import navigation
from cms.references import BackLink, References
from cms.wording import either, listed, together

register = template.Library()
register.simple_tag(takes_context=True, name="pageurl")(pageurl)
register.simple_tag(takes_context=True, name="slugurl")(slugurl)

# Where an address may go on in the next line: after the @ of an email and after slashes, before
# a dot, a question mark and the like.
BREAKS = re.compile(r"(?<=\w@)|(?<=/)(?=[^/])|(?<=\w)(?=[.?&#]\w)")


@register.filter
def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return languages.direction(language)


@register.filter
def language_name(language: str) -> str:
    """The name of a language in the reader's, as in a sentence."""
    return str(languages.name_for_reader(language))


@register.filter
def own_name(language: str) -> str:
    """A language's name in itself."""
    return languages.own_name(language)


@register.filter
def marked_name(language: str) -> SafeString:
    """The same, marked as what it is."""
    return isolation.marked_name(language)


@register.filter
def path_of(address: str) -> str:
    """The path of a whole address: a link on the site stays on the host the reader came to."""
    return urlsplit(address).path


@register.filter
def isolate(text: Any, language: str = "en") -> SafeString:
    """Text with every address, number and handle from elsewhere in a <bdi>."""
    return isolation.isolate_text(str(text), language=language)


@register.filter
def isolate_plain(text: Any, language: str = "en") -> str:
    """The same by characters, where no element can stand: in a chart."""
    return isolation.isolate_plain(str(text), language=language)


@register.filter
def prose(value: Any, language: str = "en") -> SafeString:
    """Rich text as HTML: links resolved, foreign runs isolated; brackets stay brackets."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    return isolation.isolate_html(expand_db_html(source), language=language)


@register.simple_tag
def cited(value: Any, language: str, references: References | str) -> SafeString:
    """Rich text as HTML, `[1]` leading to its source where the page has `references`."""
    html = prose(value, language)
    return references.link(html) if isinstance(references, References) else html


@register.simple_tag
def cite(source: int | None, references: References | str) -> SafeString:
    """The mention of a source by its number, where there is one."""
    if not source or not isinstance(references, References):
        return mark_safe("")
    return references.cite(source)


@register.simple_tag
def mentions_of(source: int, references: References) -> list[BackLink]:
    """The ways back from a source to where it was mentioned."""
    return references.back(source)


@register.filter
def as_figure(value: str, language: str) -> SafeString:
    """The value of a figure as a language writes numbers, isolated from the words beside it."""
    text = printed(value, language=language)
    towards = "rtl" if languages.has_right_to_left(text) else "ltr"
    return format_html('<bdi dir="{}">{}</bdi>', towards, text)


@register.simple_tag
def kept(text: str, language: str, said: str = "", original: str = "") -> SafeString:
    """Words that are kept in their own language on a page: a publisher, the title of a source.

    `said` is that language where an editor said it, `original` the one that the page was written
    in, which it is else. Where the letters can be neither's, they are asked, so that English is
    neither read aloud nor set as Urdu.
    """
    of_words = said or languages.language_of_words(text, likely=original or language)
    if not of_words or of_words == language:
        return format_html('<bdi dir="auto">{}</bdi>', text)
    towards = languages.direction(of_words)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', of_words, towards, text)


@register.simple_tag
def written_in(text: str, language: str) -> SafeString:
    """The attributes of an element for an address as it is printed, by its letters.

    In Latin ones addresses are written for the post of the world, which is in English.
    """
    of_words = languages.language_of_letters(text) or language
    return format_html('lang="{}" dir="{}"', of_words, languages.direction(of_words))


class Spacing(NamedTuple):
    """The space of a bar with a label of one line, and of each further line, in ems."""

    row: float
    line: float


SPACING = {"ltr": Spacing(3, 1.4), "rtl": Spacing(4.2, 2.1)}


@register.inclusion_tag("cms/blocks/chart.html", takes_context=True)
def chart(context: template.Context, title: str, rows: Iterable[Row], id: str) -> dict[str, Any]:
    """A bar chart as SVG, with its text alternative; bars begin at zero.

    Lengths are percentages and heights multiples of the text's size, so that it fits any width
    and grows with the text.
    """
    language = context["language"]
    towards = languages.direction(language)
    spacing, top, bars = SPACING[towards], 0.0, []
    for bar in bars_of(rows):
        value = printed(bar.row.value, language=language)
        lines = lines_of(value, bar.row.label)
        below = (len(lines) - 1) * spacing.line
        bars.append(
            {
                "bar": bar,
                "value": value,
                "top": round(top, 2),
                "lines": [
                    (round(spacing.row / 2 + place * spacing.line, 2), line)
                    for place, line in enumerate(lines)
                ],
                "bar_at": round(spacing.row - 1.1 + below, 2),
            }
        )
        top += spacing.row + below
    return {
        "title": title,
        "bars": bars,
        "height": round(top, 2),
        "id": id,
        "direction": towards,
        "language": language,
    }


@register.filter
def breakable(address: Any) -> SafeString:
    """An email or web address as HTML that breaks between its parts, never inside a word."""
    return format_html_join(
        mark_safe("<wbr>"), "{}", ((part,) for part in BREAKS.split(str(address)))
    )


@register.simple_tag
def local(text: LocalText, language: str) -> SafeString:
    """A text of the directory, marked with its language where that isn't the page's."""
    if not text:
        return mark_safe("")
    inner = isolation.isolate_text(text.text, language=text.language)
    if text.language == language:
        return inner
    return format_html('<span lang="{}" dir="{}">{}</span>', text.language, text.direction, inner)


@register.simple_tag
def all_of(names: Iterable[LocalText], language: str) -> SafeString:
    """Texts of the directory in a sentence: "A, B and C"."""
    parts = [local(name, language) for name in names]
    return mark_safe(together(parts, language=language))  # noqa: S308  (parts are HTML)


@register.simple_tag
def any_of(names: Iterable[LocalText], language: str, *others: str) -> SafeString:
    """Texts of the directory, and words beside them where there are any: "A, B or C"."""
    parts = [*(local(name, language) for name in names), *map(conditional_escape, others)]
    said = either([part for part in parts if part], language=language)
    return mark_safe(said)  # noqa: S308  (parts are HTML)


@register.filter(name="listed")
def side_by_side(parts: Iterable[Any]) -> SafeString:
    """Labels side by side: "A, B, C"."""
    return mark_safe(listed(map(conditional_escape, parts)))  # noqa: S308  (parts are HTML)


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


@register.simple_tag
def organisation() -> OrganisationSettings:
    """Who runs the site: one query."""
    return OrganisationSettings.of_the_site()


STYLESHEETS = {"nastaliq": "css/scripts/nastaliq.css", "naskh": "css/scripts/naskh.css"}


@register.simple_tag(takes_context=True)
def script_stylesheets(context: template.Context) -> list[str]:
    """The stylesheets of the page's script: its fonts are loaded only on pages in that script.

    And of those that it has more than words in: `also_in`, languages.
    """
    codes: list[str] = [context["language"], *(context.get("also_in") or ())]
    scripts = dict.fromkeys(map(languages.script_class, codes))
    return [STYLESHEETS[script] for script in scripts if script]


@register.simple_tag
def page_title(page: Page) -> SafeString:
    """The title of a page as the admin shows it, marked with the page's language.

    Its number before it, where it has one, is in the language of the admin.
    """
    title = format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>',
        page.language,
        page.direction,
        page.draft_title or page.title,
    )
    number = getattr(page, "number_for_editors", "")
    return format_html("<bdi>{}</bdi> · {}", number, title) if number else title


@register.simple_tag
def read_in(source: str) -> str:
    """ "Read it in English", said in that language itself."""
    with translation.override(source):
        return gettext("Read it in %(language)s") % {"language": languages.name_in(source, source)}


@register.simple_tag
def exit_address(language: str) -> str:
    """Where a reader is led who has to leave at once: somewhere unremarkable, in their language."""
    return settings.EXIT_URL.replace("{language}", language)


@register.simple_tag
def exit_host(language: str) -> str:
    """The name of that site."""
    return urlsplit(exit_address(language)).hostname or ""


@register.simple_tag
def component_stylesheets(*names: str) -> SafeString:
    """The links to the stylesheets of the components that a page uses."""
    return format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((static(f"css/components/{name}.css"),) for name in names),
    )
