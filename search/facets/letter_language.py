"""What the letter is written in."""

import re
from collections.abc import Iterable

from django.utils.translation import pgettext_lazy

from actions.models import Language
from search.facets.base import DirectoryFacet, Subject


class LetterLanguageFacet(DirectoryFacet):
    """Languages that the officials are best written to in.

    Where the action doesn't say, those that it has a letter in.
    """

    name = "letter_language"
    label = pgettext_lazy("facet", "Language of the letter")
    column = "letter_languages"
    pattern = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
    model = Language
    key = "code"

    def document(self, subject: Subject) -> Iterable[str]:
        """The codes of the preferred languages, or of the pages that have a letter."""
        preferred = [language.code for language in subject.record.preferred_languages.all()]
        return preferred or (page.language for page in subject.pages if page.letters.raw_data)
