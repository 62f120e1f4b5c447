"""How near a word is to a misspelled one, whichever engine came up with it."""

from collections.abc import Collection, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import SearchWord

MOST = 5  # words that are worth trying
MOST_EDITS = 2  # letters that are wrong in a misspelled word


def edits_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or in each other's place in a word.

    As Elasticsearch's fuzziness AUTO has it, but none in words of up to three letters: each of
    those is near many others.
    """
    if len(word) < 4:
        return 0
    return 1 if len(word) < 6 else MOST_EDITS


def nearest(word: str, offered: Iterable[str], *, languages: Collection[str]) -> list[SearchWord]:
    """Those of folded words that a misspelled one may be meant for, the likest first.

    Of two that are as like, the one that begins as it was typed, then what more documents have.
    """
    most = edits_allowed(word)
    edits = {
        found: distance
        for found, distance, _place in process.extract_iter(
            word, set(offered), scorer=OSA.distance, score_cutoff=most
        )
        if distance
    }
    rows = SearchWord.objects.filter(word__in=edits, language__in=languages) if edits else ()

    def rank(row: SearchWord) -> tuple[float, bool, int, str]:
        return edits[row.word], row.word[0] != word[0], -row.documents, row.word

    return sorted(rows, key=rank)[:MOST]
