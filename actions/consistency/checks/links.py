"""Links whose words don't say where they lead: "here", "click here", nothing at all."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from actions.consistency.findings import Finding
from actions.consistency.subject import Subject, quote
from actions.consistency.text import folded, plain_text

_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
# What says nothing out of its sentence, as a list of links is read aloud; by language.
_EMPTY = {
    "en": "here|click here|click|click on this link|this link|link|read more|more|this|this page"
    "|see here|see more|learn more|more information|details|download|go",
    "ur": "یہاں|یہاں کلک کریں|کلک کریں|یہ لنک|لنک|مزید|مزید پڑھیں|تفصیل|دیکھیں|یہاں دیکھیں",
    "ar": "هنا|انقر هنا|اضغط هنا|الرابط|هذا الرابط|رابط|المزيد|اقرأ المزيد|للمزيد",
    "fr": "ici|cliquez ici|cliquer ici|lien|ce lien|en savoir plus|lire la suite|plus|voir ici",
    "es": "aquí|haga clic aquí|haz clic aquí|clic aquí|pulse aquí|enlace|este enlace|leer más|más"
    "|ver más|más información",
}
_WORDLESS = {
    code: frozenset(folded(words) for words in said.split("|")) for code, said in _EMPTY.items()
}


def check(subject: Subject) -> Iterator[Finding]:
    """Links in texts that have no words, or none that name what they lead to."""
    wordless = _WORDLESS.get(subject.language, frozenset()) | _WORDLESS["en"]
    for passage in subject.passages:
        if "<a" not in passage.html:
            continue
        for match in _LINK.finditer(passage.html):
            words = plain_text(match[1])
            if not folded(words):
                message = _(
                    "A link has no words that could be read aloud. "
                    "Link the words that say where it leads, or remove it."
                )
                yield subject.finding("link", passage.place, message, match[0])
            elif folded(words) in wordless:
                message = _(
                    "The words of the link %(words)s don't say where it leads. "
                    "Link the words that name what readers find there."
                ) % {"words": quote(words)}
                yield subject.finding("link", passage.place, message, match[0])
