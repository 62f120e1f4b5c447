"""What a reader may be about to type: words that go on from it, and values of facets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cms.localtext import LocalText
from search import service, vocabulary
from search.facets import FACETS, Names
from search.normalise import spans_of_words, words
from search.outputs import Asked, output
from search.query import Query
from search.results import options_of

SHORTEST = 2  # letters that something is suggested for
MOST_WORDS = 6
MOST_TRIED = 12  # words that are looked for with what else was asked
MOST_VALUES = 4


@dataclass(frozen=True)
class Suggestion:
    """Something to look for instead of what was typed so far."""

    label: LocalText
    address: str
    facet: Any = ""  # its name, for a value of one
    count: int | None = None  # how many actions have that value


def suggested(query: Query, *, today: date) -> list[Suggestion]:
    """Values of facets, and words, that begin with the last word of a query, the likeliest first.

    Each of them finds something, under the filters that were chosen.
    """
    typed = words(query.text)[-1:]
    if not typed or len(typed[0]) < SHORTEST:
        return []
    start, stop = list(spans_of_words(query.text))[-1]
    before, after = query.text[:start], query.text[stop:]
    values = _values(typed[0], query.with_text(before.rstrip(' "“”„«»')), today=today)
    goes_on = (
        Suggestion(LocalText(found.text, language), found.address())
        for language, found in _words(typed[0], query, before, after, today=today)
    )
    return [*values, *islice(goes_on, MOST_WORDS)]


def _words(
    typed: str, query: Query, before: str, after: str, *, today: date
) -> Iterator[tuple[str, Query]]:
    """The query with each word that goes on from the last one, with the language of the word."""
    languages = query.languages
    alone = len(query.phrases) == 1 and not query.with_text("").is_narrowed
    for row in vocabulary.beginning_with(typed, languages=languages, most=MOST_TRIED):
        asked = query.with_text(f"{before}{row.spelled}{after}")
        if alone or service.total(asked, today=today):
            yield row.language, asked


def _values(typed: str, query: Query, *, today: date) -> list[Suggestion]:
    """The values of facets that have a word which begins so, the most frequent first."""
    found, names = service.search(query, today=today, per_page=1), Names(query.language)
    suggested = [
        Suggestion(
            option.label,
            query.toggling(facet.name, option.value).address(),
            facet.label,
            option.count,
        )
        for facet in FACETS.values()
        for option in options_of(facet, query, found, names)
        if option.count and not option.chosen and _begins(typed, option.label)
    ]
    return sorted(suggested, key=lambda each: -(each.count or 0))[:MOST_VALUES]


def _begins(typed: str, label: LocalText) -> bool:
    return any(word.startswith(typed) for word in words(label.text))


@output
def suggestions(asked: Asked) -> HttpResponse:
    """`suggestions`: a piece of the library's page, for what is typed there."""
    context = {
        "suggestions": suggested(asked.query, today=asked.today),
        "page": asked.library,
        "language": asked.language,
    }
    answer = render(asked.request, "search/suggestions.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
