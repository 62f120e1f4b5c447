"""A document that holds a second urgent action: the first is read, the other set aside whole."""

from __future__ import annotations

from actions.importing.labels import Label
from actions.importing.section import Section, Sections

_TO_WRITE = frozenset({Label.TAKE_ACTION, Label.WRITE, Label.TARGETS})
_AT_THE_END = frozenset({Label.LANGUAGE, Label.UNTIL, Label.PEOPLE, Label.PREVIOUS})
_OF_AN_ACTION = _AT_THE_END | {Label.LETTER, Label.ADDITIONAL}


def set_aside_second(found: Sections) -> str:
    """Take what follows the end of the first action out of `found`, if that is another action.

    Returns its printed words, "" where there is one action only. Another begins at a heading or
    at "URGENT ACTION", below the facts that end the first, and says again whom to write to.
    """
    place = _start_of_second(found.sections)
    if not place:
        return ""
    sections, found.sections = found.sections[place:], found.sections[:place]
    notices = [one for one in found.notices if one.section >= place]
    found.notices = [one for one in found.notices if one.section < place]
    printed = [text for section in sections for text in _printed(section)]
    return "\n\n".join([*printed, *(notice.block.printed for notice in notices)])


def _start_of_second(sections: list[Section]) -> int:
    written = ended = False
    # The last place where an action says whom to write to, and what else belongs to it.
    last = min(_last(sections, _TO_WRITE), _last(sections, _OF_AN_ACTION))
    for place, section in enumerate(sections[: last + 1]):
        if section.label is Label.UNKNOWN and written and ended:
            return place
        written |= section.label in _TO_WRITE
        ended |= written and section.label in _AT_THE_END
    return 0


def _last(sections: list[Section], labels: frozenset[Label]) -> int:
    """The place of the last section with one of some labels and a text, -1 if there is none."""
    places = range(len(sections) - 1, -1, -1)
    return next((i for i in places if sections[i].label in labels and sections[i].blocks), -1)


def _printed(section: Section) -> list[str]:
    label = "\n".join(section.labels)
    return [text for text in [label, *(block.printed for block in section.blocks)] if text]
