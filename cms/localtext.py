"""A text of the directory in the reader's language, or in another one that says which it is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from cms.languages import direction


@dataclass(frozen=True)
class LocalText:
    """A text and the language that it is really in."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, from the same object as the language."""
        return direction(self.language)

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


NO_TEXT = LocalText("", "en")


def local_text(row: Any, field: str, *, language: str, fallback: bool = True) -> LocalText:
    """A column of a row in a language; else in English, else in the first language that has it.

    Without `fallback` in that language or not at all.
    """
    codes = settings.MODELTRANSLATION_LANGUAGES if fallback else [language]
    return first_text(
        {code: getattr(row, f"{field}_{code}", "") for code in codes}, language=language
    )


def first_text(texts: dict[str, str | None], *, language: str) -> LocalText:
    """Of texts by language the one in a language; else in English, else the first there is."""
    others = (code for code in texts if code not in (language, "en"))
    for code in (language, "en", *others):
        text = texts.get(code)
        if text:
            return LocalText(text, code)
    return NO_TEXT
