"""Setting type with Typst: what is drawn or printed, with fonts that every machine has.

A template stands in this folder and reads nothing outside of it. What it says is handed over as
data, so that no word of an editor's or a reader's is read as markup, let alone run. Latin, Greek
and Cyrillic letters are set in Libertinus, which comes with Typst; the rest stands in `fonts/`,
since a machine need not have any.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

HERE = Path(__file__).resolve().parent
PIXEL = 72.0  # dots an inch at which a point is a pixel


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])


def drawn(template: str, said: Mapping[str, Any]) -> bytes:
    """What a template of one page draws of its data, as a PNG."""
    return _set(template, said, format="png", ppi=PIXEL)


def printed(template: str, said: Mapping[str, Any]) -> bytes:
    """What a template prints of its data, as a PDF with tags for screen readers.

    PDF/UA, unless some letter stands in none of our fonts, which that standard doesn't allow: it
    is printed as an empty box then. Where dots are glyphs of their own, as in our two faces of the
    Arabic script, Typst names a letter once for each: it is read out, and copied, twice.
    """
    try:
        return _pdf(template, said, standard="ua-1")
    except typst.TypstError as error:
        if not error.message.startswith("PDF/UA-1 error"):
            raise
        return _pdf(template, said, standard="1.7")


def _pdf(template: str, said: Mapping[str, Any], *, standard: Literal["1.7", "ua-1"]) -> bytes:
    return _set(template, said, format="pdf", pdf_standards=standard)


def _set(template: str, said: Mapping[str, Any], **options: Any) -> bytes:
    made: bytes = typst.compile(
        str(HERE / template),
        root=str(HERE),
        font_paths=_fonts(),
        sys_inputs={"said": json.dumps(said)},
        **options,
    )
    return made
