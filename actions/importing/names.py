"""Names of countries and languages in English, and finding them in printed text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

# Names that documents use and CLDR's English doesn't have.
_OTHER_COUNTRY_NAMES = {
    "burma": "MM",
    "cabo verde": "CV",
    "czech republic": "CZ",
    "democratic republic of congo": "CD",
    "democratic republic of the congo": "CD",
    "east timor": "TL",
    "holy see": "VA",
    "hong kong": "HK",
    "ivory coast": "CI",
    "macedonia": "MK",
    "myanmar": "MM",
    "palestine": "PS",
    # Two of the United States whose names contain another country's.
    "new jersey": "US",
    "new mexico": "US",
    "republic of korea": "KR",
    "republic of the congo": "CG",
    "russian federation": "RU",
    "state of palestine": "PS",
    "swaziland": "SZ",
    "syrian arab republic": "SY",
    "the gambia": "GM",
    "turkey": "TR",
    "u.s.a.": "US",
    "uk": "GB",
    "united states of america": "US",
    "usa": "US",
    "viet nam": "VN",
}
# What CLDR lists among territories that is none: groups of countries, and test locales.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_OTHER_LANGUAGE_NAMES = {
    "castilian": "es",
    "farsi": "fa",
    "mandarin": "zh",
    "persian (farsi)": "fa",
    "tagalog": "fil",
}
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 6
_LONGEST_TEXT = 1_000  # more is neither a heading nor an address


@cache
def cldr_countries() -> Mapping[str, str]:
    """English, Arabic and Urdu names of countries, casefolded, to ISO 3166 codes.

    They are CLDR's, and other English ones in use.
    """
    names = {
        name.casefold(): code
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
    spelled_out = {
        name.replace("&", "and").replace("st.", "saint"): code for name, code in names.items()
    }
    # Names in other scripts can't be mistaken for an English word or a person's name.
    elsewhere = {
        name.casefold(): code
        for language in ("ar", "ur")
        for code, name in Locale(language).territories.items()
        if code in names.values()
    }
    return MappingProxyType({**elsewhere, **spelled_out, **names, **_OTHER_COUNTRY_NAMES})


@cache
def cldr_languages() -> Mapping[str, str]:
    """Names of languages, casefolded, to codes such as "ur" or "zh-Hans"; English ones win."""
    names = {
        name.casefold(): code.replace("_", "-")
        for language in ("ar", "ur", "es", "fr", "en")
        for code, name in Locale(language).languages.items()
    }
    return MappingProxyType({**names, **_OTHER_LANGUAGE_NAMES})


def by_words(names: Mapping[str, str]) -> dict[str, str]:
    """Prepare names for finding: single-spaced words, so that either apostrophe will do."""
    return {" ".join(_words(name)): code for name, code in names.items()}


def find_countries(text: str, countries: Mapping[str, str]) -> list[str]:
    """Return the codes of the countries named in a text, in order, each once.

    Words must match whole and the longest name wins: "Niger" is not in "Nigeria", nor
    "Guinea" in "Guinea-Bissau". `countries` comes from `by_words`.
    """
    return list(dict.fromkeys(code for _, code in _spans(_words(text[:_LONGEST_TEXT]), countries)))


def last_country(text: str, countries: Mapping[str, str]) -> str | None:
    """Return the code of the country named last, as an address ends with it."""
    spans = _spans(_words(text[-_LONGEST_TEXT:]), countries)
    return spans[-1][1] if spans else None


def without_countries(text: str, countries: Mapping[str, str]) -> str:
    """Return the words of a text (casefolded) that belong to no country's name."""
    words = _words(text)
    for part, _ in reversed(_spans(words, countries)):
        del words[part]
    return " ".join(words)


def _spans(words: list[str], countries: Mapping[str, str]) -> list[tuple[slice, str]]:
    spans = []
    position = 0
    while position < len(words):
        for length in range(min(_MOST_WORDS, len(words) - position), 0, -1):
            code = countries.get(" ".join(words[position : position + length]))
            if code:
                spans.append((slice(position, position + length), code))
                position += length - 1
                break
        position += 1
    return spans


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
