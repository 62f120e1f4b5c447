"""What the head of a page says for those who share it, and for search engines."""

from typing import Any

from babel.core import get_global
from django import template
from django.utils.safestring import SafeString, mark_safe

from cms import structured_data
from cms.sharing import HEIGHT, NAME, WIDTH, summary_of

register = template.Library()


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context: template.Context, kind: str = "website", title: str = "") -> dict[str, Any]:
    """The Open Graph of a live page, with its picture; nothing where a page isn't live yet."""
    page, language = context.get("page"), context["language"]
    address = _address(context)
    if not address or page is None:
        return {}
    return {
        "kind": kind,
        "address": address,
        "picture": f"{address}{NAME}",
        "width": WIDTH,
        "height": HEIGHT,
        "title": title or page.seo_title or page.title,
        "summary": summary_of(page),
        "organisation": context["organisation"],
        "locale": _locale(language),
        "others": [
            _locale(version["language"])
            for version in context["alternates"]
            if version["language"] != language
        ],
    }


@register.simple_tag(takes_context=True)
def described(context: template.Context) -> SafeString:
    """The page in schema.org's words."""
    page, address = context.get("page"), _address(context)
    if not address or page is None:
        return mark_safe("")
    said = structured_data.description_of(page, context, address=address)
    return structured_data.as_data_block(said)


def _address(context: template.Context) -> str:
    """The whole address of the page that is shown, as its list of languages has it."""
    versions = context.get("alternates") or ()
    found = (v["url"] for v in versions if v["language"] == context["language"])
    return next(found, "")


def _locale(language: str) -> str:
    """A language with where most who speak it live, which Open Graph wants: "ur_PK"."""
    likely = get_global("likely_subtags").get(language, language).split("_")
    return f"{language}_{likely[-1]}" if len(likely) > 1 else language
