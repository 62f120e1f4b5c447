"""What the page of an action says of itself in schema.org's words.

Only what the head of the page says as well: nobody's address or number, and no words of a letter.
"""

from typing import Any

from django.urls import reverse

from actions.citations import citation_of
from actions.models import UrgentActionPage
from actions.presentation import ActionView
from cms.structured_data import Described


def describe_action(page: UrgentActionPage, context: Any) -> Described:
    """An action as an article: who issued it and when, where, on what, and until when it asks."""
    action: ActionView = context["action"]
    record = action.record
    cited = citation_of(action, organisation=context["organisation"].called)
    return {
        "@type": "Article",
        "headline": page.title,
        "name": cited.whole_title,
        "identifier": [text for text in (action.label, record.index_number) if text],
        "sameAs": cited.address,
        "datePublished": record.issued_on or page.first_published_at,
        "expires": record.act_by,
        "author": [{"@type": "Organization", "name": name} for name in cited.organisations],
        "about": [{"@type": "Thing", "name": str(topic)} for topic in action.topics],
        "spatialCoverage": [
            {"@type": "Country", "name": str(country)} for country in action.countries
        ],
        "translationOfWork": _original(action),
        "isPartOf": _series(action, cited.address),
    }


def _original(action: ActionView) -> Described | None:
    """The page that this one is translated from, where it can be read."""
    source = action.original_language
    address = next((v["url"] for v in action.alternates if v["language"] == source), None)
    if not address or source == action.language:
        return None
    return {"@type": "Article", "@id": address, "inLanguage": source}


def _series(action: ActionView, address: str) -> Described | None:
    """All actions on the case, at the address that leads to the newest."""
    number = action.record.number
    if number is None or number.sequence is None:
        return None
    case = address.removesuffix(reverse("series-sequence", args=(str(number), number.sequence)))
    return {
        "@type": "CreativeWorkSeries",
        "name": f"UA {number}",
        "url": f"{case}{reverse('series', args=(str(number),))}",
    }
