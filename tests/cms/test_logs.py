"""What stands in the logs: objects on lines, with the request's id, and nobody's words."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError
from django.test import Client

from cms.logs import JsonLines, Lines
from tests.factories import make_action

pytestmark = pytest.mark.django_db

WORDS = "pangolin8431"
ID = "0123456789abcdef0123456789abcdef"


class Written(io.StringIO):
    """What was logged, as it is written."""

    def records(self):
        """Each line, read."""
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def log(request):
    """What every logger writes, in the form that the test's `param` names; ours from INFO on."""
    written = Written()
    handler = logging.StreamHandler(written)
    handler.setFormatter(getattr(request, "param", JsonLines)())
    root, ours = logging.getLogger(), logging.getLogger("cms")
    level = ours.level
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    ours.setLevel(level)


@pytest.fixture
def failing(monkeypatch):
    """`failing(error)`: the front door breaks off with it."""

    def fail_with(error):
        def fail(*args, **kwargs):
            words = WORDS  # a local variable, as a view has what was posted
            assert words
            raise error

        monkeypatch.setattr("cms.views.HttpResponseRedirect", fail)
        return Client(raise_request_exception=False)

    return fail_with


def test_a_request_is_a_line_without_its_address(log, client):
    page = make_action()
    client.get(f"{page.url}?q={WORDS}")
    line = log.records()[-1]
    assert line["logger"] == "cms.requests"
    assert (line["method"], line["route"], line["status"]) == ("GET", "wagtail_serve", 200)
    assert line["bytes"] > 1000
    assert line["milliseconds"] >= 0
    assert set(line) == {
        "time", "level", "logger", "message", "request_id",
        "method", "route", "status", "milliseconds", "bytes",
    }  # fmt: skip
    assert WORDS not in log.getvalue()
    assert page.slug not in log.getvalue()
    written = log.getvalue()
    client.get(f"{page.url}?q={WORDS}")
    assert log.getvalue() == written  # it was kept, and took no time


def test_every_day_only_what_failed_or_took_long_is_logged():
    assert settings.LOG_LEVEL == "WARNING"
    assert settings.LOGGING["root"]["level"] == "WARNING"
    assert settings.LOG_FORMAT == "json"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ValueError(f"invalid: {WORDS}"), False),
        (IntegrityError(f"Key (email)=({WORDS}) already exists"), False),
        (KeyError(WORDS), False),
        (OperationalError("could not connect to server"), True),
        (TypeError("missing 1 required argument"), True),
    ],
)
def test_a_mistake_of_ours_is_logged_with_its_place_and_nobodys_words(failing, log, error, message):
    answer = failing(error).post(f"/?q={WORDS}", {"letter": WORDS}) and failing(error).get(
        f"/?q={WORDS}", headers={"user-agent": WORDS}
    )
    assert answer.status_code in (500, 503)
    mistake, answered = log.records()[-2:]
    assert mistake["level"] == answered["level"] == "ERROR"
    assert "in front_door" in mistake["traceback"]
    assert type(error).__name__ in mistake["traceback"]
    assert (str(error) in mistake["traceback"]) is message
    assert WORDS not in log.getvalue()
    assert answered["route"] == "front"
    # Whoever reports it can say which it was.
    assert mistake["request_id"] == answered["request_id"] == answer["X-Request-ID"]


@pytest.mark.parametrize("given", ["", "x" * 32, ID[:-1], f"{ID}\n", "0" * 5000, "<b>", "٣" * 32])
def test_an_id_that_isnt_one_is_not_taken_over(failing, log, given):
    answer = failing(TypeError()).get("/", headers={"x-request-id": given})
    assert answer["X-Request-ID"] != given
    assert len(answer["X-Request-ID"]) == 32


def test_the_id_of_a_proxy_is_taken_over(failing, log):
    answer = failing(TypeError()).get("/", headers={"x-request-id": ID})
    assert answer["X-Request-ID"] == ID
    assert {line["request_id"] for line in log.records()} == {ID}


def test_what_is_refused_is_logged_without_what_was_sent(log):
    visitor = Client(enforce_csrf_checks=True)
    visitor.get(f"/en/?q={WORDS}", headers={"host": f"{WORDS}.example"})
    visitor.post(f"/admin/login/?q={WORDS}", {"username": WORDS}, headers={"origin": WORDS})
    said = {line["message"] for line in log.records() if "security" in line["logger"]}
    assert said == {"Refused: DisallowedHost", "Refused: csrf"}
    assert WORDS not in log.getvalue()


def test_what_isnt_there_is_no_news(log, client):
    make_action()
    client.get(f"/en/{WORDS}/")
    assert [line["level"] for line in log.records()] == ["INFO"]
    assert WORDS not in log.getvalue()


@pytest.mark.parametrize("log", [Lines], indirect=True)
def test_lines_for_people_say_the_same(failing, log):
    failing(ValueError(WORDS)).get(f"/?q={WORDS}", headers={"x-request-id": ID})
    assert f"ERROR cms.requests [{ID}] Answered method=GET route=front status=500" in log.getvalue()
    assert "in front_door" in log.getvalue()
    assert WORDS not in log.getvalue()


def test_a_record_with_odd_values_is_one_line(log):
    logging.getLogger("cms.odd").warning("a\nb %s", "ج\u2028د", extra={"password": WORDS})
    assert log.getvalue().count("\n") == 1
    line = json.loads(log.getvalue())
    assert line["message"] == "a\nb ج\u2028د"
    assert "password" not in line
