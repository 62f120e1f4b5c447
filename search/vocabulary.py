"""The words that documents have, a row each: what a misspelled one may have meant.

A word goes with the last document that has it, so that no name outlives what it stood in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from search.engines.dialects import dialect
from search.models import SearchText, SearchWord
from search.normalise import BETWEEN

LONGEST = 60  # characters of a word worth suggesting
PARTS = tuple(f"folded_{part}" for part in SearchText.PARTS)
Words = dict[str, set[str]]  # by language


def of_documents(pks: Collection[int]) -> Words:
    """The words of documents by their ids, by language."""
    return of_texts(SearchText.objects.filter(pk__in=pks).only("language", *PARTS) if pks else ())


def of_texts(texts: Iterable[SearchText]) -> Words:
    """The words of texts, by language; digits are none."""
    found: Words = defaultdict(set)
    for text in texts:
        for part in PARTS:
            found[text.language].update(getattr(text, part).split())
    return {
        language: {
            word
            for word in words
            if word != BETWEEN and len(word) <= LONGEST and not word.isdecimal()
        }
        for language, words in found.items()
    }


def update(*, before: Words, after: Words) -> None:
    """Add what is new, and take out what no document has any more, once those are written."""
    speaks = dialect()
    for language, words in after.items():
        if new := words - before.get(language, set()):
            speaks.add_words(new, language=language)
    for language, words in before.items():
        if gone := words - after.get(language, set()):
            left = speaks.words_without_document(gone, language=language)
            SearchWord.objects.filter(language=language, word__in=left).delete()
