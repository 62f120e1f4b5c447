"""How texts print whom the directory names: a holder in each language, ways to reach an office."""

from collections.abc import Iterable

from django.conf import settings

from actions.models import Holder

SHORTEST = 3  # letters in what is looked for: less would be found in any text


def names_of_holder(holder: Holder) -> list[str]:
    """A holder's names, and the last word of each, as in "Dear Minister Naqvi"."""
    found: list[str] = []
    for code in settings.MODELTRANSLATION_LANGUAGES:
        name = " ".join((getattr(holder, f"name_{code}") or "").split())
        if name:
            found += [name, name.split(" ")[-1]]
    return [name for name in dict.fromkeys(found) if len(name) >= SHORTEST]


def new_names(old: Holder | None, new: Holder) -> dict[str, str]:
    """From each name of the old holder to the new one's in the same language, where it has one."""
    words: dict[str, str] = {}
    for code in settings.MODELTRANSLATION_LANGUAGES if old else ():
        was, now = (
            " ".join((getattr(holder, f"name_{code}") or "").split()) for holder in (old, new)
        )
        if was and now:
            words.setdefault(was, now)
            words.setdefault(was.split(" ")[-1], now.split(" ")[-1])
    return words


def printed_contacts(values: Iterable[str]) -> list[str]:
    """The lines of addresses, emails, phones that a text may print."""
    lines = (line.strip(" ,") for value in values for line in value.splitlines())
    return [line for line in dict.fromkeys(lines) if len(line) >= SHORTEST]
