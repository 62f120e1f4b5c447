"""Where the demo library has its actions: their years follow the day of loading."""

import re
import urllib.request

from tests.site import ServedSite

EXPIRED = "second-ua-109-23"
OPEN = "ua-54"  # to an official with an email, in all five languages
FURTHER = "second-ua-41"  # open, the second on its case
LONG_TITLE = "ua-50"
RELEASED = "ua-27"  # closed with good news, in English only
FINAL = "second-ua-27"  # its final update, without a letter
ENGLISH_ONLY = "ua-33"  # closed
SUPERSEDED = "ua-41"  # by the second on its case, in English only


def slug_of(site: ServedSite, number: str) -> str:
    """The whole slug of an action: "ua-54" is "ua-54-26" in a library loaded in 2026."""
    with urllib.request.urlopen(site.address("/en/actions/"), timeout=30) as answer:
        html = answer.read().decode()
    return re.findall(rf'/en/actions/({number}(?:-\d\d)?)/"', html)[0]


def address_of(site: ServedSite, number: str, *, language: str) -> str:
    """The path of an action in a language, whether or not it is there."""
    return f"/{language}/actions/{slug_of(site, number)}/"


def public_addresses(site: ServedSite, *, language: str) -> list[str]:
    """One public page of each kind and state in a language, those that answer 404 last."""
    actions = [EXPIRED, OPEN, FURTHER, LONG_TITLE]
    english = [RELEASED, FINAL, SUPERSEDED] if language == "en" else []
    missing = [] if language == "en" else [address_of(site, ENGLISH_ONLY, language=language)]
    return [
        f"/{language}/",
        f"/{language}/actions/",
        f"/{language}/how-to-write/",
        f"/{language}/privacy/",
        *(address_of(site, number, language=language) for number in (*actions, *english)),
        f"{address_of(site, OPEN, language=language)}letter/",
        *missing,
        f"/{language}/nothing/",
    ]
