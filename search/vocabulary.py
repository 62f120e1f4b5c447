"""The words that documents have, a row each: to complete and to correct what a reader types.

A word goes with the last document that has it, so that no name outlives what it stood in. How many
documents have a word isn't kept at each change, where two that are published at once would wait
for each other at every common word: they are counted at night, and when all is made anew.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache

from django.conf import settings
from django.db import transaction

from search.batches import batches
from search.engines.dialects import Word, dialect
from search.models import SearchText, SearchWord
from search.normalise import BETWEEN, words

LONGEST = 60  # characters of a word worth suggesting
BATCH = 2_000  # rows to a statement

_WRITTEN = re.compile(r"[^\W_]+")


@cache
def _with_marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A mark on a letter, and a word that may have some; made when words are first spelled."""
    every = map(chr, range(sys.maxunicode))
    marks = "".join(each for each in every if unicodedata.category(each) == "Mn")
    return re.compile(f"[{marks}]"), re.compile(rf"(?:[^\W_]+[{marks}]*)+")


def of_documents(pks: Collection[int]) -> set[Word]:
    """The words of documents by their ids, each with its language."""
    return of_texts(_texts(pks) if pks else ())


def _texts(pks: Collection[int]) -> Iterable[SearchText]:
    return SearchText.objects.filter(pk__in=pks).only("language", *SearchText.FOLDED)


def of_texts(texts: Iterable[SearchText]) -> set[Word]:
    """The words of texts, each with its language; digits are none."""
    return {
        (text.language, word) for text in texts for word in _folded_words(text) if is_kept(word)
    }


def _folded_words(text: SearchText) -> set[str]:
    return {word for part in SearchText.FOLDED for word in getattr(text, part).split()}


def is_kept(word: str) -> bool:
    """Whether a folded word is one that is kept."""
    return word != BETWEEN and len(word) <= LONGEST and not word.isdecimal()


def update(*, before: set[Word], texts: Collection[SearchText], spell: bool = True) -> None:
    """Add what is new in texts, and take out what no document has any more, once they are written.

    `before` are the words of what was there in the place of these. Without `spell` new ones are
    spelled as they are folded, until all are counted.
    """
    after = of_texts(texts)
    fresh = after - before
    if fresh and (new := dialect().unknown_words(fresh)):
        dialect().add_words(_spelled(new, texts if spell else ()))
    if gone := before - after:
        dialect().drop_words(gone)


def _spelled(new: Collection[Word], texts: Collection[SearchText]) -> dict[Word, str]:
    """How new words are spelled in the texts that they come from."""
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        if any((text.language, word) in new for word in _folded_words(text)):
            forms.setdefault(text.language, Counter()).update(_forms(text))
    spelled = {language: _spellings(counted) for language, counted in forms.items()}
    return {(language, word): spelled.get(language, {}).get(word, word) for language, word in new}


def _forms(text: SearchText) -> set[str]:
    """The words of a text as they are written."""
    whole = "\n".join(getattr(text, part) for part in SearchText.PARTS)
    mark, word = _with_marks()
    # Most have no marks, and are read in a quarter of the time.
    return set((word if mark.search(whole) else _WRITTEN).findall(whole))


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


def count() -> None:
    """Count anew how many documents have each word, and see how it is spelled most often.

    All documents are read. No row is made here: what was withdrawn while they are read would be
    back with it.
    """
    for language in sorted({code for code, _name in settings.LANGUAGES}):
        numbers, forms = _counted(language)
        spelled = _spellings(forms)
        gone, changed = set(), []
        for row in SearchWord.objects.filter(language=language).iterator():
            if row.word not in numbers:
                gone.add((language, row.word))
                continue
            counted = numbers[row.word], spelled.get(row.word, row.spelled)
            if counted != (row.documents, row.spelled):
                row.documents, row.spelled = counted
                changed.append(row)
        for _done, batch in batches(changed, BATCH):
            _write(batch)
        if gone:
            dialect().drop_words(gone)


@transaction.atomic
def _write(changed: Sequence[SearchWord]) -> None:
    """Write rows that are still there."""
    there = set(
        SearchWord.objects.filter(pk__in=[row.pk for row in changed])
        .select_for_update()
        .values_list("pk", flat=True)
    )
    SearchWord.objects.bulk_create(
        [row for row in changed if row.pk in there],
        update_conflicts=True,
        unique_fields=["language", "word"],
        update_fields=["documents", "spelled"],
    )


def _counted(language: str) -> tuple[Counter[str], Counter[str]]:
    """How many documents in a language have each word, and each written form of one."""
    numbers: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for text in SearchText.objects.filter(language=language).iterator(chunk_size=500):
        numbers.update(_folded_words(text))
        forms.update(_forms(text))
    return Counter({word: n for word, n in numbers.items() if is_kept(word)}), forms
