"""The pictures of actions: their titles, descriptions, tags and the names of their files."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha1
from typing import Any

from django.db import transaction
from django.db.models import Model
from taggit.models import Tag
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from actions.rewriting.texts import stream_of, text_fields
from actions.rewriting.words import Kind, Words, words_of_address


@dataclass(frozen=True)
class PictureChange:
    """One thing that changes about a picture."""

    picture_id: int
    what: str  # title, description, tag or file
    old: str
    new: str


def pictures_in(model: type[Model], values: dict[str, Any]) -> set[int]:
    """The ids of the pictures that the values of a page name."""
    return {
        picture
        for field in text_fields(model)
        if isinstance(field, StreamField) and values.get(field.name)
        for picture in _chosen(field.stream_block, stream_of(values[field.name]))
    }


def _chosen(block: Any, value: Any) -> Iterator[int]:
    if isinstance(block, ImageChooserBlock):
        if isinstance(value, int):
            yield value
    elif isinstance(block, blocks.StreamBlock):
        for child in value or ():
            if inner := block.child_blocks.get(child.get("type")):
                yield from _chosen(inner, child.get("value"))
    elif isinstance(block, blocks.StructBlock):
        for name, inner in block.child_blocks.items():
            yield from _chosen(inner, (value or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            framed = isinstance(item, dict) and item.keys() >= {"id", "value"}
            yield from _chosen(block.child_block, item["value"] if framed else item)


def picture_changes(
    ids: Iterable[int], words: Words, change_name: Callable[[str], str]
) -> list[PictureChange]:
    """What of these pictures says a name, and what it becomes."""
    found = []
    for picture in get_image_model().objects.filter(pk__in=list(ids)).prefetch_related("tags"):
        for what in ("title", "description"):
            old = getattr(picture, what)
            new = words.replace(old, kind=Kind.PLAIN)[:255]
            if new != old:
                found.append(PictureChange(picture.pk, what, old, new))
        for tag in picture.tags.all():
            if words.are_in(tag.name):
                found.append(PictureChange(picture.pk, "tag", tag.name, ""))
        stem, ending = os.path.splitext(os.path.basename(picture.file.name))
        if words.are_in(words_of_address(stem)):
            # What can't be written in the name of a file is left out of it altogether.
            new = change_name(stem)
            new = "picture" if words.are_in(words_of_address(new)) or not new else new
            found.append(PictureChange(picture.pk, "file", f"{stem}{ending}", f"{new}{ending}"))
    return found


def change_pictures(changes: Iterable[PictureChange], *, files: bool) -> None:
    """Do it; without `files` only in the database, to be taken back with the transaction.

    A file that has a new name is served in sizes made anew, and the old ones are gone.
    """
    pictures = get_image_model().objects.in_bulk({change.picture_id for change in changes})
    for change in changes:
        picture = pictures.get(change.picture_id)
        if picture is None:
            continue
        if change.what == "file":
            _rename(picture, change.new, files=files)
        elif change.what == "tag":
            picture.tags.remove(change.old)
            Tag.objects.filter(name=change.old, taggit_taggeditem_items=None).delete()
        else:
            setattr(picture, change.what, change.new)
    for picture in pictures.values():
        picture.save()


def _rename(picture: Any, name: str, *, files: bool) -> None:
    storage, old = picture.file.storage, picture.file.name
    picture.renditions.all().delete()
    # Each process keeps where the sizes are by this hash; the others would go on printing the
    # old names of the files for minutes.
    picture.file_hash = sha1(f"{picture.file_hash}{name}".encode()).hexdigest()  # noqa: S324
    if not files:
        picture.file.name = os.path.join(os.path.dirname(old), name)
    elif storage.exists(old):
        with storage.open(old) as file:
            picture.file.save(name, file, save=False)
        transaction.on_commit(partial(storage.delete, old))
