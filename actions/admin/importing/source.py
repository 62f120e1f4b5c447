"""The first step: a file or pasted text, and the language that it is written in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from actions.importing import MAX_BYTES, DocumentError, ReadDocument, read_any, read_upload
from actions.models import UrgentActionPage
from cms.languages import own_name
from cms.navigation import site_order

ACCEPTED = ".txt,.text,.md,.markdown,.docx,text/plain,text/markdown"


class SourceForm(forms.Form):
    """A document in either of two ways; `read` is what was read once the form is valid."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,  # what is empty gets our own word
        widget=forms.FileInput({"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "dir": "auto"}),
        help_text=_("Copied from a mail, a web page or a PDF."),
    )
    language = forms.ChoiceField(
        label=_("Language it is written in"),
        help_text=_("The draft is made in the library of this language."),
    )

    read: ReadDocument

    def __init__(self, *args: Any, libraries: Sequence[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [library.locale.language_code for library in libraries]
        languages: Any = self.fields["language"]
        languages.choices = [(code, own_name(code)) for code in codes]
        # A file may hold the bytes that a form refuses; they are cut when it is read.
        self.fields["text"].validators = []

    def clean(self) -> dict[str, Any]:
        """Exactly one of both, and one that can be read; the error says why not, and the mend."""
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and text.strip():
            self.add_error("text", _("Give a file or its text, not both."))
        elif not file and not text.strip():
            self.add_error("file", _("Choose a file, or paste the text of one below."))
        else:
            self._read(file, text)
        return cleaned

    def _read(self, file: Any, text: str) -> None:
        try:
            if file:
                self.read = read_upload(file, name=file.name)
            else:
                data = text.encode("utf-8", errors="replace").replace(b"\0", b" ")
                self.read = read_any(data, name=str(_("The text")))
        except DocumentError as error:
            self.add_error("file" if file else "text", ValidationError(str(error)))

    @property
    def most_megabytes(self) -> int:
        """How large a file may be."""
        return MAX_BYTES // 1024**2


def libraries_for(user: Any) -> list[Page]:
    """The libraries that a person may add actions to, in the order of the site's languages."""
    found = [
        page
        for model in UrgentActionPage.allowed_parent_page_models()
        for page in model.objects.select_related("locale").filter(alias_of=None)
        if page.permissions_for_user(user).can_add_subpage()
    ]
    return sorted(found, key=lambda page: site_order(page.locale.language_code))
