"""Documents that the importer's tests read, as Markdown and as plain text."""

import re
from collections import Counter
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def plain_text(markdown: str, *, bullet: str = "-") -> str:
    """The same document as a text file would have it: no marks, headings in capitals."""
    text = re.sub(r"^#+ (.*)$", lambda heading: heading[1].upper(), markdown, flags=re.MULTILINE)
    text = re.sub(r"\[([^\[\]]+)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"<((?:https?|mailto):[^<>]+)>", r"\1", text)
    text = re.sub(r"^[-*] (?!\*)", f"{bullet} ", text.replace("**", ""), flags=re.MULTILINE)
    text = re.sub(r"(?<!\w)\*(?! )(.+?)\*", r"\1", text)
    return re.sub(r" +$", "", text, flags=re.MULTILINE)


@pytest.fixture(scope="session")
def seed() -> str:
    """The urgent action that the importer was first made for."""
    found = sorted(SEEDS.glob("000_*"))
    if not found:
        pytest.skip("the original document isn't here (../shared/seeds/000_*)")
    return found[0].read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def layout() -> str:
    """An invented action in the same layout, with more in it."""
    return (Path(__file__).parent / "layout.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def as_plain_text():
    return plain_text


@pytest.fixture(scope="session")
def words_of():
    """Count the words of a text, or of all texts in a JSON object but `file` and `problems`."""

    def count(value: object) -> Counter[str]:
        if isinstance(value, str):
            return Counter(re.findall(r"[^\W_]+", value))
        if isinstance(value, dict):
            parts = [v for key, v in value.items() if key not in {"file", "problems"}]
        else:
            parts = value if isinstance(value, list) else []
        return sum((count(part) for part in parts), Counter())

    return count
