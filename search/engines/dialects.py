"""What SQLite's and PostgreSQL's full text say differently."""

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import contains
from typing import Any, Protocol

from django.contrib.postgres.lookups import TrigramSimilar
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Substr

from search.engines.porter import stems_of
from search.facets.base import Sql
from search.marking import Places
from search.models import SearchDocument, SearchText, SearchWord
from search.query import Phrase
from search.spelling import MOST_EDITS

# The weights of a document's parts: title, names, introduction, body.
WEIGHTS = (10.0, 5.0, 2.0, 1.0)
Word = tuple[str, str]  # a language, and a folded word of it
Counted = tuple[int, int, str]  # a row of SearchWord: its id, how many documents, how spelled
LIKENESS = 0.2  # of the groups of three letters of two words that both have
MOST_NEAR = 200
LAST = "\U0010ffff"  # after every character


class Dialect(Protocol):
    """One kind of database."""

    vendor: str
    join: str  # from what has the words to its document

    def matches(
        self, phrases: Sequence[Phrase], *, languages: Sequence[str], ranked: bool = True
    ) -> Sql:
        """SELECT id, rank: the documents in languages that have all phrases; the least rank first.

        There may be some in other languages, too.
        """

    def tallies(self, facets: Sequence[str]) -> str:
        """SELECT facet, failed, packed values, and how many of `found` have them."""

    def stems(self, words: Collection[str], language: str) -> Mapping[str, Hashable]:
        """What each word of a language is looked for as."""

    def beginning_with(self, text: str) -> Q:
        """What holds for the rows of SearchWord whose word begins with a folded text."""

    def near(self, word: str, languages: Collection[str]) -> Iterable[str]:
        """The words in languages that are like a folded one of two letters or more: too many."""

    def unknown_words(self, words: Collection[Word]) -> set[Word]:
        """Those that aren't in SearchWord, by one statement."""

    def add_words(self, spelled: Mapping[Word, str]) -> None:
        """Keep words in SearchWord, with how they are spelled, by one statement."""

    def count_words(self, counted: Sequence[Counted]) -> None:
        """Write anew what was counted of words that are still in SearchWord, by one statement."""

    def settle(self) -> None:
        """Bring in order what many changes left behind, so that it is quick to ask again."""

    def drop_words(self, words: Collection[Word]) -> None:
        """Take those out of SearchWord that no document in their language has any more."""


def places(
    speaks: Dialect, phrases: Sequence[Phrase], texts: Mapping[int, SearchText]
) -> dict[int, Places]:
    """Where in the words of documents the phrases stand.

    The engines' own ways of marking would read the whole of each text, and take four times as long.
    """
    found: dict[int, Places] = {}
    for language in sorted({text.language for text in texts.values()}):
        parts = {
            pk: [getattr(text, part).split() for part in SearchText.FOLDED]
            for pk, text in texts.items()
            if text.language == language
        }
        known = {word for each in parts.values() for part in each for word in part}
        alike = _alike(speaks, {word for phrase in phrases for word in phrase}, known, language)
        wanted = [[alike[word] for word in phrase] for phrase in phrases]
        for pk, each in parts.items():
            marked = (frozenset(_places_of(wanted, part)) for part in each)
            found[pk] = dict(zip(SearchText.PARTS, marked, strict=True))
    return found


def _alike(
    speaks: Dialect, asked: Collection[str], known: Collection[str], language: str
) -> dict[str, set[str]]:
    """For each word that is asked for, the known ones that it finds."""
    firsts = {word[0] for word in asked}
    # But in Arabic, whose stemmer takes off prefixes, too, a stem begins as its word does.
    may_be = {word for word in known if language == "ar" or word[0] in firsts}
    words = [*asked, *(may_be - set(asked))]
    stems = speaks.stems(words, language)
    return {word: {each for each in words if stems[each] == stems[word]} for word in asked}


def _places_of(wanted: Sequence[Sequence[Collection[str]]], words: Sequence[str]) -> Iterator[int]:
    """Where phrases stand in a text's words; for each word of a phrase those that it finds."""
    for phrase in wanted:
        first, others = phrase[0], phrase[1:]
        for place, word in enumerate(words):
            if word in first:
                following = words[place + 1 : place + len(phrase)]
                if len(following) == len(others) and all(map(contains, others, following)):
                    yield from range(place, place + len(phrase))


