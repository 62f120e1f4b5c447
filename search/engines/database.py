"""The database's own full text: hits, the counts of every facet, and the words that matched.

What is found is put together once, counted and put in order in one statement. A document that
lacks one facet only is kept for the counts of that facet, with its number as `failed`: what
choosing another of its values would give is then counted in the same pass.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from search.engines.base import Found, Marked, pages_of
from search.engines.dialects import Dialect, dialect, places
from search.facets import FACETS
from search.facets.base import POSITION, Sql
from search.marking import marked
from search.models import SearchText, SearchWord
from search.query import Query, Sort
from search.spelling import nearest

# Beside the names of facets, in the rows of the answer.
HIT, ELSEWHERE = "hit", "elsewhere"
DUPLICATE = -1  # as `failed`: the same action is found in another language as well
NUMBER_RANK = -1_000_000_000  # before whatever words rank as
# What it is (a facet, HIT, ELSEWHERE), what the documents lack, a packed value, and how many.
Rows = list[tuple[str, int, str, int]]

_LATEST = (
    "issued_on DESC NULLS LAST, year DESC NULLS LAST, serial DESC NULLS LAST, "
    "sequence DESC NULLS LAST, record_id DESC"
)
_ORDERS = {
    Sort.RELEVANCE: f"rank, {_LATEST}",
    Sort.NEWEST: _LATEST,
    Sort.OLDEST: "issued_on NULLS LAST, year NULLS LAST, serial NULLS LAST, "
    "sequence NULLS LAST, record_id",
    # Open ones by deadline, those without one after; then the rest, the newest first.
    Sort.DEADLINE: "CASE WHEN of_status = ' open ' THEN 0 ELSE 1 END, "
    f"CASE WHEN of_status = ' open ' THEN act_by END NULLS LAST, {_LATEST}",
}


class DatabaseEngine:
    """Search on SQLite or PostgreSQL."""

    def search(self, query: Query, *, today: date, per_page: int) -> Found:
        """One page of what a query finds, in one statement, and a second for the words."""
        speaks = dialect()
        asked = _Asked(query, speaks, today)
        rows = asked.rows(page=query.page, per_page=per_page)
        total = asked.total(rows)
        pages = pages_of(total, per_page=per_page)
        page = min(query.page, pages)
        if page != query.page:
            rows = asked.rows(page=page, per_page=per_page)
        ids = [int(value) for _n, value in sorted((n, v) for what, _f, v, n in rows if what == HIT)]
        return Found(
            ids=ids,
            total=total,
            page=page,
            pages=pages,
            counts=asked.counts(rows),
            without=asked.without(rows),
            marked=self._marked(query, ids, speaks) if query.phrases and ids else {},
        )

    def total(self, query: Query, *, today: date) -> int:
        """How many actions a query finds, by one statement."""
        return _Asked(query, dialect(), today).number_found()

    def near(
        self, words: Sequence[str], *, languages: Collection[str]
    ) -> dict[str, list[SearchWord]]:
        """Of all that are anything like a word those with the fewest wrong letters."""
        speaks = dialect()
        return {
            word: nearest(word, speaks.near(word, languages), languages=languages) for word in words
        }

    def everything(self, query: Query, *, today: date) -> Sequence[int]:
        """By one statement that counts nothing."""
        return _Asked(query, dialect(), today).ids()

    def _marked(self, query: Query, ids: list[int], speaks: Dialect) -> dict[int, Marked]:
        texts = SearchText.objects.in_bulk(ids)
        found = places(speaks, query.phrases, texts)
        return {pk: marked(text, found[pk]) for pk, text in texts.items()}


@dataclass
class _Statement:
    """SQL that is put together from its beginning to its end, with its parameters in order."""

    text: str = ""
    parameters: list[Any] = field(default_factory=list)

    def add(self, text: str, parameters: Iterable[Any] = ()) -> None:
        self.text += text
        self.parameters += parameters


@dataclass(frozen=True)
class _Asked:
    """A query as SQL."""

    query: Query
    speaks: Dialect
    today: date

    @property
    def active(self) -> list[str]:
        """The facets that leave something out, in the order of their numbers, from 1."""
        return list(self.query.narrowing)

    def rows(self, *, page: int, per_page: int) -> Rows:
        """(what, failed, value, number): packed values and their counts, and the hits by place."""
        found = _Statement("WITH found AS MATERIALIZED (")
        self._add_found(found)
        found.add(") ")
        found.add(self.speaks.tallies(list(FACETS)))
        if self.query.phrases:
            self._add_elsewhere(found)
        found.add(
            f" UNION ALL SELECT '{HIT}', 0, CAST(id AS TEXT), row_number() OVER () FROM ("
            f"SELECT id FROM found WHERE failed = 0 ORDER BY {_ORDERS[self.query.order]} "
            "LIMIT %s OFFSET %s) AS hits",
            [per_page, (page - 1) * per_page],
        )
        with connection.cursor() as cursor:
            cursor.execute(found.text, found.parameters)
            rows: Rows = cursor.fetchall()
        return rows

    def number_found(self) -> int:
        """How many actions are found."""
        found = _Statement("WITH found AS (")
        self._add_found(found)
        found.add(") SELECT count(*) FROM found WHERE failed = 0")
        with connection.cursor() as cursor:
            cursor.execute(found.text, found.parameters)
            (number,) = cursor.fetchone()
        return int(number)

    def ids(self) -> Sequence[int]:
        """The ids of what is found, in order."""
        found = _Statement("WITH found AS (")
        self._add_found(found)
        found.add(f") SELECT id FROM found WHERE failed = 0 ORDER BY {_ORDERS[self.query.order]}")
        ids: array[int] = array("q")
        with connection.cursor() as cursor:
            cursor.execute(found.text, found.parameters)
            while rows := cursor.fetchmany(2000):
                ids.extend(pk for (pk,) in rows)
        return ids

    def total(self, rows: Rows) -> int:
        """How many actions are found; any facet tells."""
        return sum(n for what, failed, _v, n in rows if what == "status" and not failed)

    def without(self, rows: Rows) -> dict[str, int]:
        """How many there would be without each facet that leaves something out."""
        return {
            name: sum(n for what, failed, _v, n in rows if what == "status" and failed in (0, own))
            for own, name in enumerate(self.active, start=1)
        }

    def counts(self, rows: Rows) -> dict[str, dict[str, int]]:
        """How many actions have each value of each facet."""
        numbers = {name: number for number, name in enumerate(self.active, start=1)}
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for what, failed, packed, number in rows:
            if what == ELSEWHERE:
                counts["language"][packed] += number
            elif what == "language" and self.query.phrases:
                # A document in another language is another one, where these are what is counted.
                if failed <= 0 and packed in self.query.languages:
                    counts[what][packed] += number
            elif what != HIT and failed in (0, numbers.get(what)):
                for value in packed.split():
                    counts[what][value] += number
        return {name: dict(found) for name, found in counts.items()}

    # -- what is found ---------------------------------------------------------------------------

    def _add_found(self, sql: _Statement) -> None:
        languages = self.query.languages
        if self.query.phrases and len(languages) > 1:  # an action may be found in several
            first = " ".join(f"WHEN %s THEN {place}" for place, _code in enumerate(languages))
            sql.add(
                "SELECT each.*, CASE WHEN lacks = 0 AND row_number() OVER (PARTITION BY record_id, "
                f"lacks ORDER BY CASE written_in {first} END) > 1 THEN {DUPLICATE} ELSE lacks END "
                "AS failed FROM (",
                languages,
            )
            self._add_documents(sql, "lacks")
            sql.add(") AS each")
        else:
            self._add_documents(sql, "failed")

    def _add_documents(self, sql: _Statement, failed: str) -> None:
        words = bool(self.query.phrases)
        rank = "m.rank" if words else "0 AS rank"
        sql.add(
            f"SELECT d.id, d.record_id, d.language AS written_in, {rank}, d.issued_on, d.act_by, "
            "d.year, d.serial, d.sequence"
        )
        for name, facet in FACETS.items():
            expression, values = facet.values(today=self.today)
            if words and name == "language":
                expression = "d.language"
            sql.add(f", {expression} AS of_{name}", values)
        conditions = [self._condition(name) for name in self.active]
        self._add_failed(sql, conditions)
        sql.add(f" AS {failed} FROM ")
        if words:
            sql.add("(")
            self._add_matches(sql)
            sql.add(f") AS m {self.speaks.join} search_searchdocument AS d ON d.id = m.id WHERE ")
            self._add_languages(sql, self.query.languages, or_number=True)
        else:
            sql.add("search_searchdocument AS d WHERE d.is_primary AND ")
            self._add_languages(sql, settings.SITE_LANGUAGES)
        self._add_dates(sql)
        if len(conditions) > 1:
            sql.add(" AND (")
            for place, (condition, values) in enumerate(conditions):
                sql.add(f"{' + ' if place else ''}CASE WHEN {condition} THEN 0 ELSE 1 END", values)
            sql.add(") <= 1")

    def _add_failed(self, sql: _Statement, conditions: list[Sql]) -> None:
        """The number of the facet that a document lacks, 0 for none."""
        if not conditions:
            sql.add(", 0")
            return
        sql.add(", CASE")
        for number, (condition, values) in enumerate(conditions, start=1):
            sql.add(f" WHEN NOT {condition} THEN {number}", values)
        sql.add(" ELSE 0 END")

    def _add_elsewhere(self, sql: _Statement) -> None:
        """How many are found in each of the languages that aren't looked through."""
        others = [code for code in settings.SITE_LANGUAGES if code not in self.query.languages]
        if not others:
            return
        matches, values = self.speaks.matches(self.query.phrases, languages=others, ranked=False)
        sql.add(f" UNION ALL SELECT '{ELSEWHERE}', 0, d.language, count(*) FROM ({matches}", values)
        if self.query.number:
            sql.add(
                " UNION SELECT id FROM search_searchdocument WHERE serial = %s AND year = %s",
                [self.query.number.serial, self.query.number.year],
            )
        sql.add(f") AS m {self.speaks.join} search_searchdocument AS d ON d.id = m.id WHERE ")
        self._add_languages(sql, others)
        self._add_dates(sql)
        for name in self.active:
            condition, values = self._condition(name)
            sql.add(f" AND {condition}", values)
        sql.add(" GROUP BY d.language")

    def _condition(self, name: str) -> Sql:
        chosen = self.query.narrowing[name]
        return FACETS[name].condition(chosen, vendor=self.speaks.vendor, today=self.today)

    def _add_languages(
        self, sql: _Statement, languages: Sequence[str], *, or_number: bool = False
    ) -> None:
        """Documents in languages; where a number is looked for, those that have it as well."""
        by_number = or_number and self.query.number is not None
        sql.add("(m.rank <= %s OR " if by_number else "(", [NUMBER_RANK + 1000] * by_number)
        sql.add(f"d.language IN ({', '.join(['%s'] * len(languages))}))", languages)

    def _add_dates(self, sql: _Statement) -> None:
        for operator, day in ((">=", self.query.since), ("<=", self.query.until)):
            if day:
                sql.add(f" AND d.issued_on {operator} %s", [day.isoformat()])

    def _add_matches(self, sql: _Statement) -> None:
        """(id, rank) of the documents that have the words, and of those that have the number."""
        if self.query.number:
            sql.add("SELECT id, min(rank) AS rank FROM (")
        sql.add(*self.speaks.matches(self.query.phrases, languages=self.query.languages))
        if self.query.number:
            self._add_number(sql)
            sql.add(") AS either GROUP BY id")

    def _add_number(self, sql: _Statement) -> None:
        """The actions of a number: in a language asked for, else the reader's, else their own."""
        number, languages = self.query.number, self.query.languages
        if number is None:
            return
        sql.add(
            " UNION ALL SELECT n.id, CASE WHEN n.sequence = %s THEN %s ELSE %s - n.sequence END "
            "FROM search_searchdocument AS n WHERE n.serial = %s AND n.year = %s "
            f"AND (n.language IN ({', '.join(['%s'] * len(languages))})",
            [number.sequence or 0, NUMBER_RANK, NUMBER_RANK + 1000, number.serial, number.year],
        )
        sql.add("", languages)
        if "language" not in self.query.filters:
            in_reader_s = f"{POSITION[self.speaks.vendor]}(n.languages, %s)"
            sql.add(f" OR (n.is_primary AND {in_reader_s} = 0)", [f" {self.query.language} "])
        sql.add(")")
