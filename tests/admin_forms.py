"""What a browser would post from a form of the admin, StreamFields and all.

Wagtail's editor draws StreamFields by script from JSON in the page. The same JSON is read here, so
that a test edits what an editor sees, and can tell whether an answer kept what was typed.
"""

import json
import re
from functools import lru_cache
from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import rich_text

from actions.models import UrgentActionPage
from cms.blocks import INLINE_FEATURES
from tests.factories import library

Form = dict[str, Any]
OFFICES = "/admin/snippets/actions/office/"
PUBLISH = {"action-publish": "action-publish"}


def signed_in(*groups: str) -> Client:
    """The browser of somebody who is a member of groups, and no superuser."""
    user = User.objects.create_user(f"member-{User.objects.count()}", email="member@example.org")
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups)
    client = Client()
    client.force_login(user)
    return client


@lru_cache(maxsize=2)
def read(html: str) -> Any:
    """A page of the admin, as a tree; they are long, so the last ones are kept."""
    return BeautifulSoup(html, "html.parser")


def form_in(html: str, *, form_id: str = "page-edit-form") -> Form:
    """Every name that the form in a page posts, with its values as a list; no submit button."""
    form = read(html).find("form", id=form_id)
    assert form is not None, f"there is no form {form_id}"
    fields: Form = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        name = str(tag.get("name", ""))
        if name and name != "csrfmiddlewaretoken" and "__prefix__" not in name:
            fields[name] = fields.get(name, []) + _values(tag)
    for block in form.find_all(attrs={"data-block": True}):
        stream, _errors = json.loads(str(block["data-w-block-arguments-value"]))
        fields |= {name: [value] for name, value in _stream(str(block["id"]), stream).items()}
    return {name: values for name, values in fields.items() if values}


def _values(tag: Tag) -> list[str]:
    """What one input, textarea or choice posts; nothing for a box that isn't ticked."""
    if tag.name == "textarea":
        return [tag.get_text().removeprefix("\n")]  # as browsers do
    if tag.name == "select":
        options = tag.find_all("option", selected=True) or tag.find_all("option", limit=1)
        return [str(option["value"]) for option in options]
    if tag.get("type") in ("checkbox", "radio"):
        return [str(tag.get("value", "on"))] if tag.has_attr("checked") else []
    return [_without_keys(str(tag.get("value", "")))]


def add_address() -> str:
    """Where an action is added to the English library."""
    return f"/admin/pages/add/actions/urgentactionpage/{library('en').pk}/"


def edit_address(page: UrgentActionPage) -> str:
    """Where a page is edited."""
    return f"/admin/pages/{page.pk}/edit/"


# Forms with nothing in them yet, which are long to draw and the same in every test.
_empty: dict[str, Form] = {}


def new_action(browser: Client, **typed: Any) -> Form:
    """The empty form of an action as an editor gets it, with what they type into it."""
    if "action" not in _empty:
        _empty["action"] = form_in(browser.get(add_address()).content.decode())
    return {**_empty["action"], **typed}


def action_form(browser: Client, page: UrgentActionPage, **typed: Any) -> Form:
    """The form of an action that is there, with what an editor types into it."""
    return {**form_in(browser.get(edit_address(page)).content.decode()), **typed}


def new_office(browser: Client, **typed: Any) -> Form:
    """The empty form of an office, with what an editor types into it."""
    if "office" not in _empty:
        html = browser.get(f"{OFFICES}add/").content.decode()
        _empty["office"] = form_in(html, form_id="w-editor-form")
    return {**_empty["office"], **typed}


def errors_in(html: str) -> dict[str, list[str]]:
    """The errors that stand at the fields of a page's form: by the field's name as it is posted.

    Those of a StreamField stand at the input of the block: `letters-0-value-salutation`.
    """
    page = read(html)
    found: dict[str, list[str]] = {}
    for message in page.find_all(class_="error-message"):
        field = message.find_parent(attrs={"data-field": True})
        assert field is not None
        named = field.find(attrs={"name": True})
        found.setdefault(named["name"] if named else "", []).append(" ".join(message.text.split()))
    for block in page.find_all(attrs={"data-block": True}):
        _stream_value, errors = json.loads(str(block["data-w-block-arguments-value"]))
        found |= _block_errors(str(block["id"]), errors or {}, in_stream=True)
    return found


def refused(
    browser: Client,
    address: str,
    posted: Form,
    *,
    publish: bool = True,
    form_id: str = "page-edit-form",
) -> dict[str, list[str]]:
    """The errors of an answer, which must hold all that was posted."""
    answer = browser.post(address, {**posted, **(PUBLISH if publish else {})})
    assert answer.status_code == 200, "it was accepted"
    html = answer.content.decode()
    kept = form_in(html, form_id=form_id)
    for name, typed in posted.items():
        wanted = [str(value) for value in (typed if isinstance(typed, list) else [typed])]
        assert kept.get(name) == wanted, f"{name} was lost"
    return errors_in(html)


def blocks(name: str, *children: tuple[str, Any]) -> Form:
    """What a browser posts for new blocks in a StreamField of an action, as (type, value) pairs.

    A value is text, RichText, an office, a boolean, a list, or a dict of those: what it doesn't
    name has the block's default, as in a block just added.
    """
    known = UrgentActionPage._meta.get_field(name).stream_block.child_blocks
    stream = []
    for kind, value in children:
        blank = known[kind].get_form_state(known[kind].get_default())
        whole = {**blank, **value} if isinstance(value, dict) else value
        stream.append({"type": kind, "value": whole, "id": str(uuid4())})
    return _stream(name, stream)


def prose(html: str) -> str:
    """Rich text as the editor's browser posts it."""
    return _without_keys(str(rich_text(html, features=INLINE_FEATURES)))


def _without_keys(text: str) -> str:
    """Rich text without its blocks' keys, which are drawn anew each time it is shown."""
    return re.sub(r'"key": "\w+"', '"key": "k"', text)


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
    if isinstance(value, list) and all(isinstance(item, str) for item in value) and value:
        return {prefix: value[-1]}  # a choice
    if isinstance(value, list):
        return _list(prefix, value)
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    if isinstance(value, Model):
        return {prefix: str(value.pk)}
    if isinstance(value, RichText):
        return {prefix: prose(value.source)}
    return {prefix: "" if value is None else _without_keys(str(value))}


def _block_errors(prefix: str, error: dict[str, Any], *, in_stream: bool) -> dict[str, list[str]]:
    found = {prefix: error["messages"]} if error.get("messages") else {}
    for key, inner in (error.get("blockErrors") or {}).items():
        name = f"{prefix}-{key}-value" if in_stream else f"{prefix}-{key}"
        found |= _block_errors(name, inner, in_stream=False)
    return found
