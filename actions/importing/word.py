"""Word documents into our Markdown: every word that is printed, in reading order.

Headings become #, items -, bold **, links [words](address), rows of a table | a | b |. The text
of a box stands below the paragraph that holds it. Footnotes, and the heads and feet of pages,
stand at the end as [^1]: … and [^header]: …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from actions.importing.archive import DamagedError, safe_package
from actions.importing.errors import DocumentError
from actions.importing.marks import NOTE
from actions.importing.markup import Run
from actions.importing.word_paragraphs import Paragraph, written
from actions.importing.word_styles import Numbering, Styles
from actions.importing.word_xml import attribute, below, boxes, linked, local, printed, root, shown

_LONGEST_CODE = 5_000
_PARTS_WITH_FEET = {RELATIONSHIP_TYPE.HEADER: "header", RELATIONSHIP_TYPE.FOOTER: "footer"}
_PARTS_WITH_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)


def word_to_text(data: bytes, *, name: str) -> str:
    """Return the words of a Word document (the bytes of a .docx) as Markdown.

    Raises DocumentError for what is no Word document, too large, or broken.
    """
    try:
        package = _opened(data, name)
        return _Writer(package).text()
    except (DamagedError, etree.XMLSyntaxError, UnicodeError, RecursionError) as error:
        message = _(
            "%(name)s is damaged and can't be read: open it in Word and save it again as .docx, "
            "or paste its text."
        )
        raise DocumentError(message % {"name": name}) from error


def _opened(data: bytes, name: str) -> Part:
    """The main part of a package."""
    stream = safe_package(data, name=name)
    try:
        main: Part = Package.open(stream).main_document_part
    except Exception as error:
        # The library checks nothing of what it reads: any error here means a broken package.
        raise DamagedError(str(error)) from error
    return main


@dataclass(slots=True)
class _Field:
    """A field of the old kind that is open: its code, then the address its result links to."""

    code: str = ""
    in_code: bool = True
    address: str | None = None


class _Writer:
    """Walks the parts of a package and writes what is printed."""

    def __init__(self, main: Part) -> None:
        self.main = main
        related = {rel.reltype: rel.target_part for rel in main.rels.values() if _is_part(rel)}
        self.styles = Styles(root(related.get(RELATIONSHIP_TYPE.STYLES)))
        self.numbering = Numbering(root(related.get(RELATIONSHIP_TYPE.NUMBERING)))
        self.part = main
        self.notes: dict[tuple[str, str], int] = {}
        self.fields: list[_Field] = []

    def text(self) -> str:
        """Return the whole document."""
        main = root(self.main)
        if main is None or local(main) != "document":
            raise DamagedError("the main part is no document")
        text = written(self._blocks(main))
        return "\n\n".join(filter(None, [text, *self._footnotes(), *self._heads_and_feet()]))

    # --- Blocks -------------------------------------------------------------------------------

    def _blocks(self, parent: etree._Element) -> Iterator[Paragraph | None]:
        """The paragraphs under an element; None is an empty one, or another gap."""
        for element in shown(parent):
            kind = local(element)
            if kind == "p":
                paragraph = self._paragraph(element)
                yield paragraph if paragraph.markdown else None
                yield from paragraph.boxes
            elif kind == "tbl":
                yield None
                yield from self._table(element)
                yield None
            else:
                yield from self._blocks(element)

    def _table(self, table: etree._Element) -> Iterator[Paragraph | None]:
        """A table of short cells as rows; one that only arranges text as its paragraphs."""
        rows = [
            [list(self._blocks(cell)) for cell in below(row, "tc")] for row in below(table, "tr")
        ]
        words = [[[p for p in cell if p] for cell in row] for row in rows]
        is_grid = any(len(row) > 1 for row in words) and all(
            len(cell) <= 1 and all(p.prefix == "" and "\n" not in p.markdown for p in cell)
            for row in words
            for cell in row
        )
        for row, plain in zip(rows, words, strict=True):
            if not is_grid:
                for cell in row:
                    yield from (*cell, None)
            elif any(plain):
                cells = [cell[0].runs if cell else [] for cell in plain]
                yield Paragraph("|", _with_bars(cells))

    def _paragraph(self, element: etree._Element) -> Paragraph:
        look = self.styles.paragraph(element)
        paragraph = Paragraph()
        self._runs(element, paragraph, look.bold, look.italic, None)
        if look.level:
            paragraph.prefix = "#" * look.level
            paragraph.runs = [_plain(run) for run in paragraph.runs]
        elif look.list_id and "".join(run.text for run in paragraph.runs).strip():
            paragraph.prefix = self.numbering.mark(look.list_id, look.list_level)
        return paragraph

    # --- Runs ---------------------------------------------------------------------------------

    def _runs(
        self,
        parent: etree._Element,
        paragraph: Paragraph,
        bold: bool,
        italic: bool,
        href: str | None,
    ) -> None:
        """Add what is printed under an element to a paragraph."""
        for element in shown(parent):
            kind = local(element)
            if kind == "r":
                self._run(element, paragraph, bold, italic, href)
            elif kind == "hyperlink":
                self._runs(element, paragraph, bold, italic, self._address(element))
            elif kind == "fldSimple":
                found = linked(attribute(element, "instr"))
                self._runs(element, paragraph, bold, italic, found or href)
            elif kind == "t":  # of a formula
                paragraph.runs.append(Run(element.text or "", bold, italic, href))
            else:
                self._runs(element, paragraph, bold, italic, href)

    def _run(
        self,
        run: etree._Element,
        paragraph: Paragraph,
        bold: bool,
        italic: bool,
        href: str | None,
    ) -> None:
        """Add one run: text in one format, and what hangs on it."""
        look = self.styles.run(run, bold=bold, italic=italic)
        for element in shown(run):
            kind = local(element)
            if kind in {"drawing", "pict", "object"}:
                for box in boxes(element):
                    paragraph.boxes += [one for one in self._blocks(box) if one]
            elif kind == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif kind == "instrText":
                if self.fields and len(self.fields[-1].code) < _LONGEST_CODE:
                    self.fields[-1].code += element.text or ""
            elif kind in {"footnoteReference", "endnoteReference"}:
                paragraph.runs.append(Run(self._note_mark(element, kind)))
            elif not look.hidden:
                text = printed(element)
                address = href or self._field_address()
                if text and not self._in_field_code():
                    paragraph.runs.append(Run(text, look.bold, look.italic, address))

    def _address(self, link: etree._Element) -> str | None:
        relation = self.part.rels.get(attribute(link, "id"))
        anchor = attribute(link, "anchor")
        if relation is not None and relation.is_external:
            address = str(relation.target_ref)
            return f"{address}#{anchor}" if anchor and "#" not in address else address
        return f"#{anchor}" if anchor else "#"

    def _field(self, kind: str) -> None:
        """Follow a field of the old kind: its code, its result, its end."""
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            field = self.fields[-1]
            around = self.fields[-2].address if len(self.fields) > 1 else None
            field.in_code, field.address = False, linked(field.code) or around
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _in_field_code(self) -> bool:
        return bool(self.fields) and self.fields[-1].in_code

    def _field_address(self) -> str | None:
        return self.fields[-1].address if self.fields else None

    def _note_mark(self, element: etree._Element, kind: str) -> str:
        number = self.notes.setdefault((kind[:3], attribute(element, "id")), len(self.notes) + 1)
        return NOTE.format(number)

    # --- What stands beside the text ----------------------------------------------------------

    def _footnotes(self) -> Iterator[str]:
        """The notes that the text refers to, by their number, and others that hold words."""
        found: dict[int, str] = {}
        for relation, part in self._related(_PARTS_WITH_NOTES):
            kind = "end" if relation == RELATIONSHIP_TYPE.ENDNOTES else "foo"
            for note in part:
                mark = (kind, attribute(note, "id"))
                text = self._one_line(note)
                if text:
                    found[self.notes.setdefault(mark, len(self.notes) + 1)] = text
        return (f"[^{number}]: {text}" for number, text in sorted(found.items()))

    def _heads_and_feet(self) -> Iterator[str]:
        """The head and foot of pages, each once."""
        seen = set()
        for relation, part in self._related(tuple(_PARTS_WITH_FEET)):
            for block in self._blocks(part):
                text = block.markdown.replace("  \n", " ") if block else ""
                if text and text not in seen and any(map(str.isalnum, text)):
                    seen.add(text)
                    yield f"[^{_PARTS_WITH_FEET[relation]}]: {text}"

    def _related(self, kinds: Iterable[str]) -> Iterator[tuple[str, etree._Element]]:
        """The parts of some kinds; what is read from each has that part's own links."""
        for relation in self.main.rels.values():
            if relation.reltype in kinds and _is_part(relation):
                found = root(relation.target_part)
                if found is not None:
                    self.part, self.fields = relation.target_part, []
                    yield relation.reltype, found

    def _one_line(self, element: etree._Element) -> str:
        texts = (block.markdown for block in self._blocks(element) if block)
        return " ".join(" ".join(texts).split())


def _with_bars(cells: list[list[Run]]) -> list[Run]:
    runs: list[Run] = []
    for cell in cells:
        runs += [*cell, Run(" | ")]
    return runs


def _plain(run: Run) -> Run:
    """A run of a heading, whose look is the heading's."""
    return Run(run.text, href=run.href)


def _is_part(relation: object) -> bool:
    return not getattr(relation, "is_external", True)
