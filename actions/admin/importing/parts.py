"""From a draft to what the review shows of it: the parts, and what to look at in each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from actions.admin.importing.rows import MOST_ROWS, NEW
from actions.importing import ActionDraft, Card, Problem
from actions.importing.markup import html_to_text
from actions.importing.matching import Match
from actions.importing.writing import paragraphs

SEVERAL = ("steps", "targets", "copies", "letters", "people", "previous_actions")
# Where the review shows what the importer says of a field; everything else beside `unplaced`.
_PART_OF = {
    "number": "number",
    "sequence": "number",
    "index_number": "number",
    "issued_on": "dates",
    "act_by": "dates",
    "own_language_accepted": "preferred_languages",
    **{name: name for name in ("title", "countries", "introduction", "preferred_languages")},
    **{name: name for name in ("additional_information", *SEVERAL)},
}


@dataclass(frozen=True)
class Part:
    """A part of the action on the review: its inputs or rows, and what to look at."""

    name: str
    title: str | Promise
    fields: Sequence[Any] = ()
    rows: Any = None
    problems: tuple[str, ...] = ()


def problems_of(draft: ActionDraft, part: str) -> tuple[str, ...]:
    """What the importer says of a part."""
    return tuple(
        problem.message
        for problem in draft.problems
        if _PART_OF.get(problem.field, "unplaced") == part
    )


def capped(draft: ActionDraft) -> ActionDraft:
    """A draft with at most so many rows in each part; the words of the others are unplaced."""
    kept: dict[str, Any] = {}
    left: list[str] = []
    problems: list[Problem] = []
    for name in SEVERAL:
        rows = getattr(draft, name)
        if len(rows) > MOST_ROWS:
            kept[name] = rows[:MOST_ROWS]
            left += ["\n".join(_words(row)) for row in rows[MOST_ROWS:]]
            message = _("More than %(most)s were found: the rest is with what could not be placed.")
            problems.append(Problem(name, message % {"most": MOST_ROWS}))
    if not kept:
        return draft
    return replace(
        draft,
        unplaced=(*draft.unplaced, *left),
        problems=(*draft.problems, *problems),
        **kept,
    )


def _words(row: Any) -> list[str]:
    """The words of one row, field by field."""
    found: list[str] = []
    for name in row.__slots__:
        value = getattr(row, name)
        texts = value if isinstance(value, tuple) else (value,)
        html = name in ("html", "paragraphs")
        found += [html_to_text(text) if html else text for text in texts if isinstance(text, str)]
    return found


def initial_of(draft: ActionDraft, matches: dict[str, list[Match]]) -> dict[str, list[dict]]:
    """What the rows of each part begin with."""
    return {
        "steps": [{"html": f"<p>{step.html}</p>", "reports": step.reports} for step in draft.steps],
        "targets": [_card(match) for match in matches["targets"]],
        "copies": [_card(match) for match in matches["copies"]],
        "letters": [
            {
                "salutation": letter.salutation,
                "body": paragraphs(letter.paragraphs),
                "sign_off": letter.sign_off,
            }
            for letter in draft.letters
        ],
        "people": [{"name": one.name, "pronoun": one.pronoun} for one in draft.people],
        "previous_actions": [
            {"label": one.label, "url": one.url} for one in draft.previous_actions
        ],
    }


def _card(match: Match) -> dict[str, Any]:
    card: Card = match.card
    return {
        "choice": str(match.same.office.pk) if match.same else NEW,
        "title": card.office,
        "name": card.name,
        "address": "\n".join(card.address),
        "phone": card.phone,
        "fax": card.fax,
        "emails": "\n".join(card.emails),
        "x_handle": card.x_handle,
        "website": card.website,
        "country": match.country.code if match.country else "",
        "embassy_of": match.embassy_of.code if match.embassy_of else "",
        "salutation": card.salutation,
        "note": "\n".join(card.others),
    }
