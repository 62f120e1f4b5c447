"""Bytes into text, and what is said of bytes that are none."""

import pytest

from actions.importing import DocumentError, read_document

WORDS = "Señora – “اردو”"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_and_without_a_mark(encoding):
    assert read_document(WORDS.encode(encoding), name="a.txt") == WORDS


def test_utf_16_of_either_order():
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        assert read_document(mark + WORDS.encode(encoding), name="a.txt") == WORDS


def test_windows_1252_where_it_is_no_unicode():
    assert read_document("Señora – “hola”".encode("cp1252"), name="a.txt") == "Señora – “hola”"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"PK\x03\x04....", "Word document"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1", "old Word document"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (b"\x81\x8d\x8f words", "known encoding"),
        (b"\xff\xfea", "known encoding"),
        (b"\x01\x02\x03\x04 word", "not text"),
        (b"a" * (5 * 1024 * 1024 + 1), "5,242,881 bytes"),
    ],
)
def test_what_is_no_text_says_how_to_mend_it(data, says):
    with pytest.raises(DocumentError) as error:
        read_document(data, name="letter.bin")
    assert "letter.bin" in str(error.value)
    assert says in str(error.value)
    assert ":" in str(error.value)
