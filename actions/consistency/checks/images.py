"""Images whose alternative tells those who don't see them nothing."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from actions.consistency.findings import Finding
from actions.consistency.passages import Block
from actions.consistency.subject import Subject, quote
from actions.consistency.text import folded

_FILE = re.compile(
    r"\.(?:avif|gif|jpe?g|png|svg|webp|tiff?|heic)$|^(?:img|dsc|image)[-_ ]?\d+", re.I
)
_RICH_IMAGE = re.compile(r"<embed\b(?=[^>]*\bembedtype=\"image\")([^>]*)>", re.IGNORECASE)
_ALT = re.compile(r"\balt=\"([^\"]*)\"")


def check(subject: Subject) -> Iterator[Finding]:
    """Alternatives that are missing, the name of a file, or only the caption again."""
    for block in subject.blocks["additional_information"]:
        if block.type == "image":
            yield from _in_block(subject, block)
    for passage in subject.passages:
        for match in _RICH_IMAGE.finditer(passage.html):
            alternative = _ALT.search(match[1])
            if not alternative or not alternative[1].strip():
                yield subject.finding("image", passage.place, _missing(), match[0])


def _in_block(subject: Subject, block: Block) -> Iterator[Finding]:
    said = str(block.get("alt_text") or "").strip()
    caption = str(block.get("caption") or "").strip()
    place = block.children["alt_text"]
    if not said:
        yield subject.finding("image", place, _missing())
    elif _FILE.search(said) or folded(said) in _file_names(subject, block):
        message = _(
            "The image is described by the name of its file, %(said)s. "
            "Say what it shows to those who don't see it."
        ) % {"said": quote(said)}
        yield subject.finding("image", place, message, said)
    elif folded(said) == folded(caption):
        message = _(
            "What the image shows only repeats its caption, %(said)s. "
            "Say what is to be seen; the caption is read aloud as well."
        ) % {"said": quote(said)}
        yield subject.finding("image", place, message, said, caption)


def _missing() -> str:
    return _(
        "An image has no words for those who don't see it. Say what it shows under “What it shows”."
    )


def _file_names(subject: Subject, block: Block) -> set[str]:
    """The name of the image's file, with and without its ending."""
    image = subject.directory.images.get(block.get("image") or 0)
    if image is None:
        return set()
    path = PurePath(image.file.name)
    return {folded(path.name), folded(path.stem)}
