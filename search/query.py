"""What a reader asked of the library: read from an address, tidied, and frozen.

Nothing that an address can hold is an error here. What can't be used is left out, and said in
`problems`: pages, feeds and exports tell it to the reader, the API refuses with it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from actions.numbers import ActionNumber, parse_exact
from search.facets import FACETS
from search.normalise import fold, words

LONGEST_TEXT = 200  # characters
MOST_WORDS = 12
MOST_VALUES = 30  # of one facet
LAST_PAGE = 100_000

Phrase = tuple[str, ...]


class Sort(StrEnum):
    """The orders of the library."""

    RELEVANCE = "relevance"
    DEADLINE = "deadline"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Problem:
    """What of an address was left out, and why."""

    parameter: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Query:
    """What was asked, in the reader's language.

    `phrases` are the folded words of `text`: those between quotation marks belong together, others
    stand alone; all are to be found. `chosen` has the values by facet, those with none left out.
    """

    language: str
    text: str = ""
    phrases: tuple[Phrase, ...] = ()
    number: ActionNumber | None = None
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: date | None = None
    until: date | None = None
    sort: Sort | None = None
    page: int = 1
    problems: tuple[Problem, ...] = ()

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The chosen values by facet."""
        return dict(self.chosen)

    @property
    def order(self) -> Sort:
        """The order asked for; by relevance where words are looked for, else by deadline."""
        if self.sort and (self.sort is not Sort.RELEVANCE or self.phrases):
            return self.sort
        return Sort.RELEVANCE if self.phrases else Sort.DEADLINE

    @property
    def languages(self) -> list[str]:
        """Whose words are looked through, the reader's before others: the chosen, else theirs."""
        chosen = self.filters.get("language") or (self.language,)
        return sorted(chosen, key=lambda code: code != self.language)

    @property
    def narrowing(self) -> dict[str, tuple[str, ...]]:
        """The chosen values of the facets that leave something out.

        Where words are looked for, languages say whose instead.
        """
        without = "language" if self.phrases else None
        return {name: values for name, values in self.chosen if name != without}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for but all actions."""
        return bool(self.phrases or self.chosen or self.since or self.until)

    def parameters(self) -> list[tuple[str, str]]:
        """The parameters that ask for this again, in the order of the form."""
        pairs: list[tuple[str, Any]] = [("q", self.text)]
        pairs += [(name, value) for name, values in self.chosen for value in values]
        pairs += [("from", self.since), ("to", self.until), ("sort", self.sort)]
        if self.page > 1:
            pairs.append(("page", self.page))
        return [(name, str(value)) for name, value in pairs if value]

    def address(self) -> str:
        """The query of an address that asks for this again, "?" before it; "" for all actions."""
        parameters = self.parameters()
        return f"?{urlencode(parameters)}" if parameters else ""

    def on_page(self, page: int) -> Self:
        """The same on another page."""
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> Self:
        """The same in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def with_text(self, text: str) -> Self:
        """The same with other words, from its first page; none with ""."""
        number = parse_exact(text) if text else None
        return replace(self, text=text, phrases=phrases_of(text), number=number, page=1)

    def without_dates(self) -> Self:
        """The same of any day."""
        return replace(self, since=None, until=None, page=1)

    def having(self, facet: str, values: Iterable[str]) -> Self:
        """The same with these values of a facet in the place of what was chosen."""
        chosen = {**self.filters, facet: tuple(values)}
        return replace(self, chosen=_ordered(chosen), page=1)

    def toggling(self, facet: str, value: str) -> Self:
        """The same with a value chosen, or not any more; another where only one can be."""
        now = self.filters.get(facet, ())
        if value in now:
            return self.having(facet, (each for each in now if each != value))
        return self.having(facet, [value] if FACETS[facet].single else [*now, value])


