"""The part of the world."""

import re
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import pgettext_lazy

from actions.choices import Region
from cms.localtext import LocalText
from search.facets.base import Facet, Subject
from search.facets.names import Names


class RegionFacet(Facet):
    """Regions, of an action's countries."""

    name = "region"
    label = pgettext_lazy("facet", "Region")
    column = "regions"
    pattern = re.compile("|".join(Region.values))

    def document(self, subject: Subject) -> Iterable[str]:
        """The regions that an action's countries are in."""
        return (country.region for country in subject.record.countries.all())

    def labels(self, values: Collection[str], *, names: Names) -> Mapping[str, LocalText]:
        """Their names, in the language that is active."""
        return {
            value: LocalText(str(Region(value).label), names.language)
            for value in values
            if value in Region.values
        }
