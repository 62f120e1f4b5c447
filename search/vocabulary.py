"""The words that documents have, a row each: to complete and to correct what a reader types.

A word goes with the last document that has it, so that no name outlives what it stood in. How many
documents have a word isn't kept at each change, where two that are published at once would wait
for each other at every common word: they are counted at night, and when all is made anew.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from django.conf import settings

from search.batches import batches
from search.engines.dialects import Counted, Word, dialect
from search.models import SearchText, SearchWord
from search.normalise import BETWEEN, words

LONGEST = 60  # characters of a word worth suggesting
BATCH = 2_000  # rows to a statement

_WRITTEN = re.compile(r"[^\W_]+")


@cache
def _marks() -> tuple[frozenset[str], re.Pattern[str]]:
    """All marks on letters, and a word that may have some; made when words are first spelled."""
    every = map(chr, range(sys.maxunicode))
    marks = frozenset(each for each in every if unicodedata.category(each) == "Mn")
    return marks, re.compile(rf"(?:[^\W_]+[{''.join(sorted(marks))}]*)+")


def of_documents(pks: Collection[int]) -> set[Word]:
    """The words of documents by their ids, each with its language."""
    return of_texts(_texts(pks) if pks else ())


def _texts(pks: Collection[int]) -> Iterable[SearchText]:
    return SearchText.objects.filter(pk__in=pks).only("language", *SearchText.FOLDED)


def of_texts(texts: Iterable[SearchText]) -> set[Word]:
    """The words of texts, each with its language; digits are none."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        found[text.language] |= text.words
    return {
        (language, word) for language, words in found.items() for word in words if is_kept(word)
    }


def is_kept(word: str) -> bool:
    """Whether a folded word is one that is kept."""
    return word != BETWEEN and len(word) <= LONGEST and not word.isdecimal()


def update(
    *, before: set[Word], texts: Collection[SearchText], counted: "Count | None" = None
) -> None:
    """Add what is new in texts, and take out what no document has any more, once they are written.

    `before` are the words of what was there in the place of these. Where all texts are `counted`,
    new words are left as they are folded, until that is written.
    """
    after = of_texts(texts)
    fresh = after - before - (counted.there if counted else set())
    if counted:
        counted.there |= fresh
    if fresh and (new := dialect().unknown_words(fresh)):
        dialect().add_words(_spelled(new, () if counted else texts))
    if gone := before - after:
        dialect().drop_words(gone)


def _spelled(new: Collection[Word], texts: Collection[SearchText]) -> dict[Word, str]:
    """How new words are spelled in the texts that they come from."""
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        if any((text.language, word) in new for word in text.words):
            forms.setdefault(text.language, Counter()).update(_forms(text))
    spelled = {language: _spellings(counted) for language, counted in forms.items()}
    return {(language, word): spelled.get(language, {}).get(word, word) for language, word in new}


def _forms(text: SearchText) -> set[str]:
    """The words of a text as they are written."""
    whole = "\n".join(getattr(text, part) for part in SearchText.PARTS)
    marks, marked = _marks()
    # Most have no marks, and are read in a quarter of the time.
    return set((_WRITTEN if marks.isdisjoint(whole) else marked).findall(whole))


@lru_cache(maxsize=200_000)
def _word_of(form: str) -> str:
    """The folded word that a written one is; "" where that is none, or several."""
    found = words(form)
    return found[0] if len(found) == 1 else ""


def _spellings(forms: Counter[str]) -> dict[str, str]:
    """How each folded word is spelled most often; without capitals rather than with them."""
    best: dict[str, tuple[int, bool, str]] = {}
    for form, number in forms.items():
        rank = (number, form == form.lower(), form)
        word = _word_of(form)
        best[word] = max(best.get(word, rank), rank)
    return {word: form for word, (_number, _small, form) in best.items() if len(form) <= 80}


def unknown(asked: Iterable[str], *, languages: Collection[str]) -> list[str]:
    """Those of some folded words that no document in some languages has."""
    wanted = [word for word in dict.fromkeys(asked) if is_kept(word)]
    there = SearchWord.objects.filter(word__in=wanted, language__in=languages)
    known = set(there.values_list("word", flat=True)) if wanted else set()
    return [word for word in wanted if word not in known]


def beginning_with(text: str, *, languages: Collection[str], most: int) -> list[SearchWord]:
    """The words that go on from a folded text, those first that more documents have."""
    found = SearchWord.objects.filter(dialect().beginning_with(text), language__in=languages)
    return list(found.exclude(word=text).order_by("-documents", "word", "language")[:most])


class Count:
    """How many documents have each word, and how it is written, while all of them are read."""

    def __init__(self) -> None:
        self.there: set[Word] = set()  # what has been seen to have a row, or was given one
        self._words: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._forms: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, text: SearchText) -> None:
        """Count the words of one more document."""
        self._words[text.language].update(text.words)
        self._forms[text.language].update(_forms(text))

    def write(self) -> None:
        """Keep the numbers, and how each word is spelled most often, with the words."""
        for language in sorted({code for code, _name in settings.LANGUAGES}):
            numbers = self._words[language]
            spelled = _spellings(self._forms[language])
            gone: set[Word] = set()
            missing = {(language, word) for word in numbers if is_kept(word)}
            changed: list[Counted] = []
            rows = SearchWord.objects.filter(language=language)
            for pk, word, number, form in rows.values_list("pk", "word", "documents", "spelled"):
                counted = pk, numbers[word], spelled.get(word, form)
                missing.discard((language, word))
                if not counted[1]:
                    gone.add((language, word))
                elif counted != (pk, number, form):
                    changed.append(counted)
            for _done, batch in batches(changed, BATCH):
                dialect().count_words(batch)
            # One that somebody's change took with it while others were made that have it.
            if missing:
                dialect().add_words({word: spelled.get(word[1], word[1]) for word in missing})
            # What was withdrawn meanwhile isn't back with it: each is looked for in the documents.
            if gone := gone | missing:
                dialect().drop_words(gone)


def count() -> None:
    """Count anew how many documents have each word, and see how it is spelled most often."""
    counted = Count()
    for text in SearchText.objects.iterator(chunk_size=500):
        counted.add(text)
    counted.write()
