"""Bytes into text, and what is said of bytes that are none."""

from io import BytesIO

import pytest
from django.utils import translation

from actions.importing import MAX_BYTES, DocumentError, parse_bytes, read_any, read_upload
from actions.importing import read_document as read

WORDS = "Señora – “اردو”"
LATIN = "Señora – “hola”, n’est-ce pas? Write to her.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_and_without_a_mark(encoding):
    assert read(WORDS.encode(encoding), name="a.txt") == WORDS


def test_utf_16_of_either_order():
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        assert read(mark + WORDS.encode(encoding), name="a.txt") == WORDS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_where_it_is_obvious(encoding):
    assert read(LATIN.encode(encoding), name="a.txt") == LATIN


def test_windows_1252_where_it_is_no_unicode():
    assert read(LATIN.encode("cp1252"), name="a.txt") == LATIN


def test_line_ends_of_an_old_mac():
    draft = parse_bytes(b"# FREE HER\r\rShe is held.\r\rTAKE ACTION:\r\r- Write.\r", name="a.txt")
    assert draft.title == "FREE HER"
    assert draft.introduction == ("She is held.",)
    assert [step.html for step in draft.steps] == ["Write."]


@pytest.mark.parametrize(
    ("name", "data", "says", "mend"),
    [
        ("a.txt", b"", "is empty", "check that the right file was chosen"),
        ("a.txt", b" \n\t\n", "is empty", "right file"),
        ("a.txt", b"\xef\xbb\xbf", "is empty", "right file"),
        ("a.md", b"---\n***\n", "is empty", "right file"),
        ("a.docx", b"", "is empty", "right file"),
        ("a.pdf", b"%PDF-1.7 ...", "is a PDF", "paste"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1", "old Word document", "save it as a Word document"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1...." + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
            "remove the password",
        ),
        ("a.rtf", b"{\\rtf1 hello}", "RTF", "save it as a Word document"),
        ("a.docx", b"Just some words.", "called a Word document and is none", "paste its text"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "not text", "save it as"),
        ("a.bin", b"\x81\x8d\x8f words", "not text", "save it as"),
        ("a.bin", b"\xff\xfea", "not text", "save it as"),
        ("a.bin", b"\x01\x02\x03\x04 word", "not text", "save it as"),
        ("a.bin", bytes(range(256)) * 64, "not text", "save it as"),
        ("a.txt", b"a" * (1024**2 + 1), "larger than the 1 MB", "keep only the text"),
        ("a.docx", b"PK\x03\x04" + b"a" * MAX_BYTES, "larger than the 20 MB", "without pictures"),
    ],
)
def test_what_is_no_text_says_how_to_mend_it(name, data, says, mend):
    with pytest.raises(DocumentError) as error:
        read_any(data, name=name)
    message = str(error.value)
    assert name in message
    assert says in message
    assert mend in message


def test_what_is_wrong_is_said_in_the_language_of_the_editor(monkeypatch):
    said = lambda text: f"{translation.get_language()}: {text}"  # noqa: E731
    monkeypatch.setattr("actions.importing.reading._", said)
    with translation.override("ur"), pytest.raises(DocumentError) as error:
        read_any(b"", name="a.txt")
    assert str(error.value).startswith("ur: a.txt is empty")


class Endless(BytesIO):
    """A file of 50 MB that remembers how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        """Give as many bytes as are asked for, up to the end."""
        wanted = 50 * 1024**2 if size is None or size < 0 else size
        self.taken += wanted
        return b"a" * min(wanted, 50 * 1024**2)


def test_no_more_of_a_file_is_read_than_it_may_have():
    file = Endless()
    with pytest.raises(DocumentError, match="larger than the 20 MB"):
        read_upload(file, name="a.docx")
    assert file.taken <= MAX_BYTES + 1


def test_an_upload_is_read_as_its_bytes_are():
    assert read_upload(BytesIO(LATIN.encode("utf-16")), name="a.txt").text == LATIN