def _pairs(statement: str, parameters: list[Any]) -> set[Word]:
    """What a statement answers: languages, each with a word."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {(language, word) for language, word in cursor.fetchall()}


class Sqlite:
    """FTS5: a table for English, which it can stem, and one for all others."""

    vendor = "sqlite"
    # Which SQLite never turns round: it would ask FTS5 once for each document there is.
    join = "CROSS JOIN"

    def _table(self, language: str) -> str:
        return "search_words_en" if language == "en" else "search_words"

    def _query(self, phrases: Sequence[Phrase]) -> str:
        return " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)

    def matches(
        self, phrases: Sequence[Phrase], *, languages: Sequence[str], ranked: bool = True
    ) -> Sql:
        """As FTS5's bm25 ranks them."""
        weights = ", ".join(map(str, WEIGHTS))
        tables = sorted({self._table(language) for language in languages})
        return (
            " UNION ALL ".join(
                f"SELECT rowid AS id{f', bm25({table}, {weights}) AS rank' if ranked else ''} "
                f"FROM {table} WHERE {table} MATCH %s"
                for table in tables
            ),
            [self._query(phrases) for _table in tables],
        )

    def tallies(self, facets: Sequence[str]) -> str:
        """One pass a facet."""
        return " UNION ALL ".join(
            f"SELECT '{facet}', failed, of_{facet}, count(*) FROM found GROUP BY failed, of_{facet}"
            for facet in facets
        )

    def stems(self, words: Collection[str], language: str) -> Mapping[str, Hashable]:
        """Of FTS5 in English; it can't stem others."""
        return stems_of(words) if language == "en" else dict(zip(words, words, strict=True))

    def beginning_with(self, text: str) -> Q:
        """As a range, which its index has in order; LIKE would go through all."""
        return Q(word__gte=text, word__lt=f"{text}{LAST}")

    def near(self, word: str, languages: Collection[str]) -> Iterable[str]:
        """Those of about that length that have one of its first letters where it has it."""
        lettered = SearchWord.objects.alias(
            length=Length("word"), first=Substr("word", 1, 1), second=Substr("word", 2, 1)
        )
        begins = Q(first__in=word[:2]) | Q(second=word[1])
        about = Q(length__gte=len(word) - MOST_EDITS, length__lte=len(word) + MOST_EDITS)
        found = lettered.filter(begins, about, language__in=languages)
        return found.values_list("word", flat=True)

    def unknown_words(self, words: Collection[Word]) -> set[Word]:
        """From JSON."""
        return _pairs(
            f"SELECT {self._PAIR} FROM json_each(%s) WHERE NOT EXISTS "
            "(SELECT 1 FROM search_searchword AS w WHERE w.language = "
            "json_extract(value, '$[0]') AND w.word = json_extract(value, '$[1]'))",
            [json.dumps(list(words))],
        )

    def add_words(self, spelled: Mapping[Word, str]) -> None:
        """From JSON."""
        rows = [[*word, written] for word, written in spelled.items()]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO search_searchword (language, word, spelled, documents) "
                f"SELECT {self._PAIR}, json_extract(value, '$[2]'), 1 FROM json_each(%s)",
                [json.dumps(rows)],
            )

    def count_words(self, counted: Sequence[Counted]) -> None:
        """From JSON."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE search_searchword SET documents = json_extract(value, '$[1]'), "
                "spelled = json_extract(value, '$[2]') FROM json_each(%s) "
                "WHERE search_searchword.id = json_extract(value, '$[0]')",
                [json.dumps(counted)],
            )

    def settle(self) -> None:
        """The pieces that FTS5 wrote, into one."""
        with connection.cursor() as cursor:
            for table in ("search_words", "search_words_en"):
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            cursor.execute("ANALYZE")

    def drop_words(self, words: Collection[Word]) -> None:
        """Each is looked for in the table of its language."""
        asked = "MATCH '\"' || search_searchword.word || '\"'"
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_searchword WHERE (language, word) IN "
                f"(SELECT {self._PAIR} FROM json_each(%s)) "
                "AND NOT (language = 'en' AND EXISTS "
                f"(SELECT 1 FROM search_words_en WHERE search_words_en {asked})) "
                "AND NOT EXISTS (SELECT 1 FROM search_words JOIN search_searchtext AS t "
                f"ON t.document_id = search_words.rowid WHERE search_words {asked} "
                "AND t.language = search_searchword.language)",
                [json.dumps(list(words))],
            )

    _PAIR = "json_extract(value, '$[0]'), json_extract(value, '$[1]')"


class Postgresql:
    """A generated tsvector with one index over it."""

    vendor = "postgresql"
    join = "JOIN"
    configs: Mapping[str, str] = {
        "en": "qalam_english",
        "fr": "qalam_french",
        "es": "qalam_spanish",
        "ar": "qalam_arabic",
    }

    def _query(self, phrases: Sequence[Phrase], language: str) -> Sql:
        """A tsquery; words that PostgreSQL can't stem are looked for as they are."""
        config = self.configs.get(language, "simple")
        each = f"phraseto_tsquery('{config}'::regconfig, %s)"
        return f"({' && '.join(each for _ in phrases)})", [" ".join(phrase) for phrase in phrases]

    def matches(
        self, phrases: Sequence[Phrase], *, languages: Sequence[str], ranked: bool = True
    ) -> Sql:
        """By how often title, names and introduction have the words; in the body alone is last."""
        weights = ", ".join(str(weight / WEIGHTS[0]) for weight in reversed(WEIGHTS))
        selects, parameters = [], []
        for language in languages:
            query, values = self._query(phrases, language)
            rank = f", -ts_rank('{{{weights}}}', t.head, {query}, 1) AS rank" if ranked else ""
            selects.append(
                f"SELECT t.document_id AS id{rank} FROM search_searchtext AS t "
                f"WHERE t.language = %s AND t.vector @@ {query}"
            )
            parameters += [*(values if ranked else ()), language, *values]
        return " UNION ALL ".join(selects), parameters

    def tallies(self, facets: Sequence[str]) -> str:
        """One pass for all."""
        names = ", ".join(f"of_{facet}" for facet in facets)
        sets = ", ".join(f"(failed, of_{facet})" for facet in facets)
        which = " ".join(f"WHEN grouping(of_{facet}) = 0 THEN '{facet}'" for facet in facets)
        return (
            f"SELECT CASE {which} END, failed, coalesce({names}), count(*) FROM found "
            f"GROUP BY GROUPING SETS ({sets})"
        )

    def stems(self, words: Collection[str], language: str) -> Mapping[str, Hashable]:
        """Of its dictionary for the language, by a statement."""
        config = self.configs.get(language)
        if config is None:
            return dict(zip(words, words, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT word, ts_lexize('{config}_stem', word) FROM unnest(%s::text[]) AS word",
                [list(words)],
            )
            return {word: tuple(found or [word]) for word, found in cursor.fetchall()}

    def beginning_with(self, text: str) -> Q:
        """By an index in the order of characters."""
        return Q(word__startswith=text)

    @transaction.atomic
    def near(self, word: str, languages: Collection[str]) -> Iterable[str]:
        """Those that share some of its groups of three letters (pg_trgm), the likest first."""
        with connection.cursor() as cursor:
            # By default it wants more than a short word can keep when two letters change places.
            cursor.execute(
                "SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(LIKENESS)]
            )
        found = SearchWord.objects.filter(
            TrigramSimilar(F("word"), Value(word)), language__in=languages
        ).order_by(TrigramSimilarity("word", word).desc(), "-documents")
        return list(found.values_list("word", flat=True)[:MOST_NEAR])

    def unknown_words(self, words: Collection[Word]) -> set[Word]:
        """From two arrays."""
        return _pairs(
            "SELECT language, word FROM unnest(%s::text[], %s::text[]) AS asked (language, word) "
            "WHERE NOT EXISTS (SELECT 1 FROM search_searchword AS w "
            "WHERE w.language = asked.language AND w.word = asked.word)",
            self._columns(words),
        )

    def add_words(self, spelled: Mapping[Word, str]) -> None:
        """In an order, so that two who add the same don't wait for each other."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_searchword (language, word, spelled, documents) SELECT *, 1 "
                "FROM unnest(%s::text[], %s::text[], %s::text[]) ON CONFLICT DO NOTHING",
                [*self._columns(spelled), [spelled[word] for word in sorted(spelled)]],
            )

    def count_words(self, counted: Sequence[Counted]) -> None:
        """From three arrays."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE search_searchword AS w SET documents = n.documents, spelled = n.spelled "
                "FROM unnest(%s::bigint[], %s::integer[], %s::text[]) "
                "AS n (id, documents, spelled) WHERE w.id = n.id",
                [list(column) for column in zip(*counted, strict=True)],
            )

    def settle(self) -> None:
        """The list of what its index hasn't taken in, for which the planner would do without it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_words_by_language')")
            for model in (SearchDocument, SearchText, SearchWord):
                cursor.execute(f"ANALYZE {model._meta.db_table}")

    def drop_words(self, words: Collection[Word]) -> None:
        """Each is looked for in the vectors of its language."""
        configs = " ".join(f"WHEN '{code}' THEN '{name}'" for code, name in self.configs.items())
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_searchword AS w "
                "USING unnest(%s::text[], %s::text[]) AS gone (language, word) "
                "WHERE w.language = gone.language AND w.word = gone.word AND NOT EXISTS "
                "(SELECT 1 FROM search_searchtext AS t WHERE t.language = w.language "
                "AND t.vector @@ plainto_tsquery("
                f"(CASE w.language {configs} ELSE 'simple' END)::regconfig, w.word))",
                self._columns(words),
            )

    def _columns(self, words: Collection[Word]) -> list[list[str]]:
        ordered = sorted(words)
        return [[language for language, _word in ordered], [word for _language, word in ordered]]


_DIALECTS: dict[str, Callable[[], Dialect]] = {"sqlite": Sqlite, "postgresql": Postgresql}


def dialect() -> Dialect:
    """That of the site's database."""
    return _DIALECTS[connection.vendor]()
