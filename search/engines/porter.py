"""How FTS5 stems English words: asked of FTS5 itself, in memory, a few words at a time.

Its `highlight()` would read the whole of each text again to say which words it found.
"""

import sqlite3
import threading
from collections.abc import Iterable

MOST_KEPT = 50_000  # words


class _Stemmer(threading.local):
    """A table of words in memory, one for each thread, and the stems that were read from it."""

    def __init__(self) -> None:
        self.stems: dict[str, tuple[str, ...]] = {}
        self.connection = sqlite3.connect(":memory:")
        self.connection.executescript(
            """
            CREATE VIRTUAL TABLE words USING fts5(
                word, content='', tokenize='porter unicode61 remove_diacritics 0'
            );
            CREATE VIRTUAL TABLE places USING fts5vocab(words, instance);
            """
        )

    def learn(self, words: Iterable[str]) -> None:
        """Have the stems of words ready."""
        if len(self.stems) > MOST_KEPT:
            self.stems.clear()
        new = [word for word in words if word not in self.stems]
        if not new:
            return
        self.connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        self.connection.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(new))
        found: dict[int, list[str]] = {}
        for place, term in self.connection.execute("SELECT doc, term FROM places ORDER BY offset"):
            found.setdefault(place, []).append(term)
        self.stems.update((word, tuple(found.get(n, [word]))) for n, word in enumerate(new))


_stemmer = _Stemmer()


def stems_of(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The stem of each word; of a word that is none to FTS5, what it takes it for."""
    wanted = list(words)
    _stemmer.learn(wanted)
    return {word: _stemmer.stems[word] for word in wanted}
