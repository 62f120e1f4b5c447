"""Every text that a row of a page holds, in its columns and in the blocks of its streams.

The same walk serves the row itself, its revisions, and what translators work on: all of them
keep a page's values by the names of its fields.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from actions.rewriting.words import Kind

# The address of a page is changed as a whole, with those of its other languages.
_NO_WORDS = frozenset({"path", "slug", "url_path"})
_COMMENTS = "wagtail_admin_comments"


@dataclass(frozen=True)
class Text:
    """One text of a page: where it is kept, what it says, and the labels that lead to it."""

    path: str
    value: str
    kind: Kind
    labels: tuple[Any, ...] = ()

    @property
    def where(self) -> str:
        """The labels in the active language: "Letter 1 · Salutation"."""
        return " · ".join(str(label) for label in self.labels)


Change = Callable[[Text], str]


@lru_cache(maxsize=64)
def text_fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    """The fields of a model that hold words."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField)
        or (
            isinstance(field, models.CharField | models.TextField)
            and not isinstance(field, models.EmailField | models.SlugField)
            and not field.choices
            and field.name not in _NO_WORDS
        )
    )


def stored_values(row: models.Model) -> dict[str, Any]:
    """The texts of a row as a revision keeps them."""
    return {
        field.name: field.value_to_string(row)
        if isinstance(field, StreamField)
        else getattr(row, field.attname)
        for field in text_fields(type(row))
    }


def change_texts(model: type[models.Model], values: dict[str, Any], change: Change) -> set[str]:
    """Give each text to `change` and keep what it answers; returns the names that changed."""
    changed = set()
    for field in text_fields(model):
        old = values.get(field.name)
        if not old:
            continue
        if isinstance(field, StreamField):
            stream = stream_of(old)
            if _in_stream(field.stream_block, stream, field.name, (), change):
                values[field.name] = json.dumps(stream) if isinstance(old, str) else stream
                changed.add(field.name)
        else:
            label = (capfirst(field.verbose_name),)
            new = _fitting(field, change(Text(field.name, old, _kind_of_field(field), label)))
            if new != old:
                values[field.name] = new
                changed.add(field.name)
    return changed | _in_comments(values, change)


def stream_of(value: Any) -> Any:
    """The blocks of a StreamField: revisions keep them as JSON within JSON."""
    return json.loads(value) if isinstance(value, str) else value


def texts_of(model: type[models.Model], values: dict[str, Any]) -> Iterator[Text]:
    """The texts among the values of a page."""
    found: list[Text] = []

    def keep(text: Text) -> str:
        found.append(text)
        return text.value

    change_texts(model, values, keep)
    yield from found


def _fitting(field: models.Field, text: str) -> str:
    """A text that its column can hold."""
    length = field.max_length
    return f"{text[: length - 1]}…" if length and len(text) > length else text


def _kind_of_field(field: models.Field) -> Kind:
    if isinstance(field, RichTextField):
        return Kind.HTML
    return Kind.ADDRESS if isinstance(field, models.URLField) else Kind.PLAIN


def _in_comments(values: dict[str, Any], change: Change) -> set[str]:
    """Editors' remarks, which a revision keeps beside the page's own words."""
    changed = set()
    for comment in values.get(_COMMENTS) or []:
        for said in (comment, *(comment.get("replies") or [])):
            old = said.get("text") or ""
            new = change(Text(_COMMENTS, old, Kind.PLAIN))
            if new != old:
                said["text"] = new
                changed.add(_COMMENTS)
    return changed


def _in_stream(
    block: Any, stream: list[Any], path: str, labels: tuple[Any, ...], change: Change
) -> bool:
    changed = False
    for number, child in enumerate(stream, start=1):
        inner = block.child_blocks.get(child.get("type"))
        if inner is not None:
            place = f"{path}.{child.get('id') or number}"
            label = (*labels, _Numbered(inner.label, number))
            changed |= _in_value(inner, child, "value", place, label, change)
    return changed


def _in_value(
    block: Any, holder: Any, key: Any, path: str, labels: tuple[Any, ...], change: Change
) -> bool:
    """The texts of one block, whose value is `holder[key]`; whether any of them changed."""
    value = holder.get(key) if isinstance(holder, dict) else holder[key]
    if isinstance(block, blocks.StructBlock):
        inner = block.child_blocks.items() if isinstance(value, dict) else ()
        found = [
            _in_value(child, value, name, f"{path}.{name}", (*labels, child.label), change)
            for name, child in inner
        ]
        return any(found)
    if isinstance(block, blocks.StreamBlock):
        return _in_stream(block, value or [], path, labels, change)
    if isinstance(block, blocks.ListBlock):
        return _in_list(block, value or [], path, labels, change)
    kind = _kind_of_block(block)
    if kind is None or not isinstance(value, str) or not value:
        return False
    holder[key] = change(Text(path, value, kind, labels))
    return bool(holder[key] != value)


def _in_list(
    block: Any, items: list[Any], path: str, labels: tuple[Any, ...], change: Change
) -> bool:
    changed = False
    for number, item in enumerate(items):
        label = (*labels, _Numbered(block.child_block.label, number + 1))
        # Lists from before Wagtail gave their items ids hold the bare values.
        framed = isinstance(item, dict) and item.keys() >= {"id", "value"}
        place = f"{path}.{item['id'] if framed else number}"
        holder, key = (item, "value") if framed else (items, number)
        changed |= _in_value(block.child_block, holder, key, place, label, change)
    return changed


def _kind_of_block(block: Any) -> Kind | None:
    if isinstance(block, blocks.RichTextBlock):
        return Kind.HTML
    if isinstance(block, blocks.URLBlock):
        return Kind.ADDRESS
    written = blocks.CharBlock | blocks.TextBlock | blocks.BlockQuoteBlock
    return Kind.PLAIN if isinstance(block, written) else None


@dataclass(frozen=True)
class _Numbered:
    """A label with its number, put together when it is read: labels are in many languages."""

    label: Any
    number: int

    def __str__(self) -> str:
        return f"{self.label} {self.number}"
