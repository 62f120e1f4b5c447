"""The errors of a page's form as a list at its top, each with a link to where it is mended.

Wagtail counts the errors of each tab and leads to the first; a long form needs the way to each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.blocks import (
    FieldBlock,
    ListBlockValidationError,
    StreamBlockValidationError,
    StructBlockValidationError,
)


@dataclass(frozen=True)
class Problem:
    """One error: the labels that lead to its input, and the id of what shows it ("" for none)."""

    labels: tuple[str, ...]
    message: str
    anchor: str = ""

    def __str__(self) -> str:
        return " · ".join(self.labels)

    def within(self, *labels: Any) -> "Problem":
        """The same, seen from further out."""
        return Problem((*map(str, labels), *self.labels), self.message, self.anchor)


class ErrorListPanel(Panel):
    """Stands first in a page's panels; shown only where its form has errors."""

    @property
    def clean_name(self) -> str:
        """The name in the ids of the form."""
        return "error_list"

    class BoundPanel(Panel.BoundPanel):
        """The list for one form."""

        template_name = "actions/admin/errors.html"

        def is_shown(self) -> bool:
            """Only where there is something to mend."""
            return bool(self.form.is_bound and self.form.errors)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Adds `problems` to the template's context."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            editor = self.instance.get_edit_handler()
            whole = editor.get_bound_panel(self.instance, self.request, self.form)
            context["problems"] = list(problems_in(whole))
            return context


def problems_in(panel: Any) -> Iterator[Problem]:
    """The errors of a bound form, in the order of its panels; those of no field come first."""
    for message in panel.form.non_field_errors():
        yield Problem((), str(message))
    for field in _fields(panel):
        value = panel.form[field.field_name].value()
        for error in panel.form.errors.as_data().get(field.field_name, []):
            if isinstance(error, StreamBlockValidationError):
                found = _in_stream(value, error, prefix=field.field_name)
            else:
                found = _plain(error, f"{field.prefix}-errors")
            yield from (problem.within(field.heading) for problem in found)


def _fields(panel: Any) -> Iterator[Any]:
    """The bound panels of fields in a tree of panels."""
    if isinstance(panel, FieldPanel.BoundPanel):
        yield panel
    for child in getattr(panel, "visible_children", []):
        yield from _fields(child)


def _plain(error: ValidationError, anchor: str) -> Iterator[Problem]:
    return (Problem((), str(message), anchor) for message in error.messages)


def _in_stream(value: Any, error: StreamBlockValidationError, *, prefix: str) -> Iterator[Problem]:
    """The errors of a StreamField, whose blocks bear their place in it: "Letter 2"."""
    for whole in error.non_block_errors.as_data():
        yield from _plain(whole, prefix)
    for index, inner in error.block_errors.items():
        child = value[index]
        found = _in_block(
            child.block,
            inner,
            prefix=f"{prefix}-{index}-value",
            frame=f"block-{child.id}-section",
        )
        yield from (problem.within(f"{child.block.label} {index + 1}") for problem in found)


def _in_block(block: Any, error: Any, *, prefix: str, frame: str) -> Iterator[Problem]:
    """The errors in a block: at its own inputs, else at the frame of the StreamField's block."""
    if isinstance(error, StructBlockValidationError | ListBlockValidationError):
        for whole in error.non_block_errors.as_data():
            yield from _plain(whole, frame)
    if isinstance(error, StructBlockValidationError):
        for name, inner in error.block_errors.items():
            child = block.child_blocks[name]
            found = _in_block(child, inner, prefix=f"{prefix}-{name}", frame=frame)
            yield from (problem.within(child.label) for problem in found)
    elif isinstance(error, ListBlockValidationError):
        for index, inner in error.block_errors.items():
            child, inside = block.child_block, f"{prefix}-{index}-value"
            found = _in_block(child, inner, prefix=inside, frame=frame)
            yield from (problem.within(f"{child.label} {index + 1}") for problem in found)
    else:
        yield from _plain(error, f"{prefix}-errors" if isinstance(block, FieldBlock) else frame)
