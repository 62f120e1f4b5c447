"""When it was issued."""

import re
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import pgettext_lazy

from cms.localtext import LocalText
from search.facets.base import Facet, Subject
from search.facets.names import Names
from search.normalise import fold


class YearFacet(Facet):
    """The year of the issue date, in four digits."""

    name = "year"
    label = pgettext_lazy("facet", "Year")
    column = "issued_year"
    pattern = re.compile(r"(?:19|20)[0-9]{2}")
    by_count = False

    def clean(self, text: str) -> str | None:
        """A year in digits of any script."""
        return super().clean(fold(text))

    def document(self, subject: Subject) -> Iterable[str]:
        """The year in which an action was issued; none without a date."""
        issued_on = subject.record.issued_on
        return [f"{issued_on.year:04}"] if issued_on else []

    def labels(self, values: Collection[str], *, names: Names) -> Mapping[str, LocalText]:
        """The years themselves."""
        return {value: LocalText(value, names.language) for value in values}

    def order(
        self, counts: Mapping[str, int], labels: Mapping[str, LocalText], *, language: str
    ) -> list[str]:
        """The latest first."""
        return sorted(labels, reverse=True)
