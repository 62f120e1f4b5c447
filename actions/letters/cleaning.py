"""What readers type, without what is not to be seen: a letter says no more than it shows.

Characters that turn the direction of what follows can make a name or an address read as another
one. None of them is needed: what sets a text isolates its foreign runs itself. Joiners stay, which
Persian words are written with.
"""

import re

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BREAKS = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# What turns the direction; then halves of characters, and what is no character at all.
_UNSAID = re.compile(
    r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # marks, embeddings, overrides, isolates
    r"\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def without_controls(text: str) -> str:
    """A text on one line: no line breaks, other controls, or blanks that stand for nothing."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def one_line(text: str) -> str:
    """A name, a place, a line of an address: on one line, and in the direction of its letters."""
    return without_controls(_UNSAID.sub("", text))


def lines(text: str) -> str:
    """A text of several lines, each as `one_line` has it but for its blanks."""
    kept = _UNSAID.sub("", text)
    return "\n".join(_CONTROLS.sub(" ", line) for line in _BREAKS.split(kept))
