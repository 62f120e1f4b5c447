"""What may be uploaded: by what is in the file, not by what it calls itself."""

from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import UnidentifiedImageError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

LARGEST = 20 * 1024 * 1024  # bytes
# Extension → what its first bytes say it is; None: text, which has no marks.
KINDS: dict[str, str | None] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "rtf": "application/rtf",
    "txt": None,
    "csv": None,
}
# Archives that some programs write in an order by which only that they are archives is seen.
ARCHIVES = frozenset({"docx", "xlsx", "odt", "ods"})


def check(file: Any) -> None:
    """Raises ValidationError for a file that is too large, or isn't what its name says."""
    if file.size > LARGEST:
        raise ValidationError(
            _("This file has %(size)s, more than %(most)s. Make it smaller, or split it."),
            params={"size": filesizeformat(file.size), "most": filesizeformat(LARGEST)},
        )
    extension = file.name.rpartition(".")[2].lower()
    if extension not in KINDS:  # Wagtail has said so at the same field
        return
    file.seek(0)
    start = file.read(8192)
    file.seek(0)
    if not _is(extension, start):
        raise ValidationError(
            _("This isn't a %(kind)s file. Save it as one, or give it the ending that it has."),
            params={"kind": extension.upper()},
        )


def _is(extension: str, start: bytes) -> bool:
    found = filetype.guess_mime(start)
    wanted = KINDS[extension]
    if wanted is None:
        return found is None and b"\0" not in start
    return found == wanted or (extension in ARCHIVES and found == "application/zip")


class DocumentForm(BaseDocumentForm):
    """Wagtail's form, which looks into the file as well."""

    def clean_file(self) -> Any:
        """The file, where it is what it says."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check(file)
        return file


class ImageForm(BaseImageForm):
    """Wagtail's form; a picture that begins well and goes on badly is an error at its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is None:  # the form beside a picture that was just uploaded
            return
        reads = field.to_python

        def to_python(data: Any) -> Any:
            try:
                return reads(data)
            except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
                problem = field.error_messages["invalid_image"]
                raise ValidationError(problem, code="invalid_image") from error

        field.to_python = to_python
