"""A Word file's zip, taken apart with limits: what a hostile one could do ends here.

Only the XML parts that hold words are unpacked, each no further than the limits allow whatever
its header claims, and none that declares a document type (where entities that multiply come
from). They are packed again into a small package that is safe to open.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from django.utils.translation import gettext as _
from docx.opc.constants import RELATIONSHIP_TARGET_MODE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from lxml import etree

from actions.importing.errors import DocumentError

MAX_ENTRIES = 2_000
MAX_PARTS = 100
MAX_XML_BYTES = 10 * 1024 * 1024
MAX_ELEMENTS = 400_000
"""A document of three pages has some 20 entries, 10 parts, 500 KB of XML, 10,000 elements."""

_ENTRY = b"PK\x01\x02"
_CONTENT_TYPES = "[Content_Types].xml"
_NO_WORDS = re.compile(
    r"(?:docProps|customXml)/|(?:^|/)(?:theme|glossary|media|embeddings|charts|diagrams|fonts)/"
    r"|(?:^|/)(?:settings|webSettings|fontTable|comments\w*|people)\.xml(?:\.rels)?$",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_MAIN_TYPES = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = "http://purl.oclc.org/ooxml/"


class DamagedError(Exception):
    """What is in the file contradicts its format; the reader of the file says so to people."""


def safe_package(data: bytes, *, name: str) -> BytesIO:
    """Return a package with the parts of a Word file that hold words, within the limits.

    Raises DocumentError for what is no Word file or too large, DamagedError for a broken one.
    """
    if data.count(_ENTRY) > MAX_ENTRIES:
        raise _too_much(name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _require_word(archive, name)
            parts = _parts(archive, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
    ) as e:
        if isinstance(e, DocumentError):
            raise
        raise DamagedError(str(e)) from e
    for part in [part for part in parts if part.endswith(".rels")]:
        parts[part] = _relations(parts, part)
    parts[_CONTENT_TYPES] = _MAIN_TYPES.sub(_DOCUMENT_TYPE, parts[_CONTENT_TYPES])
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    packed.seek(0)
    return packed


def _require_word(archive: zipfile.ZipFile, name: str) -> None:
    """Say what a zip is that is no Word document."""
    names = set(archive.namelist())
    main = {part for part in names if re.fullmatch(r"word/document\d*\.xml", part)}
    if "word/" not in {part[:5] for part in names} and "mimetype" in names:
        message = _(
            "%(name)s is an OpenDocument file or an e-book: open it and save it as a Word document "
            "(.docx)."
        )
    elif _CONTENT_TYPES not in names:
        message = _(
            "%(name)s is a zipped file and no Word document: unpack it and choose the document "
            "that is in it."
        )
    elif not main:
        message = _(
            "%(name)s has no text of a Word document in it (it may be a table or slides): open it "
            "where it was written and save its text as a Word document (.docx)."
        )
    else:
        return
    raise DocumentError(message % {"name": name})


def _parts(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Unpack the parts that may hold words, each checked."""
    parts: dict[str, bytes] = {}
    left, elements = MAX_XML_BYTES, MAX_ELEMENTS
    for info in archive.infolist():
        if not info.filename.endswith((".xml", ".rels")) or _NO_WORDS.search(info.filename):
            continue
        if info.flag_bits & 1:
            message = _("%(name)s is protected by a password: save it again without one.")
            raise DocumentError(message % {"name": name})
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise DamagedError("a compression that Word doesn't use")
        if len(parts) >= MAX_PARTS or info.file_size > left:
            raise _too_much(name)
        with archive.open(info) as member:
            # Not all that it claims to be: a header can lie, and reading it whole would unpack it.
            content = member.read(left + 1)
        left -= len(content)
        elements -= content.count(b"<")
        if left < 0 or elements < 0:
            raise _too_much(name)
        parts[info.filename] = _checked(content, name)
    return parts


def _checked(content: bytes, name: str) -> bytes:
    """One part as UTF-8, so that the XML parser sees exactly what was looked at here."""
    utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if utf_16 else "utf-8-sig")
    text = _DECLARATION.sub("", text, count=1)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        message = _(
            "%(name)s declares entities, which no Word document needs and some attacks use: open "
            "it in Word and save it again, or paste its text."
        )
        raise DocumentError(message % {"name": name})
    if _STRICT in text[:2_000] and "wordprocessingml" in text[:2_000]:
        message = _(
            "%(name)s is a “Strict Open XML” document: open it in Word and save it as an "
            "ordinary Word document (.docx)."
        )
        raise DocumentError(message % {"name": name})
    return text.encode()


def _too_much(name: str) -> DocumentError:
    message = _(
        "%(name)s unpacks to far more than the text of an urgent action: copy its text into a "
        "new document, or paste it."
    )
    return DocumentError(message % {"name": name})


def _relations(parts: Mapping[str, bytes], part: str) -> bytes:
    """A part's relations without those to parts that aren't kept, such as pictures."""
    folder, _sep, file = part.rpartition("_rels/")
    try:
        root = etree.fromstring(parts[part], safe_parser())
    except etree.XMLSyntaxError as error:
        raise DamagedError(f"{file}: {error}") from error
    for relation in list(root):
        if not isinstance(relation.tag, str):
            root.remove(relation)
            continue
        if relation.get("TargetMode") == RELATIONSHIP_TARGET_MODE.EXTERNAL:
            continue
        target = PackURI.from_rel_ref(f"/{folder}", relation.get("Target", "")).membername
        if target not in parts or relation.get("Type") == RELATIONSHIP_TYPE.SETTINGS:
            root.remove(relation)
    return bytes(etree.tostring(root))


def safe_parser() -> etree.XMLParser:
    """A parser that expands no entities, reads no other file, and gives up at mad sizes."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
