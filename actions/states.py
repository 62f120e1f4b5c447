"""What state an action is in, and what a reader may do in it.

One state at a time, the first that applies: withdrawn, closed, superseded, expired, open. Nothing
here touches the database: the record gives the facts, and so every cell of the table is testable.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ENDS_SOON = timedelta(days=7)


class State(TextChoices):
    """The states of an action, the strongest first."""

    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")
    SUPERSEDED = "superseded", _("Superseded")
    EXPIRED = "expired", _("Expired")
    OPEN = "open", _("Open")

    @property
    def of_many(self) -> str:
        """The word for several actions in this state: “ouvertes” beside “ouverte”."""
        return str(_OF_MANY[self.value])


_OF_MANY = {
    "withdrawn": pgettext_lazy("actions", "Withdrawn"),
    "closed": pgettext_lazy("actions", "Closed"),
    "superseded": pgettext_lazy("actions", "Superseded"),
    "expired": pgettext_lazy("actions", "Expired"),
    "open": pgettext_lazy("actions", "Open"),
}


class Page(Enum):
    """How the page of an action is answered."""

    WHOLE = "whole"
    POINTS_ON = "points on"  # open, with a notice that leads to the newest
    RECORD = "record"  # notice first, the letter readable, no links to write
    GONE = "gone"  # 410, nothing of the content


class Address(Enum):
    """How `letter/`, `report/` and the downloads are answered."""

    WORKS = "works"
    NOTICE = "notice"  # 200 with the notice
    MARKED = "marked"  # the bulletin, marked as no longer open
    GONE = "gone"  # 410


@dataclass(frozen=True, kw_only=True)
class Newest:
    """What superseding needs to know of the newest action of a series."""

    languages: frozenset[str]
    closed: bool = False
    stops_earlier_letters: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts that a state follows from; `newest` where a later one of the series is live."""

    act_by: date | None = None
    closed: bool = False
    withdrawn: bool = False
    newest: Newest | None = None


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What a reader may do with an action in one language."""

    page: Page
    letter_and_report: Address
    letter_download: Address
    bulletin: Address

    @property
    def may_write(self) -> bool:
        """Whether readers are asked to write."""
        return self.letter_and_report is Address.WORKS


EVERYTHING = Allowed(
    page=Page.WHOLE,
    letter_and_report=Address.WORKS,
    letter_download=Address.WORKS,
    bulletin=Address.WORKS,
)
STILL_WRITING = Allowed(
    page=Page.POINTS_ON,
    letter_and_report=Address.WORKS,
    letter_download=Address.WORKS,
    bulletin=Address.WORKS,
)
FOR_THE_RECORD = Allowed(
    page=Page.RECORD,
    letter_and_report=Address.NOTICE,
    letter_download=Address.GONE,
    bulletin=Address.MARKED,
)
NOTHING = Allowed(
    page=Page.GONE,
    letter_and_report=Address.GONE,
    letter_download=Address.GONE,
    bulletin=Address.GONE,
)


def state_of(facts: Facts, *, today: date) -> State:
    """The one state of an action on a day in the site's time zone; `act_by` is inclusive."""
    if facts.withdrawn:
        return State.WITHDRAWN
    if facts.closed:
        return State.CLOSED
    if facts.newest:
        return State.SUPERSEDED
    if facts.act_by and facts.act_by < today:
        return State.EXPIRED
    return State.OPEN


def allowed(facts: Facts, *, language: str, today: date) -> Allowed:
    """What a reader may do with an action in a language on a day."""
    state = state_of(facts, today=today)
    if state is State.WITHDRAWN:
        return NOTHING
    if state is State.OPEN:
        return EVERYTHING
    if state is State.SUPERSEDED and _still_open(facts, language=language, today=today):
        return STILL_WRITING
    return FOR_THE_RECORD


def _still_open(facts: Facts, *, language: str, today: date) -> bool:
    """Whether letters of a superseded action still help: the newest can't be read here yet."""
    newest = facts.newest
    return bool(
        newest
        and language not in newest.languages
        and not newest.closed
        and not newest.stops_earlier_letters
        and (facts.act_by is None or facts.act_by >= today)
    )


def days_left(act_by: date | None, *, today: date) -> int | None:
    """Days until the deadline, 0 on its last day; None where there is none or it has passed."""
    if act_by is None or act_by < today:
        return None
    return (act_by - today).days


def ends_soon(act_by: date | None, *, today: date) -> bool:
    """Whether the deadline is at most seven days away."""
    left = days_left(act_by, today=today)
    return left is not None and left <= ENDS_SOON.days
