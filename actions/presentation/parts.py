"""Parts of an action as a page shows them: values that templates print."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from actions.choices import UpdateKind
from actions.models import ActionRecord, UrgentActionPage
from cms.localtext import NO_TEXT, LocalText
from cms.references import ReferencesElsewhere


@dataclass(frozen=True)
class Dated:
    """What happened or will happen: its facts, and its words where the page has them.

    `of` is the action of the series that tells of it, where that isn't the one shown; `original`
    is that action in the language it was written in, where the reader's has no words for this.
    """

    date: date
    kind: str
    kind_label: str
    words: Any = None
    ahead: bool = False
    good: bool = False
    of: "Sibling | None" = None
    original: "Sibling | None" = None

    @property
    def tone(self) -> str:
        """How the entry looks on the timeline."""
        if self.ahead:
            return "ahead"
        if self.good or self.kind == UpdateKind.GOOD_NEWS:
            return "good"
        return "bad" if self.kind == UpdateKind.BAD_NEWS else "plain"

    @property
    def elsewhere(self) -> ReferencesElsewhere:
        """The sources that words of another action cite: they stand on its own page."""
        return ReferencesElsewhere(self.of.path if self.of else "")


@dataclass(frozen=True)
class Letter:
    """A model letter: its words, and the office's title where it is for one only."""

    words: Any
    office_title: LocalText = NO_TEXT

    @property
    def office(self) -> bool:
        """Whether it is for one office only."""
        return bool(self.office_title)


@dataclass(frozen=True)
class Group:
    """Neighbouring blocks of the additional information: figures stand side by side."""

    figures: bool
    blocks: list[Any]


@dataclass(frozen=True)
class Sibling:
    """Another action of the series, in the reader's language or else its source's."""

    label: str
    title: str
    language: str
    url: str
    sequence: int | None

    @property
    def path(self) -> str:
        """Where it is on the host that the reader came to."""
        return urlsplit(self.url).path


@dataclass(frozen=True)
class Told:
    """An action of a series as a timeline takes it: its facts, and who has words for them.

    `page` is the one in the reader's language, where there is one; `link` and `original` are where
    a reader finds it, in that language and in the one that it was written in.
    """

    record: ActionRecord
    page: UrgentActionPage | None
    link: Sibling | None
    original: Sibling | None


def words_by_id(blocks: Any) -> dict[str, dict[str, Any]]:
    """The stored values of a stream by the ids of its blocks.

    Stored, not resolved: a block's office would be read from the database again, a query a field.
    """
    return {entry["id"]: entry["value"] for entry in blocks.raw_data}
