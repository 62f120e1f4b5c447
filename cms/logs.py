"""What is logged, and what never is: one line a record, with the id of its request.

Addresses of readers, their programs, what they searched for, what they sent and the addresses of
pages with secrets in them stay out. So the records of Django that quote a request are said anew,
and of an exception only its place and kind are kept, unless its message can hold nobody's words.
Whoever runs the site decides how long the lines are kept.
"""

import logging
import re
import time
import traceback
from collections.abc import Callable
from copy import copy
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_guid.context import guid
from django_guid.utils import generate_guid
from pythonjsonlogger.json import JsonFormatter

requests = logging.getLogger("cms.requests")

SLOW = 2.0  # seconds
# As nginx ($request_id) and most others write it; anything else is not taken over.
WELL_FORMED = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FIELDS = ("method", "route", "status", "milliseconds", "bytes")


class RequestMiddleware:
    """Gives each request an id, and notes those that failed or took long; all at LOG_LEVEL=INFO.

    It stands behind the readers' cache: a page that is kept takes no time, and leaves no line.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; one that failed says the id, so that whoever reports it can name it.

        A preview is a request within a request, and keeps the id of that.
        """
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        outside = guid.get()
        mark = outside or (given if WELL_FORMED.fullmatch(given) else generate_guid())
        guid.set(mark)
        try:
            began = time.perf_counter()
            answer = self.get_response(request)
            _note(request, answer, took=time.perf_counter() - began)
        finally:
            guid.set(outside)
        if answer.status_code >= 500:
            answer.headers["X-Request-ID"] = mark
        return answer


def _note(request: HttpRequest, answer: HttpResponseBase, *, took: float) -> None:
    """Log which view answered, never which address was asked."""
    if answer.status_code >= 500:
        level = logging.ERROR
    else:
        level = logging.WARNING if took > SLOW else logging.INFO
    if not requests.isEnabledFor(level):
        return
    said = {
        "method": request.method if request.method in METHODS else "other",
        "route": route_of(request),
        "status": answer.status_code,
        "milliseconds": round(took * 1000),
        "bytes": int(answer.headers.get("Content-Length", 0)),
    }
    requests.log(level, "Answered", extra=said)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def route_of(request: HttpRequest) -> str:
    """The name of the view that answers, or how its addresses look; a dash before it is known."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name or match.route) if match else "-"


def said_anew(record: logging.LogRecord) -> logging.LogRecord:
    """A record as it is written: with its request's id, and without the words of whoever asked.

    Django's own name the address of a request, or what was refused in it.
    """
    record = copy(record)
    record.request_id = guid.get() or "-"
    record.exc_text = None  # as another handler may have put it
    if record.name == "django.request" and hasattr(record, "request"):
        status = getattr(record, "status_code", 0)
        record.msg, record.args = "%s answers %s", (route_of(record.request), status)
    elif record.name.startswith("django.security."):
        record.msg, record.args = "Refused: %s", (record.name.rpartition(".")[2],)
        record.exc_info = None
    return record


# Exceptions whose messages are about the program and its surroundings; those of others may quote
# what somebody typed, such as the row that a database refuses.
TELLING = (
    "AttributeError ConnectionError ImportError ImproperlyConfigured InterfaceError "
    "ModuleNotFoundError NameError NoReverseMatch NotImplementedError OperationalError OSError "
    "ProgrammingError RecursionError RedisError TemplateDoesNotExist TemplateSyntaxError "
    "TimeoutError TypeError"
).split()


def told(error: BaseException) -> str:
    """An exception as it is logged: its traceback, and its message where that is about the site."""
    return "".join(_told(error, set()))


def _told(error: BaseException, seen: set[int]) -> list[str]:
    seen.add(id(error))
    lines = []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        lines += [*_told(before, seen), "\nAnd then:\n\n"]
    lines.append("Traceback (most recent call last):\n")
    lines += traceback.format_tb(error.__traceback__)
    names = {kind.__name__ for kind in type(error).__mro__}
    message = f": {error}" if names & set(TELLING) else ""
    return [*lines, f"{type(error).__module__}.{type(error).__qualname__}{message}"]


class JsonLines(JsonFormatter):
    """One JSON object a line, of fields that are known; what else a record carries is dropped."""

    def __init__(self) -> None:
        super().__init__(
            ["levelname", "name", "message", "request_id"],
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "traceback"},
            timestamp="time",
            json_ensure_ascii=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        """The record as an object on one line."""
        return super().format(said_anew(record))

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """The known fields only, the time first."""
        known = ("time", "level", "logger", "message", "request_id", *FIELDS, "traceback")
        return {name: log_data[name] for name in known if name in log_data}

    def formatException(self, ei: Any) -> str:
        """The traceback, without anybody's words."""
        return told(ei[1])


class Lines(logging.Formatter):
    """Lines that people read, for a terminal."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} [{request_id}] {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, and its traceback below."""
        return super().format(said_anew(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line, with what is known of the request."""
        known = record.__dict__
        said = " ".join(f"{name}={known[name]}" for name in FIELDS if name in known)
        return f"{super().formatMessage(record)} {said}".rstrip()

    def formatException(self, ei: Any) -> str:
        """The traceback, without anybody's words."""
        return told(ei[1])
