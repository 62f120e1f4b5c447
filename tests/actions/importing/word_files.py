"""Word documents for tests, made by python-docx as Word would have them."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

INLINE = re.compile(
    r"\*\*(.+?)\*\*|(?<!\w)\*(?! )(.+?)\*|\[([^\[\]]+)\]\(([^()]*)\)|<([^<>\s]+)>", re.S
)


def saved(document) -> bytes:
    """The bytes of a document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_link(paragraph, words: str, address: str) -> None:
    """Add a link as Word has it: to a relation, or to a bookmark for an address with # alone."""
    link = OxmlElement("w:hyperlink")
    if address.startswith("#"):
        link.set(qn("w:anchor"), address[1:] or "top")
    else:
        relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
    run = paragraph.add_run(words)._r
    link.append(run)
    paragraph._p.append(link)


def add_marked(paragraph, text: str, *, bold: bool = False) -> None:
    """Add simple Markdown to a paragraph: bold, italic, links, line ends."""
    position = 0
    for found in INLINE.finditer(text):
        add_words(paragraph, text[position : found.start()], bold=bold)
        position = found.end()
        if found[1]:
            add_marked(paragraph, found[1], bold=True)
        elif found[2]:
            paragraph.add_run(found[2]).italic = True
        elif found[4] is not None:
            add_link(paragraph, found[3], found[4])
        else:
            add_link(paragraph, found[5], found[5])
    add_words(paragraph, text[position:], bold=bold)


def add_words(paragraph, text: str, *, bold: bool) -> None:
    """Add plain text, its line ends as breaks."""
    for place, line in enumerate(text.split("\n")):
        if place:
            paragraph.add_run().add_break()
        if line:
            paragraph.add_run(line).bold = bold or None


def from_markdown(text: str) -> bytes:
    """A Word document that says what simple Markdown does, with heading and list styles."""
    document = docx.Document()
    text = re.sub(r"^(#+ .*)\n(?=.)", r"\1\n\n", re.sub(r" +\n", "\n", text.strip()), flags=re.M)
    for block in re.split(r"\n{2,}", text):
        if heading := re.match(r"(#+) (.*)", block):
            document.add_heading(heading[2], len(heading[1]))
        elif block.startswith("|"):
            rows = [row.strip("| ").split(" | ") for row in block.split("\n") if "---" not in row]
            add_table(document, rows)
        elif re.match(r"(?:[-*]|\d+\.) ", block):
            for item in re.split(r"\n(?=[-*] |\d+\.)", block):
                style = "List Number" if item[0].isdigit() else "List Bullet"
                add_marked(document.add_paragraph(style=style), item.split(" ", 1)[1])
        elif block != "***":
            paragraph = document.add_paragraph(style="Quote" if block[0] == ">" else None)
            add_marked(paragraph, block.removeprefix("> "))
    return saved(document)


def add_table(document, rows: list[list[str]]) -> None:
    """Add a table of plain cells."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def from_lines(text: str, *, gaps: bool) -> bytes:
    """A Word document with a paragraph for each line of a text.

    With `gaps` empty paragraphs stand where the text has blank lines, else nothing does.
    """
    document = docx.Document()
    for line in text.strip().split("\n"):
        if line.strip() or gaps:
            document.add_paragraph(line.strip())
    return saved(document)


def with_parts(data: bytes, changed: dict[str, bytes | None]) -> bytes:
    """The same file with some parts of its zip changed, added or (None) left out."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()
