"""What actions are filtered and counted by, one facet a file."""

from search.facets.base import Facet, Subject, pack
from search.facets.country import CountryFacet
from search.facets.language import LanguageFacet
from search.facets.letter_language import LetterLanguageFacet
from search.facets.names import Names
from search.facets.region import RegionFacet
from search.facets.status import StatusFacet
from search.facets.target import TargetFacet
from search.facets.topic import TopicFacet
from search.facets.year import YearFacet

# In the order of the form. The names are the parameters of the library and of the API.
FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in (
        StatusFacet(),
        CountryFacet(),
        RegionFacet(),
        TopicFacet(),
        YearFacet(),
        LanguageFacet(),
        LetterLanguageFacet(),
        TargetFacet(),
    )
}

__all__ = ["FACETS", "Facet", "Names", "Subject", "pack"]
