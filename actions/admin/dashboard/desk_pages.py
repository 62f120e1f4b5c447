"""The pages that concern somebody: waiting for review, edited last, locked by them; one query.

Wagtail's own panels ask the database for each task, and for each sort of page. Decided is by
groups: the one kind of task that this site has.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, TaskState, WorkflowState

from actions.admin.dashboard.open_work import Facts, label_of

LAST_EDITED = 5
NUMBER = ("serial", "year", "sequence", "kind", "reference")
TASK = "current_task_state__task"


@dataclass(frozen=True)
class DeskPage:
    """A page by its title; the number too where it is an action."""

    pk: int
    title: str
    language: str
    label: str


@dataclass(frozen=True)
class Review(DeskPage):
    """A page that was submitted, and where in its workflow it stands."""

    submitted_by: str
    submitted_at: datetime
    task: str
    needs_changes: bool
    decides: bool  # whether it waits for the one who looks


@dataclass(frozen=True)
class OwnPage(DeskPage):
    """A page to go on with."""

    locked: bool  # by the one who looks, so that nobody else can edit it
    edited_at: datetime | None


@dataclass
class DeskPages:
    """Reviews, those that wait longest first; then what they locked, and edited last."""

    reviews: list[Review] = field(default_factory=list)
    own: list[OwnPage] = field(default_factory=list)


def read_desk_pages(user: Any) -> DeskPages:
    """Read the pages that wait for somebody's decision, that they submitted, edited or locked."""
    found = DeskPages()
    for pk, title, language, number, state, submitted_at, edited_at, locked in _rows(user):
        page = (pk, title, language, label_of(Facts(**number)))
        if state:
            found.reviews.append(_review(page, state, submitted_at))
        if edited_at or locked:
            found.own.append(OwnPage(*page, locked=bool(locked), edited_at=edited_at))
    found.reviews.sort(key=lambda review: review.submitted_at)
    locked = [page for page in found.own if page.locked]
    edited = [page for page in found.own if not page.locked]
    edited.sort(key=lambda page: page.edited_at or timezone.now(), reverse=True)
    found.own = locked + edited[:LAST_EDITED]
    return found


def _rows(user: Any) -> Any:
    """Of each page: its id, title, language, number, workflow, since when, last edit, own lock."""
    edits = PageLogEntry.objects.filter(user=user, action="wagtail.edit").order_by()
    last = edits.values("page_id").annotate(at=Max("timestamp"))
    states = _states(user)
    locked = Q(locked=True, locked_by=user)
    return (
        Page.objects.filter(
            locked
            | Q(pk__in=last.order_by("-at").values("page_id")[:LAST_EDITED])
            | Q(pk__in=_waiting().values(place=Cast("object_id", IntegerField())))
        )
        .annotate(
            number=JSONObject(**{name: F(f"urgentactionpage__{name}") for name in NUMBER}),
            state=Subquery(states.values("facts")[:1]),
            submitted_at=Subquery(states.values("since")[:1]),
            edited_at=Subquery(last.filter(page_id=OuterRef("pk")).values("at")),
            own_lock=Case(When(locked, then=True), default=False),
        )
        .values_list(
            "pk",
            "draft_title",
            "locale__language_code",
            "number",
            "state",
            "submitted_at",
            "edited_at",
            "own_lock",
        )
    )


def _waiting() -> "QuerySet[WorkflowState]":
    """The workflows of pages that are not over."""
    return WorkflowState.objects.active().filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )


def _states(user: Any) -> "QuerySet[WorkflowState]":
    """Of the page in the outer query: the workflow that somebody decides on, or asked for."""
    in_groups = GroupApprovalTask.groups.through.objects.filter(
        groupapprovaltask_id=OuterRef(f"{TASK}_id"), group__user=user
    )
    at_task = Q(
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__status=TaskState.STATUS_IN_PROGRESS,
        **{f"{TASK}__active": True},
    )
    decides = at_task if user.is_superuser else at_task & Exists(in_groups)
    return (
        _waiting()
        .filter(object_id=Cast(OuterRef("pk"), CharField()))
        .annotate(
            owner=ExpressionWrapper(OuterRef("owner_id"), output_field=IntegerField()),
            decides=Case(When(decides, then=1), default=0),
            since=Coalesce("current_task_state__started_at", "created_at"),
        )
        .filter(Q(decides=1) | Q(requested_by=user) | Q(owner=user.pk))
        .annotate(
            facts=JSONObject(
                status=F("status"),
                decides=F("decides"),
                task=F(f"{TASK}__name"),
                username=F("requested_by__username"),
                first_name=F("requested_by__first_name"),
                last_name=F("requested_by__last_name"),
            )
        )
        .order_by("-created_at")
    )


def _review(page: tuple[int, str, str, str], state: dict[str, Any], since: datetime) -> Review:
    name = f"{state['first_name'] or ''} {state['last_name'] or ''}".strip()
    return Review(
        *page,
        submitted_by=name or state["username"] or "",
        submitted_at=since,
        task=state["task"] or "",
        needs_changes=state["status"] == WorkflowState.STATUS_NEEDS_CHANGES,
        decides=bool(state["decides"]),
    )
