"""Steps of a TAKE ACTION list: where the list ends, and which step reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.importing import elsewhere
from actions.importing.contacts import contact_parts, is_office, is_prose
from actions.importing.document import Block

_INSTRUCTION = re.compile(
    r"(?:please )?(?:write|send|use|e-?mail|tweet|call|phone|fax|post|sign|share|ask|urge|join|"
    rf"take|contact|appeal|{elsewhere.INSTRUCTION})\b(?! ?:)",
    re.IGNORECASE,
)
_WRITINGS = r"(?:actions?|letters?|appeals?|messages?|e-?mails?|calls?)"
_REPORTS = re.compile(
    rf"\breport(?:ing)? (?:on )?(?:(?:all|any) (?:of )?)?(?:your|the|that|how|when|if|whether)?\b"
    rf".{{0,40}}\b{_WRITINGS}|\breport back\b|\bclick (?:here )?(?:below )?to report\b|"
    r"\b(?:let|tell|inform|notify) (?:us|our \w+)(?: know)?\b|"
    rf"\breport\b.{{0,30}}\byou (?:have )?(?:wrote|written|sent|acted|took|taken)\b|"
    rf"{elsewhere.REPORTS}",
    re.IGNORECASE,
)
# A demand, which may speak of reports too: what is asked of those who are written to.
_DEMAND = re.compile(
    r"(?:please )?(?:calling|urging|asking|demanding|insisting|expressing|requesting|reminding|"
    r"appealing|welcoming|call|urge|ask|demand|insist|express|request|remind|tell|inform)\b"
    r"(?! us\b)",
    re.IGNORECASE,
)


def asks_to_report(text: str) -> bool:
    """Whether a step asks to tell the network that one has written."""
    return _DEMAND.match(text) is None and _REPORTS.search(text[:1_000]) is not None


def split_instruction(block: Block) -> tuple[Block, Block | None] | None:
    """The step that stands behind the label itself ("TAKE ACTION: WRITE AN APPEAL"), and the rest.

    None where what stands there is no instruction.
    """
    if block.kind != "paragraph" or not _INSTRUCTION.match(block.lines[0].text):
        return None
    lines = list(block.lines)
    end = 1
    while end < len(lines) and lines[0].text.isupper() and lines[end].text.isupper():
        end += 1
    if contact_parts(lines[0].text) or (end < len(lines) and is_prose(block.text)):
        return None
    rest = lines[end:]
    return block.part(lines[:end]), block.part(rest) if rest else None


def end_of_steps(blocks: Sequence[Block]) -> int:
    """Where the steps end: behind the last item of a list above all ways to reach anybody.

    Without a list the sentences that follow the label are the steps.
    """
    end = 0
    for position, block in enumerate(blocks):
        if any(contact_parts(line.text) for line in block.lines):
            break
        if block.kind == "item":
            end = position + 1
    while 0 < end < len(blocks) and asks_to_report(blocks[end].text):
        end += 1
    if end:
        return end
    return next((i for i, block in enumerate(blocks) if not _is_sentences(block)), len(blocks))


def _is_sentences(block: Block) -> bool:
    """Whether a block is sentences, and not a card whose lines are many words together."""
    lines = [line.text for line in block.lines]
    is_card = len(lines) > 1 and any(is_office(line) or contact_parts(line) for line in lines)
    return is_prose(block.text) and not is_card and not contact_parts(lines[0])