def _ordered(chosen: Mapping[str, Collection[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(chosen[name])) for name in FACETS if chosen.get(name))


def parse(parameters: Mapping[str, Sequence[str]], *, language: str) -> Query:
    """What the parameters of an address ask for: each name with its values, in their order.

    Of a name that can be there only once the last counts, as in forms.
    """
    return _Reading(parameters, language).query()


class _Reading:
    """One reading of parameters, with what was left out of them."""

    def __init__(self, parameters: Mapping[str, Sequence[str]], language: str) -> None:
        self.given, self.language = parameters, language
        self.problems: list[Problem] = []

    def query(self) -> Query:
        text, phrases = self._text()
        since, until = self._day("from"), self._day("to")
        if since and until and since > until:
            self._left_out("to", _("The last day is before the first; it was left out."))
            until = None
        chosen = _ordered({name: self._values(name) for name in FACETS})
        sort, page = self._sort(), self._page()
        self._unknown()
        return Query(
            language=self.language,
            text=text,
            phrases=phrases,
            number=parse_exact(text) if text else None,
            chosen=chosen,
            since=since,
            until=until,
            sort=sort,
            page=page,
            problems=tuple(self.problems),
        )

    def _left_out(self, parameter: str, message: str) -> None:
        self.problems.append(Problem(parameter, message))

    def _last(self, name: str) -> str:
        values = self.given.get(name) or [""]
        return values[-1].strip()

    def _text(self) -> tuple[str, tuple[Phrase, ...]]:
        text = " ".join(_readable(self._last("q")).split())
        if len(text) > LONGEST_TEXT:
            text = text[:LONGEST_TEXT].rsplit(" ", 1)[0]
            self._left_out("q", _("Only the beginning of the text was looked for: it is too long."))
        phrases = phrases_of(text)
        if sum(map(len, phrases)) > MOST_WORDS:
            phrases = _first_words(phrases, MOST_WORDS)
            self._left_out("q", _("Only the first words were looked for: there are too many."))
        if text and not phrases:
            self._left_out("q", _("There is no word to look for in the text."))
        return text, phrases

    def _values(self, name: str) -> list[str]:
        found: dict[str, None] = {}
        facet = FACETS[name]
        for given in self.given.get(name, ()):
            if not given.strip() or (name == "status" and given.strip() == "any"):
                continue
            value = facet.clean(given)
            if value is None:
                self._unusable(name, given)
            else:
                found[value] = None
        values = list(found)[-1:] if facet.single else list(found)[:MOST_VALUES]
        return values

    def _day(self, name: str) -> date | None:
        given = fold(self._last(name)).strip()
        if not given:
            return None
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
                return date.fromisoformat(given)
        except ValueError:
            pass
        self._unusable(name, self._last(name))
        return None

    def _sort(self) -> Sort | None:
        given = self._last("sort")
        if given in list(Sort):
            return Sort(given)
        if given:
            self._unusable("sort", given)
        return None

    def _page(self) -> int:
        given = fold(self._last("page")).strip()
        if re.fullmatch(r"[0-9]{1,6}", given) and 1 <= int(given) <= LAST_PAGE:
            return int(given)
        if given:
            self._unusable("page", self._last("page"))
        return 1

    def _unusable(self, name: str, given: str) -> None:
        message = _("“%(value)s” can't be used here, and was left out.")
        self._left_out(name, message % {"value": _short(given)})

    def _unknown(self) -> None:
        for name in self.given:
            if name not in PARAMETERS:
                message = _("“%(name)s” is nothing that can be searched by, and was left out.")
                self._left_out(_short(name), message % {"name": _short(name)})


PARAMETERS = frozenset({"q", *FACETS, "from", "to", "sort", "page"})


def _readable(text: str) -> str:
    """A text without what can't be kept or shown: halves of a pair, and controls."""
    return "".join(
        character
        for character in text
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cs")
    )


def _short(text: str) -> str:
    text = " ".join(_readable(text).split())
    return text if len(text) <= 40 else f"{text[:40]}…"


_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)(?:[\"“”„«»]|$)|[^\"“”„«»]+")


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """The phrases of a text, folded: words between quotation marks together, others alone.

    A quotation mark without its other half goes on to the end.
    """
    phrases: dict[Phrase, None] = {}
    for part in _QUOTED.finditer(text):
        quoted = part[1]
        found = [tuple(words(quoted))] if quoted is not None else [(w,) for w in words(part[0])]
        phrases.update(dict.fromkeys(filter(None, found)))
    return tuple(phrases)


def _first_words(phrases: Iterable[Phrase], most: int) -> tuple[Phrase, ...]:
    kept: list[Phrase] = []
    for phrase in phrases:
        phrase = phrase[:most]
        most -= len(phrase)
        if phrase:
            kept.append(phrase)
    return tuple(kept)
