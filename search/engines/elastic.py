"""Search on Elasticsearch: hits, the counts of every facet and what to mark, in one request.

A document there is an action, with the words of each of its languages in fields of that language,
so that an action that is looked for in several languages is found and counted once.
"""

import time
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import Query as Clause

from search.engines.base import CLOSE, OPEN, Found, Marked, TooDeep, Unavailable, pages_of
from search.engines.dialects import WEIGHTS
from search.facets import FACETS
from search.facets.status import state_clauses
from search.marking import marked_html
from search.models import SearchDocument, SearchText, SearchWord
from search.query import Query, Sort
from search.spelling import MOST, MOST_EDITS, nearest

PATIENCE = 0.7  # seconds for an answer; after that the database is asked
PAUSE = 15.0  # seconds that it isn't asked again after it failed
FIRST_BY_NUMBER = 1_000_000  # more than words can score
DEEPEST = 10_000  # hits that Elasticsearch goes through (its max_result_window)
EXCERPT = 220  # characters of a passage around what matched
SPELLING = "spelling"  # beside the parts of an action's words: all of them, unstemmed
_SUGGESTING = {
    "suggest_mode": "missing",
    "string_distance": "damerau_levenshtein",
    "prefix_length": 0,
    "max_edits": MOST_EDITS,
    "size": 2 * MOST,
}

_LATEST: list[dict[str, Any]] = [
    {"issued_on": {"order": "desc", "missing": "_last"}},
    {"year": {"order": "desc", "missing": "_last"}},
    {"serial": {"order": "desc", "missing": "_last"}},
    {"sequence": {"order": "desc", "missing": "_last"}},
    {"record": "desc"},
]
_OLDEST: list[dict[str, Any]] = [
    {next(iter(key)): {"order": "asc", "missing": "_last"}} for key in _LATEST[:-1]
] + [{"record": "asc"}]
_ORDERS: dict[Sort, list[Any]] = {
    Sort.RELEVANCE: ["_score", *_LATEST],
    Sort.DEADLINE: ["_score", *_LATEST],
    Sort.NEWEST: _LATEST,
    Sort.OLDEST: _OLDEST,
}


def client() -> Elasticsearch:
    """Elasticsearch for readers, who can't wait."""
    return _client(settings.ELASTICSEARCH_URL)


@cache
def _client(url: str) -> Elasticsearch:
    return Elasticsearch(
        url,
        request_timeout=PATIENCE,
        max_retries=0,
        retry_on_timeout=False,
        retry_on_status=(),
    )


class _Absence:
    """That Elasticsearch didn't answer, and for how long it isn't asked again."""

    until = 0.0

    def is_on(self) -> bool:
        return time.monotonic() < self.until

    def begin(self) -> None:
        self.until = time.monotonic() + PAUSE

    def end(self) -> None:
        self.until = 0.0


absence = _Absence()


class ElasticEngine:
    """Search on Elasticsearch."""

    def search(self, query: Query, *, today: date, per_page: int) -> Found:
        """One page of what a query finds, in one request; Unavailable where it can't be said."""
        asked = _Asked(query, today)
        # Of a page beyond what it gives, Elasticsearch can still say how many there are.
        first = query.page if query.page * per_page <= DEEPEST else 1
        answer = self._ask(asked.request(page=first, per_page=per_page))
        total = answer["hits"]["total"]["value"]
        pages = pages_of(total, per_page=per_page)
        page = min(query.page, pages)
        if page * per_page > DEEPEST:
            raise TooDeep
        if page != first:
            answer = self._ask(asked.request(page=page, per_page=per_page))
        hits = answer["hits"]["hits"]
        documents = _documents(hits, query)
        return Found(
            ids=[documents[key].pk for key in (hit["_id"] for hit in hits) if key in documents],
            total=total,
            page=page,
            pages=pages,
            counts=asked.counts(answer["aggregations"]),
            without=asked.without(answer["aggregations"]),
            marked=_marked(hits, documents) if query.phrases else {},
        )

    def total(self, query: Query, *, today: date) -> int:
        """How many actions a query finds, in one request that asks for nothing else."""
        answer = self._ask(_Asked(query, today).counted())
        return int(answer["hits"]["total"]["value"])

    def everything(self, query: Query, *, today: date) -> Sequence[int]:
        """Some thousands of hits to a request, each going on from the last of the one before."""
        request = _Asked(query, today).listed()[0:DEEPEST]
        ids: array[int] = array("q")
        while True:
            hits = self._ask(request)["hits"]["hits"]
            documents = _documents(hits, query)
            ids.extend(documents[hit["_id"]].pk for hit in hits if hit["_id"] in documents)
            if len(hits) < DEEPEST:
                return ids
            request = request.extra(search_after=hits[-1]["sort"])

    def near(
        self, words: Sequence[str], *, languages: Collection[str]
    ) -> dict[str, list[SearchWord]]:
        """What its term suggester knows in each language, as the database has it spelled."""
        request = Search().extra(size=0)
        for code in languages:
            term = {"field": f"words.{code}.{SPELLING}", **_SUGGESTING}
            request = request.suggest(code, " ".join(words), term=term)
        offered: dict[str, set[str]] = {}
        for entries in self._ask(request)["suggest"].values():
            for entry in entries:
                found = offered.setdefault(entry["text"], set())
                found.update(option["text"] for option in entry["options"])
        return {word: nearest(word, offered.get(word, ()), languages=languages) for word in words}

    def _ask(self, request: Search) -> Any:
        if absence.is_on():
            raise Unavailable
        try:
            answer = client().search(
                index=settings.SEARCH_ALIAS,
                allow_partial_search_results=False,
                **request.to_dict(),
            )
        except (ApiError, TransportError) as error:
            absence.begin()
            raise Unavailable(type(error).__name__) from error
        absence.end()
        return answer.body


