"""What a facet is: one thing that actions are filtered and counted by.

A facet cleans what was asked, says what of an action stands in its documents, how a database
filters by it, and what its values are called. Form, links, feeds, API and engines read it from
FACETS (search/facets/__init__.py); to add one is to write one more of these.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from elasticsearch.dsl import A, Q
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import Query as Clause

from actions.models import ActionRecord, UrgentActionPage
from cms.collation import sort_key
from cms.localtext import LocalText, local_text
from search.facets.names import Names

# How a database says where a text stands in another; 0 is nowhere.
POSITION = {"sqlite": "instr", "postgresql": "strpos"}
Sql = tuple[str, list[Any]]
# Elasticsearch counts ten values unless told otherwise; no facet has as many as this.
MOST_VALUES = 10_000


@dataclass(frozen=True)
class Subject:
    """An action as facets see it: its record, and its pages that the public may read."""

    record: ActionRecord
    pages: Sequence[UrgentActionPage]


def pack(values: Iterable[str]) -> str:
    """Several values as one column holds them, sorted: " IN PK "; "" for none."""
    found = sorted(set(filter(None, values)))
    return f" {' '.join(found)} " if found else ""


class Facet:
    """A facet whose values stand packed in a column of the documents."""

    name: str  # of its parameter, and its key in the API
    label: Any  # what readers call it
    column: str  # of SearchDocument
    pattern: re.Pattern[str]  # of a value, as it is cleaned
    single = False  # whether only one can be chosen
    by_count = True  # whether its values are listed the most frequent first

    def clean(self, text: str) -> str | None:
        """A value as documents have it; None for what can't be one."""
        value = text.strip()
        return value if self.pattern.fullmatch(value) else None

    def document(self, subject: Subject) -> Iterable[str]:
        """The values that an action has."""
        raise NotImplementedError

    def values(self, *, today: date) -> Sql:
        """The SQL of what stands in a document `d`, packed."""
        return f"d.{self.column}", []

    def condition(self, chosen: Collection[str], *, vendor: str, today: date) -> Sql:
        """The SQL that holds for a document `d` that has one of the chosen values."""
        expression, parameters = self.values(today=today)
        holds = f"{POSITION[vendor]}({expression}, %s) > 0"
        return (
            f"({' OR '.join(holds for _ in chosen)})",
            [each for value in chosen for each in (*parameters, f" {value} ")],
        )

    def clause(self, chosen: Collection[str], *, today: date) -> Clause:
        """The same for Elasticsearch."""
        return Q("terms", **{self.column: list(chosen)})

    def tally(self, *, today: date) -> Agg:
        """What has Elasticsearch count the values."""
        return A("terms", field=self.column, size=MOST_VALUES)

    def labels(self, values: Collection[str], *, names: Names) -> Mapping[str, LocalText]:
        """What values are called in a language; those that nothing is known of are left out."""
        raise NotImplementedError

    def order(
        self, counts: Mapping[str, int], labels: Mapping[str, LocalText], *, language: str
    ) -> list[str]:
        """The values in the order in which readers are offered them."""
        key = sort_key(language)
        return sorted(
            labels, key=lambda value: (-counts.get(value, 0) * self.by_count, key(labels[value]))
        )


class DirectoryFacet(Facet):
    """A facet whose values are rows of the directory."""

    model: type[Model]
    key: str  # the field of a row that is its value
    text = "name"

    def labels(self, values: Collection[str], *, names: Names) -> Mapping[str, LocalText]:
        """The names of the rows; in no query, unless something was published since the last."""
        named = names.of(self.all_names) if values else {}
        return {value: named[value] for value in values if value in named}

    def all_names(self, language: str) -> dict[str, LocalText]:
        """The names of all rows."""
        return {
            str(getattr(row, self.key)): local_text(row, self.text, language=language)
            for row in self.model._default_manager.all()
        }
