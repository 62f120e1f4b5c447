"""Layouts as networks have published over thirty years, each read into exactly these parts.

The cases are invented and the words our own. A file's expected parts stand beside it as JSON, as
`import_actions --json` prints them; `reports` says which steps lead to reporting.
"""

import json
import re
import textwrap
from pathlib import Path

import pytest

from actions.importing import read_any
from tests.actions.importing.conftest import plain_text
from tests.actions.importing.word_files import from_lines, from_markdown

FOLDER = Path(__file__).parent / "layouts"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
MARKDOWN = [path for path in FILES if path.suffix == ".md"]
NOT_PARTS = {"file", "labels", "problems"}
TAG = re.compile(r"</?[bia](?: [^<>]*)?>")


def read(data: bytes, name: str) -> dict:
    draft = read_any(data, name=name).draft()
    return draft.to_json_object() | {"reports": [step.reports for step in draft.steps]}


def parts_of(fields: dict) -> dict:
    """What the fields say, without labels, problems and formats."""
    text = json.dumps({key: value for key, value in fields.items() if key not in NOT_PARTS})
    return json.loads(re.sub(r"</?[bi]>", "", text))


def without_quotes(text: str) -> str:
    return re.sub(r"^> ?", "", text, flags=re.MULTILINE)


def test_there_are_at_least_eight():
    assert len(FILES) >= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_part_is_exactly_this(path):
    fields = read(path.read_bytes(), path.name)
    assert fields.pop("file") == path.name
    assert fields == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_word_is_kept(path, words_of):
    """Counted in the file as it is, not as the importer reads it."""
    printed = read_any(path.read_bytes(), name=path.name).text
    printed = re.sub(r"^\|[ :|-]+\|$", "", printed, flags=re.MULTILINE)
    shown = re.sub(r"\]\(#\w*\)", "]", printed).replace("mailto:", "")
    fields = read(path.read_bytes(), path.name)
    found = words_of(json.loads(json.dumps(fields, ensure_ascii=False)))
    assert not words_of(shown) - found


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.stem)
def test_the_same_as_a_word_document(path):
    text = path.read_text(encoding="utf-8")
    word = parts_of(read(from_markdown(text), "a.docx"))
    assert word == parts_of(read(text.encode(), "a.md"))


@pytest.mark.parametrize("gaps", [True, False], ids=["with empty paragraphs", "without"])
@pytest.mark.parametrize("name", ["one_line_each.txt", "web_page.md", "seed"])
def test_the_same_as_a_word_document_without_styles(name, gaps, request):
    """A paragraph for each line, headings in capitals: as text pasted into Word looks."""
    text = request.getfixturevalue("seed") if name == "seed" else (FOLDER / name).read_text()
    text = plain_text(text)
    word = parts_of(read(from_lines(text, gaps=gaps), "a.docx"))
    assert word == parts_of(read(text.encode(), "a.txt"))


@pytest.mark.parametrize("width", [60, 66, 72, 80])
@pytest.mark.parametrize("name", ["one_line_each.txt", "web_page.md", "seed"])
def test_wrapping_its_lines_changes_nothing(name, width, request):
    """A blank line between paragraphs, and long lines wrapped as mail programs do."""
    text = request.getfixturevalue("seed") if name == "seed" else (FOLDER / name).read_text()
    wrapped = "\n".join(
        "\n".join(["", *wrap(line, width), ""]) if len(line) > width else line
        for line in text.split("\n")
    )
    assert parts_of(read(wrapped.encode(), "a.md")) == parts_of(read(text.encode(), "a.md"))


def wrap(line: str, width: int) -> list[str]:
    """Wrap a line without breaking addresses; what hangs of an item is indented."""
    hanging = "  " if re.match(r"[-*] ", line) else ""
    return textwrap.wrap(
        line, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028"])
@pytest.mark.parametrize("name", ["two_pages.txt", "bold_headings.md"])
def test_line_ends_of_other_systems(name, ends):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert read(text.replace("\n", ends).encode(), name) == read(text.encode(), name)


def test_a_quoted_mail_says_what_it_says_without_the_quotes():
    text = (FOLDER / "quoted_mail.txt").read_text(encoding="utf-8")
    assert read(without_quotes(text).encode(), "a") == read(text.encode(), "a")
