"""One replacement: which words in which language, where, and what it has changed so far."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from wagtail.models import Locale

from actions.rewriting.texts import Change, Text
from actions.rewriting.words import Kind, Words

# Texts that an editor sees as one: allowing the one allows the other.
_SAME_AS = {"draft_title": "title"}


def language_codes() -> dict[int, str]:
    """The code of each locale's language, read at once: pages have only the locale's id."""
    return dict(Locale.objects.values_list("pk", "language_code"))


@dataclass
class Rewriter:
    """What is replaced by what in a language; limited to (page, path) places where there are any.

    `words` has the words of each language, and under "" those of the others.
    """

    words: Mapping[str, Words]
    keys: Collection[UUID]
    places: Collection[tuple[int, str]] | None = None
    new_slug: Callable[[str], str] | None = None
    touched: set[tuple[int, str]] = field(default_factory=set)
    used: set[str] = field(default_factory=set)  # languages in which words were replaced
    languages: dict[int, str] = field(default_factory=language_codes)

    def words_in(self, locale_id: int) -> Words:
        """The words for texts of a locale."""
        return self.words.get(self.languages[locale_id], self.words[""])

    def replace(self, text: str, *, kind: Kind, language: str) -> str:
        """A text of a language without the words; notes that the language has some."""
        new = self.words.get(language, self.words[""]).replace(text, kind=kind)
        if new != text and kind is not Kind.ADDRESS:
            self.used.add(language)
        return new

    def replace_in(self, locale_id: int, text: str, *, kind: Kind) -> str:
        """The same by the id of a locale."""
        return self.replace(text, kind=kind, language=self.languages[locale_id])

    def may_change(self, page_id: int | None, path: str) -> bool:
        """Whether a place is among those to change."""
        if self.places is None:
            return True
        return page_id is not None and (page_id, _SAME_AS.get(path, path)) in self.places

    def change(self, page_id: int, locale_id: int) -> Change:
        """How the texts of a page change; notes where they do."""

        def changed(text: Text) -> str:
            if not self.may_change(page_id, text.path):
                return text.value
            new = self.replace_in(locale_id, text.value, kind=text.kind)
            if new != text.value:
                self.touched.add((page_id, _SAME_AS.get(text.path, text.path)))
            return new

        return changed

    def change_slug(self, values: dict[str, Any]) -> set[str]:
        """Change the slug in the values of a page, and its address with it."""
        old = values.get("slug") or ""
        new = self.new_slug(old) if self.new_slug and old else old
        if new == old:
            return set()
        values["slug"] = new
        address = values.get("url_path") or ""
        if address.endswith(f"/{old}/"):
            values["url_path"] = f"{address.removesuffix(f'{old}/')}{new}/"
        return {"slug", "url_path"}
