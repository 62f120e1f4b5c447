"""What is taken out of the admin as a table: nothing in it runs, and the log of acts says why.

Wagtail's own tables hand over cells as they are, and its log leaves out what the acts were given,
such as their reasons.
"""

import json
import re
from collections import OrderedDict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin, list_to_str
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.coreutils import multigetattr

# What programs for tables take for a formula, also behind blanks: they call the web, or programs.
FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def harmless(text: Any) -> Any:
    """A cell as text: one that would be a formula has a ' before it, as such programs write it."""
    text = force_str(text, strings_only=True)
    return f"'{text}" if isinstance(text, str) and FORMULA.match(text) else text


def _joined(values: list[Any]) -> Any:
    return harmless(list_to_str(values))


def apply() -> None:
    """Have every table of the admin harmless, and the log whole, for administrators alone."""
    formats = SpreadsheetExportMixin.FORMATS
    SpreadsheetExportMixin.custom_value_preprocess = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: dict.fromkeys(formats, harmless),
        list: dict.fromkeys(formats, _joined),
    }
    LogEntriesView.list_export = [*LogEntriesView.list_export, *ADDED]
    LogEntriesView.export_headings = {**LogEntriesView.export_headings, **HEADINGS}
    LogEntriesView.to_row_dict = _row
    LogEntriesView.setup = _only_for_administrators
    LogEntriesView.show_export_buttons = property(lambda view: may_export_log(view.request.user))


def may_export_log(user: Any) -> bool:
    """Whoever looks after accounts sees what was done with everything."""
    return bool(user.has_perm("auth.change_user"))


HEADINGS = {"message": _("Action"), "reason": _("Reason"), "details": _("Details")}
# How to read what Wagtail's table lacks of an entry in the log.
ADDED = {
    "message": lambda entry: force_str(entry.message),
    "reason": lambda entry: str((entry.data or {}).get("reason") or ""),
    "details": lambda entry: json.dumps(entry.data or {}, ensure_ascii=False, sort_keys=True),
}


def _row(view: LogEntriesView, entry: Any) -> OrderedDict[str, Any]:
    return OrderedDict(
        (name, ADDED[name](entry) if name in ADDED else multigetattr(entry, name))
        for name in view.list_export
    )


_as_wagtail_does = LogEntriesView.setup


def _only_for_administrators(
    view: LogEntriesView, request: HttpRequest, *args: Any, **kwargs: Any
) -> None:
    _as_wagtail_does(view, request, *args, **kwargs)
    if view.is_export and not may_export_log(request.user):
        raise PermissionDenied
