"""The XML of Word's parts: names without namespaces, and what of it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.opc.part import Part
from lxml import etree

from actions.importing.archive import safe_parser

_LINKED = re.compile(r'\bHYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))?(?:.*?\\l\s+"([^"]*)")?', re.I)
_IGNORED = frozenset(
    "del moveFrom pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr delText "
    "annotationRef footnoteRef endnoteRef separator continuationSeparator rt".split()
)
_BLANKS = re.compile(r"[\t\n\r]+")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ue000\ue001]")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its name without namespace, "" where it is missing."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return ""


def wordy(text: str | None) -> str:
    """Text without characters that mean something to us alone."""
    return _BLANKS.sub(" ", _NO_TEXT.sub("", text or ""))


def child(parent: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of names without namespace."""
    for name in path:
        if parent is None:
            return None
        parent = next((e for e in parent if isinstance(e.tag, str) and local(e) == name), None)
    return parent


def root(part: Part | None) -> etree._Element | None:
    """The XML of a part, read by our own parser."""
    return None if part is None else etree.fromstring(part.blob, safe_parser())


def shown(parent: etree._Element) -> Iterator[etree._Element]:
    """The children that are printed; of alternatives only the one that Word would take."""
    for element in parent:
        if not isinstance(element.tag, str) or local(element) in _IGNORED:
            continue
        if local(element) == "AlternateContent":
            chosen = next((e for e in element if isinstance(e.tag, str)), None)
            yield from shown(chosen) if chosen is not None else ()
        else:
            yield element


def below(parent: etree._Element, kind: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those inside a content control."""
    for element in shown(parent):
        if local(element) == kind:
            yield element
        elif local(element) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from below(element, kind)


def boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes in a drawing; of alternatives only the first."""
    for child in shown(element):
        if local(child) == "txbxContent":
            yield child
        else:
            yield from boxes(child)


def printed(element: etree._Element) -> str:
    """The characters that one element of a run prints."""
    kind = local(element)
    if kind == "t":
        return wordy(element.text)
    if kind == "sym":
        code = attribute(element, "char")
        return "•" if re.fullmatch(r"[Ff]0[0-9A-Fa-f]{2}", code) else ""
    if kind == "br":
        return " " if attribute(element, "type") in {"page", "column"} else "\n"
    return {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}.get(kind, "")


def linked(code: str) -> str | None:
    """The address that the code of a field links to."""
    found = _LINKED.search(code)
    if not found:
        return None
    address, anchor = found[1] or found[2] or "", found[3]
    return f"{address}#{anchor}" if anchor else address or None
