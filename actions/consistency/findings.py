"""A finding as a value."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that disagrees with another.

    `message` says what, quoting both, and how to mend it; `where` names the field as its labels
    do ("Letter 1 · Letter"), both in the editor's language. `anchor` is the id of that field in
    the editor of pages, `place` its name in that of translations ("letters.….body").
    `fingerprint` stays the same while the words that it is about do.
    """

    code: str
    message: str
    where: str
    anchor: str
    fingerprint: str
    page_id: int
    language: str
    place: str = ""
    translated: bool = False

    @property
    def fragment(self) -> str:
        """What an address of the editor ends in to lead to the field (static/js)."""
        return self.place if self.translated else self.anchor
