"""The library's query as a table, CSV or XLSX, whole and while it is sent; and what goes with it.

Columns have the same names in every language, for programs. Nothing in a cell runs. What was left
out of the question stands in the heading of one more column, so that every row stays a row.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cms.exports import harmless
from cms.isolation import isolate_plain
from cms.languages import direction
from search.columns import COLUMNS
from search.listing import Entry
from search.outputs import Asked, everything, licence, output

CSV_TYPE = "text/csv; charset=utf-8; header=present"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
BLOCK = 64 * 1024  # bytes
# As wide as what they mostly hold, in characters; others as they come.
WIDTHS = {"label": 18, "title": 60, "issued_on": 12, "act_by": 12, "closed_on": 12, "url": 40}


def headings(asked: Asked) -> list[str]:
    """The names of the columns; last what was left out of the question, where anything was."""
    names = [column.name for column in COLUMNS]
    return [*names, harmless(f"note: {asked.note}")] if asked.note else names


def row(entry: Entry, asked: Asked) -> list[Any]:
    """The cells of an action: texts that nothing takes for a formula, numbers, days."""
    cells = [_cell(column.read(entry)) for column in COLUMNS]
    return [*cells, None] if asked.note else cells


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = " ".join(map(str, value))
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", value)) if isinstance(value, str) else value


# -- CSV ------------------------------------------------------------------------------------------


@output
def csv_table(asked: Asked) -> HttpResponseBase:
    """`export.csv`: in UTF-8, and saying so to programs that would guess."""
    lines = _csv(asked, everything(asked, with_names=False))
    return _file(asked, StreamingHttpResponse(lines, content_type=CSV_TYPE), ending="csv")


def _csv(asked: Asked, entries: Iterable[list[Entry]]) -> Iterator[str]:
    with translation.override(asked.language):
        yield BOM + _lines([headings(asked)])
    for found in entries:
        yield _lines(row(entry, asked) for entry in found)


def _lines(rows: Any) -> str:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


# -- XLSX -----------------------------------------------------------------------------------------


@output
def xlsx_table(asked: Asked) -> HttpResponseBase:
    """`export.xlsx`: a sheet with the table, one with what it means."""
    entries = everything(asked, with_names=False)
    blocks = _blocks(lambda file: _write_workbook(file, asked, entries))
    return _file(asked, StreamingHttpResponse(blocks, content_type=XLSX_TYPE), ending="xlsx")


def _blocks(write: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    """What is written to a file that nobody else sees, some bytes at a time."""
    with TemporaryFile() as file:
        write(file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def _write_workbook(file: IO[bytes], asked: Asked, entries: Iterable[list[Entry]]) -> None:
    """Write the workbook, row by row to the disk."""
    with translation.override(asked.language):
        workbook = Workbook(write_only=True)
        workbook.properties.creator = asked.organisation
        workbook.properties.language = asked.language
        sheet = workbook.create_sheet("actions")
        sheet.freeze_panes = "A2"
        sheet.sheet_view.rightToLeft = direction(asked.language) == "rtl"
        for place, column in enumerate(COLUMNS, start=1):
            if width := WIDTHS.get(column.name):
                sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_text(sheet, heading, bold=True) for heading in headings(asked)])
    for found in entries:
        for entry in found:
            sheet.append(row(entry, asked))
    with translation.override(asked.language):
        meaning = workbook.create_sheet("about")
        meaning.sheet_view.rightToLeft = direction(asked.language) == "rtl"
        meaning.column_dimensions["A"].width = 24
        meaning.column_dimensions["B"].width = 90
        for name, text in _dictionary(asked):
            meaning.append([_text(meaning, name, bold=True), _text(meaning, text)])
    workbook.save(file)


def _text(sheet: Any, text: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, harmless(ILLEGAL_CHARACTERS_RE.sub("", text)))
    if bold:
        cell.font = Font(bold=True)
    return cell


# -- what goes with a table -----------------------------------------------------------------------


@output
def dictionary(asked: Asked) -> HttpResponse:
    """`export.txt`: what the columns mean, and under which licence the table may be used."""
    lines = (_line(name, text, asked.language) for name, text in _dictionary(asked))
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")


def _line(name: str, text: str, language: str) -> str:
    """A line of the dictionary, which runs as its language does: names are in Latin letters."""
    if direction(language) == "ltr":
        return f"{name}: {text}\n" if name else f"{text}\n"
    text = isolate_plain(text, language=language)
    return f"\u200f\u2068{name}\u2069: {text}\n" if name else f"\u200f{text}\n"


def _dictionary(asked: Asked) -> Iterator[tuple[str, str]]:
    """(name, text): where the table is from, its licence, how cells are written, its columns."""
    yield (
        "",
        _("From %(organisation)s, %(address)s, on %(day)s.")
        % {
            "organisation": asked.organisation,
            "address": asked.address(),
            "day": date_format(asked.today),
        },
    )
    if asked.note:
        yield "", asked.note
    yield "", _licence(asked)
    yield "", _("Days are written year, month, day. Several codes in a cell have blanks between.")
    yield "", _("A ' stands before a text that programs for tables would take for a formula.")
    for column in COLUMNS:
        yield column.name, str(column.meaning)


def _licence(asked: Asked) -> str:
    if licence():
        return _("Licence: %(address)s") % {"address": licence()}
    said = _("No licence was named: ask %(organisation)s before you use this elsewhere.")
    return said % {"organisation": asked.organisation}


def _file(asked: Asked, answer: HttpResponseBase, *, ending: str) -> HttpResponseBase:
    """A table as a file to keep, which says where its dictionary and licence are."""
    answer["Content-Disposition"] = f'attachment; filename="{asked.file_name}.{ending}"'
    links = [f'<{asked.address("export.txt")}>; rel="describedby"; type="text/plain"']
    if licence():
        links.append(f'<{licence()}>; rel="license"')
    answer["Link"] = ", ".join(links)
    return answer
