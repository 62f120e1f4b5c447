"""What is told of an action wherever lists of them are taken along: tables, feeds, the API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from search.listing import Entry


@dataclass(frozen=True)
class Column:
    """A fact of an action: its name for programs, what it means, and how an entry tells it."""

    name: str
    meaning: Any
    read: Callable[[Entry], Any]


def _number(entry: Entry) -> str | None:
    number = entry.record.number
    return str(number) if number else None


def _packed(column: str) -> Callable[[Entry], list[str]]:
    """The values that stand packed in a column of the documents."""
    return lambda entry: getattr(entry.document, column).split()


def _said(text: str) -> str | None:
    return text or None


COLUMNS = (
    Column("number", _("Number, such as 109.23: a text, no amount."), _number),
    Column(
        "sequence",
        _("Place in the series: 2 for the second action on a case."),
        lambda entry: entry.record.sequence,
    ),
    Column(
        "label", _("How the number is read in this language."), lambda entry: _said(entry.label)
    ),
    Column("title", _("Title, in the language that “language” names."), lambda entry: entry.title),
    Column(
        "language", _("Code of the language of title and address."), lambda entry: entry.language
    ),
    Column(
        "languages",
        _("Codes of the languages that it can be read in."),
        lambda entry: entry.languages,
    ),
    Column(
        "state",
        _("State on the day of the export: open, expired, superseded or closed."),
        lambda entry: entry.state.value,
    ),
    Column(
        "outcome",
        _("What became of a closed action, in one word."),
        lambda entry: _said(entry.record.outcome),
    ),
    Column("issued_on", _("Day of issue."), lambda entry: entry.record.issued_on),
    Column(
        "act_by",
        _("The last day on which letters help; empty where there is none."),
        lambda entry: entry.act_by,
    ),
    Column("closed_on", _("Day on which it was closed."), lambda entry: entry.document.closed_on),
    Column("countries", _("ISO codes of its countries."), _packed("countries")),
    Column("regions", _("Regions of its countries."), _packed("regions")),
    Column("topics", _("Topics, by the words of their addresses."), _packed("topics")),
    Column(
        "letter_languages",
        _("Codes of the languages that letters are best written in."),
        _packed("letter_languages"),
    ),
    Column(
        "targets",
        _("Numbers of the offices that one writes to, as in addresses."),
        lambda entry: [int(office) for office in entry.document.targets.split()],
    ),
    Column("index_number", _("Index number."), lambda entry: _said(entry.record.index_number)),
    Column(
        "reference",
        _("The number that another network gave, as it writes it."),
        lambda entry: _said(entry.record.reference),
    ),
    Column("is_example", _("Whether it is an invented example."), lambda entry: entry.is_example),
    Column("url", _("Address of its page."), lambda entry: entry.url),
)


def told(entry: Entry) -> dict[str, Any]:
    """An action as data: what every column tells of it."""
    return {column.name: column.read(entry) for column in COLUMNS}
