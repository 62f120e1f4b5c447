"""How Elasticsearch reads words: as search/normalise.py folds them, then stemmed where it can.

Made of the same table as the fold, character by character, so that what is found is the same on
every engine, and what Elasticsearch marks stands in the text as it was written.
"""

import unicodedata
from functools import cache
from typing import Any

from search.normalise import fold

# Blocks of the scripts that the directory's languages are written in, of signs and presentation
# forms. Others are folded on neither side: what is typed still finds what is written.
BLOCKS = (
    range(0x0021, 0x0600),  # Latin, Greek, Cyrillic, Armenian, Hebrew
    range(0x0600, 0x0900),  # Arabic
    range(0x0900, 0x0A00),  # Devanagari, Bengali
    range(0x1E00, 0x2600),  # more of Latin and Greek, signs
    range(0x2C60, 0x2E80),
    range(0xA640, 0xA800),  # more of Cyrillic and Latin
    range(0xFB00, 0xFE00),  # ligatures, Arabic as old files have it
    range(0xFE20, 0xFFEF),
)
STEMMERS = {"en": "English", "fr": "French", "es": "Spanish", "ar": "Arabic"}


@cache
def mappings() -> list[str]:
    """The rules of Elasticsearch's `mapping`: each character that folding changes, and into what.

    Signs are left out: words end at them, whichever they are.
    """
    rules = []
    for block in BLOCKS:
        for code in block:
            character = chr(code)
            if unicodedata.category(character) == "Cn":
                continue
            folded = fold(character)
            if folded != character and (not folded or any(map(str.isalnum, folded))):
                rules.append(f"{character} => {folded}")
    return rules


def analysis() -> dict[str, Any]:
    """The `analysis` of an index: an analyser a language, and one for those without a stemmer."""
    common = {"type": "custom", "char_filter": ["qalam_fold"], "tokenizer": "qalam_words"}
    return {
        "char_filter": {"qalam_fold": {"type": "mapping", "mappings": mappings()}},
        "tokenizer": {
            "qalam_words": {"type": "pattern", "pattern": r"[^\p{L}\p{N}]+"},
        },
        "filter": {
            f"qalam_stem_{code}": {"type": "snowball", "language": name}
            for code, name in STEMMERS.items()
        },
        "analyzer": {
            "qalam": common,
            **{f"qalam_{code}": {**common, "filter": [f"qalam_stem_{code}"]} for code in STEMMERS},
        },
    }


def analyser(language: str) -> str:
    """The name of the analyser of a language."""
    return f"qalam_{language}" if language in STEMMERS else "qalam"
