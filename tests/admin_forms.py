"""What a browser would post from a form of the admin, StreamFields and all.

Wagtail's editor draws StreamFields by script from JSON in the page. The same JSON is read here, so
that a test edits what an editor sees, and can tell whether an answer kept what was typed.
"""

import json
from typing import Any

from bs4 import BeautifulSoup
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import querydict_from_html, rich_text

from cms.blocks import INLINE_FEATURES

Form = dict[str, Any]


def form_in(html: str, *, form_id: str = "page-edit-form") -> Form:
    """Every name that the form in a page posts, with its values as a list; no submit button."""
    fields = {
        name: values
        for name, values in querydict_from_html(html, form_id=form_id).lists()
        if "__prefix__" not in name
    }
    for block in BeautifulSoup(html, "html.parser").select(f"#{form_id} [data-block]"):
        stream, _errors = json.loads(str(block["data-w-block-arguments-value"]))
        fields |= {name: [value] for name, value in _stream(str(block["id"]), stream).items()}
    return fields


def errors_in(html: str) -> dict[str, list[str]]:
    """The errors that stand at the fields of a page's form: by the field's name as it is posted.

    Those of a StreamField stand at the input of the block: `letters-0-value-salutation`.
    """
    page = BeautifulSoup(html, "html.parser")
    found: dict[str, list[str]] = {}
    for message in page.select("form .error-message"):
        field = message.find_parent(attrs={"data-field": True})
        assert field is not None
        named = field.find(attrs={"name": True})
        found.setdefault(named["name"] if named else "", []).append(" ".join(message.text.split()))
    for block in page.select("[data-block]"):
        _stream_value, errors = json.loads(str(block["data-w-block-arguments-value"]))
        found |= _block_errors(str(block["id"]), errors or {}, in_stream=True)
    return found


def blocks(name: str, *children: tuple[str, Any]) -> Form:
    """What an editor's browser posts for the blocks of a StreamField, as (type, value) pairs.

    A value is text, RichText, a boolean, a dict of such values, or a list of them.
    """
    return _stream(name, [{"type": kind, "value": value, "id": ""} for kind, value in children])


def prose(html: str) -> str:
    """Rich text as the editor's browser posts it."""
    return str(rich_text(html, features=INLINE_FEATURES))


def _stream(prefix: str, children: list[dict[str, Any]]) -> Form:
    fields: Form = {f"{prefix}-count": str(len(children))}
    for index, child in enumerate(children):
        fields |= _child(f"{prefix}-{index}", index, child) | {
            f"{prefix}-{index}-type": child["type"]
        }
    return fields


def _list(prefix: str, children: list[Any]) -> Form:
    fields: Form = {f"{prefix}-count": str(len(children))}
    for index, child in enumerate(children):
        item = child if isinstance(child, dict) and "id" in child else {"id": "", "value": child}
        fields |= _child(f"{prefix}-{index}", index, item)
    return fields


def _child(prefix: str, index: int, child: dict[str, Any]) -> Form:
    frame = {
        f"{prefix}-id": child["id"] or "",
        f"{prefix}-order": str(index),
        f"{prefix}-deleted": "",
    }
    return frame | _value(f"{prefix}-value", child["value"])


def _value(prefix: str, value: Any) -> Form:
    """One block's value as inputs; an unticked box posts nothing."""
    if isinstance(value, dict) and "edit_url" in value:  # what a chooser keeps of what was chosen
        return {prefix: str(value["id"])}
    if isinstance(value, dict):
        fields: Form = {}
        for name, inner in value.items():
            fields |= _value(f"{prefix}-{name}", inner)
        return fields
    if isinstance(value, list):
        return _list(prefix, value)
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    if isinstance(value, RichText):
        return {prefix: prose(value.source)}
    return {prefix: "" if value is None else str(value)}


def _block_errors(prefix: str, error: dict[str, Any], *, in_stream: bool) -> dict[str, list[str]]:
    found = {prefix: error["messages"]} if error.get("messages") else {}
    for key, inner in (error.get("blockErrors") or {}).items():
        name = f"{prefix}-{key}-value" if in_stream else f"{prefix}-{key}"
        found |= _block_errors(name, inner, in_stream=False)
    return found
