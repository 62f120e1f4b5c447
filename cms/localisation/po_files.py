"""Taking in a PO file for a translation, in the place of wagtail-localize's own view.

That one answers 500 without a file or without its header, and says "Successfully imported" of a
file of which nothing fits.
"""

from tempfile import NamedTemporaryFile
from typing import Any

import polib
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance

HEADER = "X-WagtailLocalize-TranslationID"
MOST_BYTES = 4 * 1024 * 1024


class PoFileError(Exception):
    """Why a file can't be taken in, in words for the person who gave it."""


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take in the translations of a PO file, and say how many there were."""
    translation = get_object_or_404(Translation, pk=translation_id)
    try:
        page = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not user_can_edit_instance(request.user, page):
        raise PermissionDenied
    try:
        count, left = take_in(request.FILES.get("file"), translation=translation, by=request.user)
    except PoFileError as error:
        messages.error(request, str(error))
    else:
        done = ngettext(
            "%(count)s text was taken in from the PO file.",
            "%(count)s texts were taken in from the PO file.",
            count,
        )
        messages.success(request, done % {"count": number_format(count)})
        if left:
            rest = ngettext(
                "%(count)s text of the file is no longer in the page, and was left out.",
                "%(count)s texts of the file are no longer in the page, and were left out.",
                left,
            )
            messages.warning(request, rest % {"count": number_format(left)})
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def take_in(file: Any, *, translation: Translation, by: Any = None) -> tuple[int, int]:
    """Take in a file that was uploaded: how many of its texts fit, and how many don't.

    Raises PoFileError for none, for one that is no PO file or another translation's, and for one
    of which nothing fits.
    """
    if file is None:
        raise PoFileError(_("No file was chosen: choose the PO file of this translation."))
    po = _read(file)
    if po.metadata.get(HEADER) != str(translation.uuid):
        raise PoFileError(
            _(
                "This PO file was made for another translation: download the one of this page, "
                "and take over its first lines."
            )
        )
    filled = [entry for entry in po if entry.msgstr]
    warnings = translation.import_po(po, user=by, tool_name="PO File")
    left = sum(1 for warning in warnings if po[warning.index].msgstr)
    if len(filled) == left:
        raise PoFileError(_("Nothing in this PO file is a translated text of this page."))
    return len(filled) - left, left


def _read(file: Any) -> polib.POFile:
    if file.size > MOST_BYTES:
        raise PoFileError(_("This file is too large for a PO file of one page."))
    # polib takes text that is the name of a file for that file: it gets a file of its own.
    with NamedTemporaryFile(suffix=".po") as copy:
        copy.write(file.read())
        copy.flush()
        try:
            return polib.pofile(copy.name, encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:  # polib's syntax errors are OSErrors
            raise PoFileError(
                _("This is no PO file, or was damaged: download it again and fill that one.")
            ) from error
