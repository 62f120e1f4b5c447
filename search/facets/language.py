"""What it can be read in."""

import re
from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.utils.translation import pgettext_lazy

from cms.languages import own_name
from cms.localtext import LocalText
from cms.navigation import site_order
from search.facets.base import Facet, Subject
from search.facets.names import Names


class LanguageFacet(Facet):
    """Languages of the site that an action can be read in.

    Where words are looked for this says whose: those of the chosen languages, else the reader's
    (search/query.py). Its counts then are of documents in each language.
    """

    name = "language"
    label = pgettext_lazy("facet", "Can be read in")
    column = "languages"
    pattern = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")

    def clean(self, text: str) -> str | None:
        """The code of one of the site's languages."""
        value = super().clean(text.lower())
        return value if value in settings.SITE_LANGUAGES else None

    def document(self, subject: Subject) -> Iterable[str]:
        """The languages of an action's pages."""
        return (page.language for page in subject.pages)

    def labels(self, values: Collection[str], *, names: Names) -> Mapping[str, LocalText]:
        """The languages' names in themselves."""
        return {
            value: LocalText(own_name(value), value)
            for value in values
            if value in settings.SITE_LANGUAGES
        }

    def order(
        self, counts: Mapping[str, int], labels: Mapping[str, LocalText], *, language: str
    ) -> list[str]:
        """As the site has them."""
        return sorted(labels, key=site_order)
