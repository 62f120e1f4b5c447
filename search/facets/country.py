"""Where it happens."""

import re
from collections.abc import Iterable

from django.utils.translation import pgettext_lazy

from actions.models import Country
from search.facets.base import DirectoryFacet, Subject


class CountryFacet(DirectoryFacet):
    """Countries, by their ISO code."""

    name = "country"
    label = pgettext_lazy("facet", "Country")
    column = "countries"
    pattern = re.compile(r"[A-Z]{2,4}")
    model = Country
    key = "code"

    def clean(self, text: str) -> str | None:
        """A code in capitals."""
        return super().clean(text.upper())

    def document(self, subject: Subject) -> Iterable[str]:
        """The codes of an action's countries."""
        return (country.code for country in subject.record.countries.all())
