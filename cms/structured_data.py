"""What pages say of themselves in schema.org's words, for search engines and archives.

A block of data in a page runs nothing, so that the policy has nothing to refuse. What could end it
is written as JSON's escapes, as Django's json_script does.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms.models import BasePage, HomePage, OrganisationSettings
from cms.sharing import NAME, summary_of

_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
Described = dict[str, Any]
# For a type of page, and those derived from it: (page, template context) → what is to be added to
# or said otherwise than `describe_page` does. A higher layer fills it in.
describers: dict[type[Page], Callable[[Any, Any], Described]] = {}


def description_of(page: BasePage, context: Any, *, address: str) -> Described:
    """All that a page says of itself, its address being `address`."""
    organisation: OrganisationSettings = context["organisation"]
    site = urlsplit(address)
    home = f"{site.scheme}://{site.netloc}/{page.language}/"
    publisher = {"@type": "Organization", "name": organisation.called, "url": home}
    said = {
        "@context": "https://schema.org",
        "@type": "CollectionPage" if page.numchild else "WebPage",
        "name": page.title,
        "url": address,
        "inLanguage": page.language,
        "description": summary_of(page),
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "image": f"{address}{NAME}",
        "publisher": publisher,
        "isPartOf": {"@type": "WebSite", "name": publisher["name"], "url": home},
    }
    for model in reversed(type(page).__mro__):
        if model in describers:
            said |= describers[model](page, context)
    return {name: value for name, value in said.items() if value}


def describe_home(page: HomePage, context: Any) -> Described:
    """The front page stands for the site, and says how it is searched."""
    said: Described = {"@type": "WebSite", "isPartOf": None}
    library = context.get("library")
    address = library.get_full_url(context["request"]) if library else None
    if address:
        said["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{address}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        }
    return said


describers[HomePage] = describe_home


def as_data_block(said: Described) -> SafeString:
    """The same as a block of data in HTML."""
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped)
