"""What a reader may have meant whose words nobody wrote: "did you mean"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product

from django.conf import settings

from cms.localtext import LocalText
from search import service, vocabulary
from search.models import SearchWord
from search.normalise import spans_of_words, words
from search.query import Query
from search.spelling import edits_allowed

MOST_TRIED = 6  # ways to read a text, each of which is looked for


@dataclass(frozen=True)
class Correction:
    """A query with words that there are in the place of those that there aren't."""

    query: Query
    count: int  # how many it finds
    language: str  # of the words

    @property
    def text(self) -> LocalText:
        """The words."""
        return LocalText(self.query.text, self.language)


def correction(query: Query, *, today: date) -> Correction | None:
    """The likeliest other words that find something under the same filters; None for none.

    Words of the languages that were looked through come first, then those of each other language.
    """
    wrong = vocabulary.unknown(
        (word for phrase in query.phrases for word in phrase), languages=query.languages
    )
    for asked in islice(_ways(query, wrong), MOST_TRIED):
        count = service.total(asked, today=today)
        if count:
            return Correction(asked, count, asked.languages[0])
    return None


def _ways(query: Query, wrong: Sequence[str]) -> Iterator[Query]:
    """The query with words in the place of unknown ones, the likeliest first."""
    if not wrong or not all(map(edits_allowed, wrong)):
        return
    yield from _with_other_words(query, service.near(wrong, languages=query.languages))
    others = [code for code in settings.SITE_LANGUAGES if code not in query.languages]
    if others:
        near = service.near(wrong, languages=others)
        for code in others:
            own = {
                word: [row for row in rows if row.language == code] for word, rows in near.items()
            }
            yield from _with_other_words(query.having("language", [code]), own)


def _with_other_words(query: Query, near: Mapping[str, list[SearchWord]]) -> Iterator[Query]:
    ranks = (range(len(rows)) for rows in near.values())
    for places in sorted(product(*ranks), key=sum)[:MOST_TRIED]:
        meant = {
            word: rows[place].spelled
            for (word, rows), place in zip(near.items(), places, strict=True)
        }
        yield query.with_text(_corrected(query.text, meant))


def _corrected(text: str, meant: Mapping[str, str]) -> str:
    """A text with other words in the place of some, quotation marks and all else as it was."""
    pieces, position = [], 0
    for word, (start, stop) in zip(words(text), spans_of_words(text), strict=True):
        pieces += [text[position:start], meant.get(word, text[start:stop])]
        position = stop
    return "".join([*pieces, text[position:]])