@dataclass(frozen=True)
class _Asked:
    """A query as one request."""

    query: Query
    today: date

    def request(self, *, page: int, per_page: int) -> Search:
        """Hits of one page; facets are counted by what is left out after the counting."""
        start = (page - 1) * per_page
        request = self.listed()[start : start + per_page]
        for name, facet in FACETS.items():
            if name != "language" or not self.query.phrases:
                counted = self._without(name)
                counted.bucket("values", facet.tally(today=self.today))
                request.aggs.bucket(name, counted)
        if self.query.phrases:
            request.aggs.bucket("elsewhere", self._by_language())
            request = self._highlighted(request)
        return request

    def listed(self) -> Search:
        """What is found, in order, without anything around it."""
        return self._found().sort(*_ORDERS[self.query.order])

    def counted(self) -> Search:
        """How many are found."""
        return self._found()[0:0]

    def _found(self) -> Search:
        request = Search().query(self._scored())
        request = request.post_filter(_all(self._clauses().values()))
        return request.extra(track_total_hits=True, _source=False)

    def _without(self, name: str) -> Agg:
        """What is found when a facet leaves nothing out."""
        return A("filter", _all(c for other, c in self._clauses().items() if other != name))

    def counts(self, aggregations: Any) -> dict[str, dict[str, int]]:
        """How many actions have each value of each facet."""
        counts = {
            name: _counted(aggregations[name]["values"]["buckets"])
            for name in FACETS
            if name in aggregations
        }
        if "elsewhere" in aggregations:
            counts["language"] = _counted(aggregations["elsewhere"]["values"]["buckets"])
        return counts

    def without(self, aggregations: Any) -> dict[str, int]:
        """How many there would be without each facet that leaves something out."""
        return {name: aggregations[name]["doc_count"] for name in self._clauses()}

    def _clauses(self) -> dict[str, Clause]:
        """What each facet asks for that leaves something out."""
        return {
            name: FACETS[name].clause(values, today=self.today)
            for name, values in self.query.narrowing.items()
        }

    def _everywhere(self) -> list[Clause]:
        """What holds whichever facets are chosen."""
        clauses = [Q("terms", languages=settings.SITE_LANGUAGES)]
        asked = {"gte": self.query.since, "lte": self.query.until}
        days = {operator: day.isoformat() for operator, day in asked.items() if day}
        return [*clauses, Q("range", issued_on=days)] if days else clauses

    def _scored(self) -> Clause:
        query = self.query
        if not query.phrases:
            found = Q("bool", filter=self._everywhere())
            return self._by_deadline(found) if query.order is Sort.DEADLINE else found
        in_languages = [self._words(code) for code in query.languages]
        if query.number:
            in_languages += self._by_number(query.languages)
        return Q("bool", filter=self._everywhere(), should=in_languages, minimum_should_match=1)

    def _words(self, language: str) -> Clause:
        """All phrases, in any part of an action's words in a language; named after it."""
        fields = [
            f"words.{language}.{part}^{weight}"
            for part, weight in zip(SearchText.PARTS, WEIGHTS, strict=True)
        ]
        each = [
            Q("multi_match", query=" ".join(phrase), type="phrase", fields=fields)
            for phrase in self.query.phrases
        ]
        return Q("bool", must=each, _name=language)

    def _by_number(self, languages: Collection[str]) -> list[Clause]:
        """The actions of a number, before all others; the one that was asked for first."""
        number = self.query.number
        if number is None:
            return []
        series = [Q("term", serial=number.serial), Q("term", year=number.year)]
        if "language" in self.query.filters:
            series.append(Q("terms", languages=list(languages)))
        asked_for = Q("term", sequence=number.sequence or 0)
        return [
            Q("constant_score", filter=Q("bool", filter=series), boost=FIRST_BY_NUMBER),
            Q(
                "constant_score",
                filter=Q("bool", filter=[*series, asked_for]),
                boost=FIRST_BY_NUMBER,
            ),
        ]

    def _by_deadline(self, found: Clause) -> Clause:
        """Open ones score by their deadline, the others all the same."""
        is_open = state_clauses(today=self.today)["open"]
        return Q(
            "function_score",
            query=found,
            functions=[
                {"filter": is_open, "weight": 2},
                {"filter": is_open, "field_value_factor": {"field": "urgency", "missing": 0}},
            ],
            score_mode="sum",
            boost_mode="replace",
        )

    def _by_language(self) -> Agg:
        """How many there are in each language, whichever are looked through."""
        filters = {}
        for code in settings.SITE_LANGUAGES:
            has = self._words(code)
            if self.query.number:
                numbered = [*self._by_number([code])[:1], Q("terms", languages=[code])]
                has = Q("bool", should=[has, _all(numbered)], minimum_should_match=1)
            filters[code] = _all([has, *self._everywhere(), *self._clauses().values()])
        everything = A("global")
        everything.bucket("values", A("filters", filters=filters))
        return everything

    def _highlighted(self, request: Search) -> Search:
        request = request.highlight_options(
            pre_tags=[OPEN], post_tags=[CLOSE], order="score", require_field_match=True
        )
        for language in self.query.languages:
            request = request.highlight(f"words.{language}.title", number_of_fragments=0)
            for part in SearchText.PARTS[1:]:
                request = request.highlight(
                    f"words.{language}.{part}", number_of_fragments=1, fragment_size=EXCERPT
                )
        return request


