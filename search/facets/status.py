"""What state it is in."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.translation import pgettext_lazy
from elasticsearch.dsl import A, Q
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import Query as Clause

from actions.states import State
from cms.localtext import LocalText
from search.facets.base import Facet, Sql, Subject
from search.facets.names import Names

# In the order in which readers are offered them.
STATES = (State.OPEN, State.EXPIRED, State.SUPERSEDED, State.CLOSED)


def state_clauses(*, today: date) -> dict[str, Clause]:
    """What holds in Elasticsearch for the actions in each state on a day."""
    closed = Q("exists", field="closed_on")
    superseded = Q("term", is_superseded=True)
    over = Q("range", act_by={"lt": today.isoformat()})
    return {
        "closed": closed,
        "superseded": Q("bool", filter=[superseded], must_not=[closed]),
        "expired": Q("bool", filter=[over], must_not=[closed, superseded]),
        "open": Q("bool", must_not=[closed, superseded, over]),
    }


class StatusFacet(Facet):
    """The state of an action today, which follows from dates and facts (actions/states.py)."""

    name = "status"
    label = pgettext_lazy("facet", "State")
    column = ""
    pattern = re.compile("|".join(STATES))
    single = True

    def document(self, subject: Subject) -> Iterable[str]:
        """Nothing: tomorrow it would be wrong."""
        return ()

    def values(self, *, today: date) -> Sql:
        """The state on a day, the strongest first."""
        return (
            "CASE WHEN d.closed_on IS NOT NULL THEN ' closed ' "
            "WHEN d.is_superseded THEN ' superseded ' "
            "WHEN d.act_by < %s THEN ' expired ' ELSE ' open ' END",
            [today.isoformat()],
        )

    def clause(self, chosen: Collection[str], *, today: date) -> Clause:
        """One of the states, as Elasticsearch filters by it."""
        clauses = state_clauses(today=today)
        return Q("bool", should=[clauses[value] for value in chosen], minimum_should_match=1)

    def tally(self, *, today: date) -> Agg:
        """A count a state."""
        return A("filters", filters=state_clauses(today=today))

    def labels(self, values: Collection[str], *, names: Names) -> Mapping[str, LocalText]:
        """The words for actions in a state, in the language that is active."""
        return {
            state.value: LocalText(state.of_many, names.language)
            for state in STATES
            if state.value in values
        }

    def order(
        self, counts: Mapping[str, int], labels: Mapping[str, LocalText], *, language: str
    ) -> list[str]:
        """Where one can write first."""
        return [state.value for state in STATES if state.value in labels]
