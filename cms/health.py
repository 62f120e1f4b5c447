"""How the site is: `/healthz` for the process, `/readyz` for its parts. Higher layers add parts.

A part is ok, degraded, or down, which only what the site can't do without can be. Words are for
whoever runs it; no address, password or version is in them, since anybody may ask.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PATIENCE = 3.0  # seconds with all parts that are asked beside the others

REDIS_IS_AWAY = _(
    "Redis doesn't answer. Jobs wait in the database until it does: look whether it runs, and "
    "whether REDIS_URL is right."
)


class State(StrEnum):
    """How a part is."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True)
class Answer:
    """What a part says of itself: what is wrong, and the mend."""

    state: State
    words: Any = ""


OK = Answer(State.OK)


@dataclass(frozen=True)
class Part:
    """Something that the site consists of.

    `ask` is called with `now`. One that doesn't need the database is asked `beside` the others,
    so that a service that hangs keeps nobody waiting; `silent` is said where it does. What is
    wrong with one `on_dashboard` is said to administrators when they come in, too.
    """

    name: str
    ask: Callable[..., Answer]
    beside: bool = False
    silent: Any = ""
    on_dashboard: bool = False


parts: dict[str, Part] = {}
# What hangs holds one of these, not a new one with each question.
_beside = ThreadPoolExecutor(max_workers=4, thread_name_prefix="health")


def register(part: Part) -> None:
    """Have a part asked; called from AppConfig.ready()."""
    parts[part.name] = part


def ask_all(*, now: datetime) -> dict[str, Answer]:
    """What each part says, in the order of registration."""
    pending = {
        part.name: _beside.submit(part.ask, now=now) for part in parts.values() if part.beside
    }
    here = {part.name: _asked(part, now) for part in parts.values() if not part.beside}
    end = timezone.now().timestamp() + PATIENCE
    return {
        name: here[name]
        if name in here
        else _awaited(part, pending[name], end - timezone.now().timestamp())
        for name, part in parts.items()
    }


def problems(*, now: datetime) -> list[Any]:
    """What administrators are told on the dashboard."""
    answers = [_asked(part, now) for part in parts.values() if part.on_dashboard]
    return [answer.words for answer in answers if answer.state is not State.OK]


def overall(answers: dict[str, Answer]) -> State:
    """The worst of all."""
    order = list(State)
    return max((answer.state for answer in answers.values()), key=order.index, default=State.OK)


def _asked(part: Part, now: datetime) -> Answer:
    try:
        return part.ask(now=now)
    except Exception:  # such as a database that is away, which has a part of its own
        return Answer(State.DEGRADED, part.silent or _("It can't be said how this is."))


def _awaited(part: Part, answer: "Future[Answer]", seconds: float) -> Answer:
    try:
        return answer.result(timeout=max(0.0, seconds))
    except Exception:
        answer.cancel()
        return Answer(State.DEGRADED, part.silent)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """How each part is, in words or as JSON; 503 where the site can't be used."""
    with translation.override("en"):  # for whoever runs it, and for programs
        answers = ask_all(now=timezone.now())
        state = overall(answers)
        status = 503 if state is State.DOWN else 200
        if request.get_preferred_type(["text/plain", "application/json"]) == "application/json":
            said = {
                name: {"status": answer.state, "words": str(answer.words)}
                for name, answer in answers.items()
            }
            return JsonResponse({"status": state, "parts": said}, status=status)
        lines = [
            f"{name}: {answer.state}" + (f". {answer.words}" if answer.words else "")
            for name, answer in answers.items()
        ]
        text = "\n".join([str(state), "", *lines, ""])
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
