"""What is uploaded is looked into: its content, size and dimensions, and its name."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.admin_forms import read, signed_in

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def png(width: int = 30, height: int = 20) -> bytes:
    data = io.BytesIO()
    Picture.new("1", (width, height)).save(data, "PNG")
    return data.getvalue()


def docx() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return data.getvalue()


def send(address: str, name: str, content: bytes, kind: str = "application/octet-stream"):
    editor = signed_in("Editors")
    file = SimpleUploadedFile(name, content, kind)
    return editor, editor.post(address, {"title": "What I typed", "file": file, "collection": "1"})


def error_at(answer, field: str) -> str:
    form = read(answer.content.decode())
    found = form.find(id=f"panel-child-{field}-errors") or form.find(class_="error-message")
    return found.get_text(" ", strip=True) if found else ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("drawing.svg", SVG),
        ("drawing.png", SVG),
        ("page.png", HTML),
        ("page.html", HTML),
        ("movie.gif", b"GIF89a" + b"\0" * 50),
        ("picture.jpg", png()),
        ("empty.png", b""),
        ("large.png", png() + b"\0" * (10 * 1024 * 1024)),
        ("wide.png", png(9000, 6000)),
        ("picture.php", png()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_is_refused_at_its_field(name, content):
    _editor, answer = send("/admin/images/add/", name, content, "image/png")
    assert answer.status_code == 200
    assert not get_image_model().objects.exists()
    html = answer.content.decode()
    assert error_at(answer, "file"), html[-3000:]
    assert "What I typed" in html


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", HTML),
        ("page.html", HTML),
        ("drawing.svg", SVG),
        ("program.docx", b"MZ" + b"\0" * 100),
        ("program.exe", b"MZ" + b"\0" * 100),
        ("notes.txt", b"%PDF-1.7 words"),
        ("notes.csv", b"a,b\0c"),
        ("large.txt", b"x" * (20 * 1024 * 1024 + 1)),
        ("report.pdf.exe", b"%PDF-1.7"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_document_is_refused_at_its_field(name, content):
    _editor, answer = send("/admin/documents/add/", name, content)
    assert answer.status_code == 200
    assert not get_document_model().objects.exists()
    html = answer.content.decode()
    assert error_at(answer, "file"), html[-3000:]
    assert "What I typed" in html


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"%PDF-1.7\n%words"),
        ("letter.docx", docx()),
        ("notes.txt", "کاغذ، حروف".encode()),
        ("table.csv", b"country,count\nPakistan,3\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_is_kept_and_only_handed_over(client, name, content):
    editor, answer = send("/admin/documents/add/", name, content)
    assert answer.status_code == 302, error_at(answer, "file")
    document = get_document_model().objects.get()
    given = editor.get(document.url)
    assert b"".join(given.streaming_content) == content
    assert given["Content-Disposition"].startswith("attachment")
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in given["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/cron.d/evil.png",
        "..\\..\\evil.png",
        "/absolute/evil.png",
        'evil"><script>alert(1)</script>.png',
        "evil\u202egnp.png",
        "évil نقشه.png",
        f"{'x' * 300}.png",
        "con.png",
        ".htaccess.png",
    ],
)
def test_names_of_files_are_made_harmless(name):
    _editor, answer = send("/admin/images/add/", name, png(), "image/png")
    if answer.status_code == 200:  # refused, in words
        assert error_at(answer, "file")
        return
    assert answer.status_code == 302
    stored = get_image_model().objects.get().file.name
    assert stored.startswith("original_images/")
    assert stored.isascii()
    assert stored.count("/") == 1
    assert not set(stored) & set("<>\"'&\\ \u202e")
    assert len(stored) <= 100
    assert default_storage.exists(stored)


def test_a_picture_of_an_editor_is_as_large_as_it_may_be():
    _editor, answer = send("/admin/images/add/", "map.png", png(7000, 7000), "image/png")
    assert answer.status_code == 302
    assert get_image_model().objects.get().width == 7000


@pytest.mark.parametrize(
    ("address", "good", "bad"),
    [
        ("/admin/images/multiple/add/", ("map.png", png()), ("map.png", SVG)),
        ("/admin/documents/multiple/add/", ("map.docx", docx()), ("map.docx", HTML)),
    ],
)
def test_files_that_are_dropped_on_the_page_are_looked_into_too(address, good, bad):
    editor = signed_in("Editors")

    def drop(name: str, content: bytes):
        answer = editor.post(address, {"title": name, "files[]": SimpleUploadedFile(name, content)})
        assert answer.status_code == 200
        return answer.json()

    kept = drop(*good)
    assert kept["success"]
    assert 'value="map.' in kept["form"]  # its title, to be changed at once
    refused = drop(*bad)
    assert not refused["success"]
    assert refused["error_message"]
