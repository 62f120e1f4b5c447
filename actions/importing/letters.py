"""Blocks of a document into a letter."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from actions.importing.document import Block
from actions.importing.draft import Letter, Notes
from actions.importing.labels import is_salutation, is_sign_off
from actions.importing.markup import Line, to_html

_MOST_NAME_LINES = 3
_LONGEST_NAME = 80


def read_letter(blocks: Sequence[Block], notes: Notes) -> tuple[Letter | None, list[Block]]:
    """Read one letter, and return the blocks that follow its end.

    None where there is no paragraph and no sign-off: a greeting alone is no letter.
    """
    salutation: str | None = None
    sign_off: str | None = None
    paragraphs: list[str] = []
    position = 0
    for position, block in enumerate(blocks, 1):
        lines = list(block.lines)
        if position == 1 and is_salutation(lines[0].text):
            salutation = lines.pop(0).printed
        end = next((i for i, line in enumerate(lines) if is_sign_off(line.text)), None)
        if end is not None:
            sign_off, position = _sign_off(blocks, position, lines[end:], notes)
            lines = lines[:end]
        if lines:
            paragraphs.append(to_html(lines, before=block.bullet))
        if sign_off is not None:
            break
    rest = list(blocks[position:])
    if not paragraphs and sign_off is None:
        notes.leave(salutation or "", field="letters", message=_("A greeting without a letter."))
        return None, rest
    if salutation is None:
        notes.problem("letters", _("The letter has no salutation: add one (“Dear …,”)."))
    if sign_off is None:
        notes.problem("letters", _("The letter has no sign-off: add one (“Yours sincerely,”)."))
    return Letter(salutation, tuple(paragraphs), sign_off), rest


def _sign_off(
    blocks: Sequence[Block], position: int, lines: Sequence[Line], notes: Notes
) -> tuple[str, int]:
    """The closing words with the few short lines for a name that stand right below them."""
    names = [line.printed for line in lines[1:]]
    if len(names) > _MOST_NAME_LINES or any(len(name) > _LONGEST_NAME for name in names):
        text = "\n".join(names)
        notes.leave(text, field="letters", message=_("What follows the sign-off: place it."))
        names = []
    return "\n".join([lines[0].printed, *names]), position
