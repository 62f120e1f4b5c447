"""The parameters of the API: what each may be, said to programs as JSON Schema, and held to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from actions.choices import Region
from cms.middleware import preferred_language
from search.facets import FACETS
from search.facets.status import STATES
from search.query import LONGEST_TEXT, MOST_VALUES, MOST_WORDS, Query, Sort, parse

Json = dict[str, Any]
DEFAULT_PER_PAGE, MOST_PER_PAGE, LAST_PAGE = 20, 100, 10_000
# Letters and digits of the scripts that words are mostly looked for in; one of them must be there.
# No classes such as \w: every program that reads the schema means something else by them.
_LETTERS = (
    r"0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ad\u0391-\u03a1\u03a3-\u03ce\u0400-\u0481"
    r"\u0531-\u0556\u0561-\u0586\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06f0-\u06f9"
    r"\u0905-\u0939\u0985-\u098c\u0995-\u09a8\u09aa-\u09b0\u0e01-\u0e2e\u10d0-\u10f0\u1200-\u1246"
    r"\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3\ufe80-\ufef4"
)
_TEXT = rf"[^\u0000-\u001f\u007f-\u009f\ufffd]*[{_LETTERS}][^\u0000-\u001f\u007f-\u009f\ufffd]*"
_DAY: Json = {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, what it does, and the JSON Schema of a value."""

    name: str
    description: str
    schema: Json
    several: bool = False

    def as_openapi(self) -> Json:
        """The parameter as OpenAPI has it."""
        schema = self.schema
        if self.several:
            schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_VALUES}
        return {
            "in": "query",
            "name": self.name,
            "description": self.description,
            "required": False,
            "schema": schema,
            **({"style": "form", "explode": True} if self.several else {}),
        }

    def problem(self, values: Sequence[str]) -> str:
        """What is wrong with values; "" where nothing is."""
        most = MOST_VALUES if self.several else 1
        if len(values) > most:
            return f"There are {len(values)} values: give {most} at most."
        unfit = next((value for value in values if not self._fits(value)), None)
        if unfit is None:
            return ""
        given = f"“{_readable(unfit)}” can't be used"
        if "enum" in self.schema:
            return f"{given}: give one of {', '.join(self.schema['enum'])}."
        return f"{given}: give {self.description}."

    def _fits(self, value: str) -> bool:
        schema = self.schema
        if "enum" in schema:
            return value in schema["enum"]
        if schema["type"] == "integer":
            digits = re.fullmatch(r"-?[0-9]{1,9}", value)
            return bool(digits) and schema["minimum"] <= int(value) <= schema["maximum"]
        if len(value) > schema.get("maxLength", len(value)):
            return False
        if "pattern" in schema and not re.fullmatch(schema["pattern"][1:-1], value):
            return False
        return schema.get("format") != "date" or _is_day(value)


def _is_day(value: str) -> bool:
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and date.fromisoformat(value))
    except ValueError:
        return False


def _one_of(values: Sequence[str]) -> Json:
    return {"type": "string", "enum": [str(value) for value in values]}


def _matching(pattern: str) -> Json:
    return {"type": "string", "pattern": f"^{pattern}$"}


# What a value of each facet may be, and what it is.
_OF_FACETS: dict[str, tuple[str, Json]] = {
    "status": ("the state of an action today", _one_of([*STATES, "any"])),
    "country": ("the ISO 3166 code of a country", _matching("[A-Za-z]{2,4}")),
    "region": ("a part of the world", _one_of(Region.values)),
    "topic": ("a topic, by its slug", _matching("[-0-9A-Za-z_]{1,50}")),
    "year": ("the year of the issue date", _matching("(?:19|20)[0-9]{2}")),
    "language": (
        "a language that an action can be read in; with q, whose words are looked through",
        _one_of(settings.SITE_LANGUAGES),
    ),
    "letter_language": (
        "the code of a language that letters are best written in",
        _matching("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}"),
    ),
    "target": ("the id of an office that is written to", _matching("[1-9][0-9]{0,9}")),
}
LANG = Parameter(
    "lang",
    "the language of titles and names; by default what Accept-Language asks for",
    _one_of(settings.SITE_LANGUAGES),
)
ASKED = (
    Parameter(
        "q",
        f"words that all must be found, at most {MOST_WORDS}; those in quotation marks together; "
        "a number such as UA 109.23 comes first",
        {"type": "string", "maxLength": LONGEST_TEXT, "pattern": f"^{_TEXT}$"},
    ),
    *(
        Parameter(name, *_OF_FACETS[name], several=not facet.single)
        for name, facet in FACETS.items()
    ),
    Parameter("from", "the first day of issue, such as 2026-01-31", _DAY),
    Parameter("to", "the last day of issue, such as 2026-12-31", _DAY),
    Parameter("sort", "the order; by default relevance with q, else deadline", _one_of(list(Sort))),
    Parameter(
        "page",
        f"the page, from 1 to {LAST_PAGE}; one behind the last has no items",
        {"type": "integer", "minimum": 1, "maximum": LAST_PAGE},
    ),
    Parameter(
        "per_page",
        f"how many are to be on a page, 1 to {MOST_PER_PAGE}; {DEFAULT_PER_PAGE} by default",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE},
    ),
    LANG,
)
_OURS_ALONE = ("lang", "per_page")


class Wrong(Exception):
    """Parameters that can't be used: for each what is wrong with it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(errors)
        self.errors = errors


def language_of(request: HttpRequest) -> str:
    """Whose words are wanted: those of `lang`, else what Accept-Language asks for."""
    given = request.GET.get("lang", "")
    if given in settings.SITE_LANGUAGES:
        return given
    return preferred_language(request.headers.get("Accept-Language", ""))


def check(request: HttpRequest, known: Sequence[Parameter]) -> None:
    """Raise Wrong where anything is asked that there isn't, or that can't be."""
    errors = dict(_errors(request, known))
    if errors:
        raise Wrong(errors)


def _errors(request: HttpRequest, known: Sequence[Parameter]) -> Iterator[tuple[str, str]]:
    by_name = {parameter.name: parameter for parameter in known}
    for name, values in request.GET.lists():
        if name not in by_name:
            yield _readable(name), "There is no such parameter."
        elif problem := by_name[name].problem(values):
            yield name, problem


def _readable(text: str) -> str:
    """A text that somebody sent as it can stand in a message: not long, nothing that hides."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:40])
    return shown if len(text) <= 40 else f"{shown}…"


def query_of(request: HttpRequest) -> Query | None:
    """What is asked of the library; None where no day can be between `from` and `to`.

    Raises Wrong where a parameter can't be used, whatever the reason.
    """
    check(request, ASKED)
    given = {name: values for name, values in request.GET.lists() if name not in _OURS_ALONE}
    if request.GET.get("from", "") > request.GET.get("to", "9999"):
        return None
    with translation.override("en"):
        query = parse(given, language=language_of(request))
    if query.problems:
        raise Wrong({problem.parameter: problem.message for problem in query.problems})
    return query


def per_page_of(request: HttpRequest) -> int:
    """How many actions are to be on a page."""
    return int(request.GET.get("per_page", DEFAULT_PER_PAGE))


def address_parameters(request: HttpRequest, query: Query) -> list[tuple[str, str]]:
    """The parameters that ask for a query again, with those that only the API has."""
    kept = [(name, request.GET[name]) for name in _OURS_ALONE if name in request.GET]
    return [*replace(query, problems=()).parameters(), *kept]