def _all(clauses: Any) -> Clause:
    return Q("bool", filter=list(clauses))


def _counted(buckets: Any) -> dict[str, int]:
    if isinstance(buckets, dict):
        return {value: each["doc_count"] for value, each in buckets.items() if each["doc_count"]}
    return {each["key"]: each["doc_count"] for each in buckets}


def _documents(hits: Sequence[Any], query: Query) -> dict[str, SearchDocument]:
    """The document of each hit: in a language that has the words, the reader's before others."""
    found: dict[str, list[SearchDocument]] = {}
    for document in SearchDocument.objects.filter(record__in=[hit["_id"] for hit in hits]):
        found.setdefault(str(document.record_id), []).append(document)
    chosen = {}
    for hit in hits:
        documents = {document.language: document for document in found.get(hit["_id"], ())}
        primary = [document.language for document in documents.values() if document.is_primary]
        matched = hit.get("matched_queries", ()) if query.phrases else ()
        wanted = [code for code in query.languages if code in matched]
        if query.phrases:  # a number is in any language
            wanted += query.languages
        best = next((c for c in (*wanted, *primary) if c in documents), None)
        if best:
            chosen[hit["_id"]] = documents[best]
    return chosen


def _marked(hits: Sequence[Any], documents: dict[str, SearchDocument]) -> dict[int, Marked]:
    titles = dict(
        SearchText.objects.filter(document__in=[d.pk for d in documents.values()]).values_list(
            "pk", "title"
        )
    )
    marked = {}
    for hit in hits:
        document = documents.get(hit["_id"])
        if document is None:
            continue
        found = hit.get("highlight", {})
        parts = {
            part: found.get(f"words.{document.language}.{part}", [""])[0]
            for part in SearchText.PARTS
        }
        passage = next((parts[p] for p in ("introduction", "body", "names") if parts[p]), "")
        marked[document.pk] = Marked(
            title=marked_html(parts["title"] or titles.get(document.pk, "")),
            passage=marked_html(passage),
        )
    return marked
