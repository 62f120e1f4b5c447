"""The words that documents have, a row each: what a misspelled one may have meant.

A word goes with the last document that has it, so that no name outlives what it stood in.
"""

from collections.abc import Collection, Iterable

from search.engines.dialects import Word, dialect
from search.models import SearchText
from search.normalise import BETWEEN

LONGEST = 60  # characters of a word worth suggesting


def of_documents(pks: Collection[int]) -> set[Word]:
    """The words of documents by their ids, each with its language."""
    return of_texts(_texts(pks) if pks else ())


def _texts(pks: Collection[int]) -> Iterable[SearchText]:
    return SearchText.objects.filter(pk__in=pks).only("language", *SearchText.FOLDED)


def of_texts(texts: Iterable[SearchText]) -> set[Word]:
    """The words of texts, each with its language; digits are none."""
    return {
        (text.language, word)
        for text in texts
        for part in SearchText.FOLDED
        for word in set(getattr(text, part).split())
        if word != BETWEEN and len(word) <= LONGEST and not word.isdecimal()
    }


def update(*, before: set[Word], after: set[Word]) -> None:
    """Add what is new, and take out what no document has any more, once those are written."""
    if new := after - before:
        dialect().add_words(new)
    if gone := before - after:
        dialect().drop_words(gone)
