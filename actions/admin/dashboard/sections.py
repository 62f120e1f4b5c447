"""What a panel of the dashboard is made of: sections, each a table or a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

from actions.admin.dashboard.desk import Desk

TEMPLATES = "actions/admin/dashboard"


@dataclass(frozen=True)
class Section:
    """A table of a panel: its rows, and what is said where there are none."""

    name: str
    title: str
    template: str
    rows: Sequence[Any]
    empty: str
    links: Sequence[tuple[str, str]] = ()  # (address, words): what to do next
    shown: int = 5
    note: str = ""
    wide: bool = False  # its first column holds titles, not dates
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> Sequence[Any]:
        """The rows that stand on the dashboard."""
        return self.rows[: self.shown]

    @property
    def rest(self) -> int:
        """How many more there are."""
        return max(0, len(self.rows) - self.shown)


class DeskPanel(Component):
    """A panel of the dashboard: one section or more."""

    template_name = f"{TEMPLATES}/panel.html"
    name: ClassVar[str]
    title: ClassVar[Promise]
    icon: ClassVar[str] = "edit"
    is_work: ClassVar[bool] = True  # what the summary at the top of the page counts
    order: int = 200
    grouped: bool = False  # its sections have headings of their own

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def sections(self) -> list[Section]:
        """What the panel shows."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How much there is to do."""
        return sum(len(section.rows) for section in self.sections)

    @property
    def to_do(self) -> int:
        """How much of it waits for the one who looks."""
        return self.count

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The panel's own context, with its sections."""
        return {
            "request": parent_context["request"] if parent_context else None,
            "panel": self,
            "desk": self.desk,
            "sections": self.sections,
        }
