"""Wrong passwords and floods: refused, and not remembered who."""

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms import roles
from cms.security import lockout, throttle
from cms.security.addresses import client_address, mark_of
from tests.cms.second_factor import CODE, LOGIN, PASSWORD, person, sign_in, with_app

pytestmark = pytest.mark.django_db
HERE, THERE = "203.0.113.77", "198.51.100.23"
AGENT = "Mozilla/5.0 (Curious; Fox)"


def attempt(user, password="wrong", *, address=HERE, client=None, name=None):
    return (client or Client()).post(
        LOGIN,
        {"username": name or user.username, "password": password},
        REMOTE_ADDR=address,
        headers={"User-Agent": AGENT},
    )


def test_five_wrong_passwords_lock_out_from_there_alone():
    user = person(roles.EDITORS)
    for _time in range(lockout.TRIES - 1):
        assert attempt(user).status_code == 200
    answer = attempt(user)
    assert answer.status_code == 429
    html = answer.content.decode()
    assert "Try again in 15 minutes." in html
    assert 890 <= int(answer["Retry-After"]) <= 900
    browser = Client()
    assert attempt(user, PASSWORD, client=browser).status_code == 429, "even with the right one"
    assert browser.get("/admin/").url.startswith(LOGIN)
    assert attempt(user, PASSWORD, address=THERE).status_code == 302, "from elsewhere they get in"
    other = person(roles.EDITORS, name="other")
    assert attempt(other, PASSWORD).status_code == 302, "and so do others from there"


def test_the_lock_ends_and_tries_while_it_holds_do_not_prolong_it():
    user = person(roles.EDITORS)
    for _time in range(lockout.TRIES + 3):
        attempt(user)
    past = timezone.now() - lockout.LOCKED_FOR - timedelta(seconds=1)
    assert AccessAttempt.objects.get().failures_since_start == lockout.TRIES
    AccessAttempt.objects.update(attempt_time=past)
    assert attempt(user, PASSWORD).status_code == 302


def test_the_right_password_makes_the_wrong_ones_good():
    user = person(roles.EDITORS)
    for _time in range(3):
        for _wrong in range(lockout.TRIES - 1):
            assert attempt(user).status_code == 200
        assert attempt(user, PASSWORD).status_code == 302


def test_an_address_that_tries_many_names_is_locked_out():
    user = person(roles.EDITORS)
    for number in range(lockout.TRIES_FROM_AN_ADDRESS):
        attempt(user, name=f"name{number}")
    assert attempt(user, PASSWORD).status_code == 429
    assert attempt(user, PASSWORD, address=THERE).status_code == 302


def test_it_is_said_in_the_language_of_whoever_is_locked_out():
    user = person(roles.EDITORS)
    for _time in range(lockout.TRIES):
        attempt(user)
    answer = Client().post(
        LOGIN,
        {"username": user.username, "password": "x"},
        REMOTE_ADDR=HERE,
        headers={"Accept-Language": "ur"},
    )
    assert answer.status_code == 429
    assert '<html lang="ur" dir="rtl">' in answer.content.decode()


def test_the_lockout_is_in_the_log_of_the_account_once():
    user = person(roles.EDITORS)
    for _time in range(lockout.TRIES + 2):
        attempt(user)
    entries = ModelLogEntry.objects.filter(action="cms.locked_out", object_id=str(user.pk))
    assert entries.count() == 1


@pytest.mark.parametrize("name", ["\x00", "a" * 3000, "آمنہ", ""])
def test_odd_names_are_answered(name):
    for _time in range(3):
        assert attempt(None, name=name or "-").status_code == 200


def test_neither_address_nor_program_nor_name_is_kept_or_logged(caplog):
    caplog.set_level(logging.DEBUG)
    user = person(roles.EDITORS)
    for _time in range(lockout.TRIES + 1):
        attempt(user)
        attempt(user, name="my-password-by-mistake")
    attempt(user, PASSWORD, address=THERE)
    Client().post("/admin/password_reset/", {"email": user.email}, REMOTE_ADDR=HERE)
    tables = connection.introspection.table_names()
    models = [model for model in apps.get_models() if model._meta.db_table in tables]
    written = caplog.text + "".join(
        repr(row) for model in models for row in model._default_manager.values()
    )
    kept = "".join(caches["limits"]._cache)
    assert "limit:wagtailadmin_login" in kept, "the test looks where it is kept"
    for secret in (HERE, THERE, AGENT, "Curious", "my-password-by-mistake"):
        assert secret not in written, secret
        assert secret not in kept, secret


def request_from(address, **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_forwarded_addresses_count_only_as_far_as_proxies_are_ours(settings):
    forged = request_from("10.0.0.1", **{"X-Forwarded-For": f"1.1.1.1, {THERE}, {HERE}"})
    settings.TRUSTED_PROXIES = 0
    assert client_address(forged) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_address(forged) == HERE
    settings.TRUSTED_PROXIES = 2
    assert client_address(forged) == THERE
    settings.TRUSTED_PROXIES = 4
    assert client_address(forged) == "10.0.0.1"
    assert client_address(request_from("10.0.0.1")) == "10.0.0.1"


def test_nobody_gets_round_the_lock_with_a_header(settings):
    settings.TRUSTED_PROXIES = 1
    user = person(roles.EDITORS)
    for number in range(lockout.TRIES):
        answer = Client().post(
            LOGIN,
            {"username": user.username, "password": "wrong"},
            headers={"X-Forwarded-For": f"1.1.1.{number}, {HERE}"},
        )
    assert answer.status_code == 429


def test_a_mark_is_the_same_for_a_day_and_a_household():
    now = timezone.now()
    one = mark_of(request_from("2001:db8:1:2::5"), now=now)
    assert one == mark_of(request_from("2001:db8:1:2:ffff::9"), now=now)
    assert one != mark_of(request_from("2001:db8:1:3::5"), now=now)
    assert one != mark_of(request_from("2001:db8:1:2::5"), now=now + timedelta(days=1))
    assert mark_of(request_from(HERE)) == mark_of(request_from(f"::ffff:{HERE}"))
    for odd in ("", "unknown", "unix:", "1.2.3.4:80", "٣", "fe80::1%eth0"):
        assert mark_of(request_from(odd)).startswith("fd")


def test_allow_counts_places_apart_and_begins_anew():
    now, per = timezone.now(), timedelta(minutes=10)
    here, there = request_from(HERE), request_from(THERE)
    assert [throttle.allow("t", here, 2, per, now=now) for _time in range(3)] == [True, True, False]
    assert throttle.allow("t", there, 2, per, now=now)
    assert throttle.allow("other", here, 2, per, now=now)
    assert throttle.allow("t", here, 2, per, now=now + per)


def test_a_view_may_be_limited():
    view = throttle.limited("view", 1, timedelta(minutes=10))(lambda request: HttpResponse("ok"))
    post = RequestFactory().post("/ur/actions/")
    assert view(post).status_code == 200
    assert view(post).status_code == 429
    assert view(RequestFactory().get("/")).status_code == 200


def test_floods_of_password_resets_and_codes_are_refused():
    editor = with_app(person(roles.EDITORS))
    browser = sign_in(editor)
    limits = throttle.OPEN_FORMS
    reset = "/admin/password_reset/"
    for _time in range(limits["wagtailadmin_password_reset"][0]):
        assert browser.post(reset, {"email": editor.email}).status_code == 302
    sent = len(mail.outbox)
    answer = browser.post(reset, {"email": editor.email})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "minute" in answer.content.decode()
    assert len(mail.outbox) == sent
    for _time in range(limits["second_factor_code"][0]):
        browser.post(CODE, {"code": "0"})
    assert browser.post(CODE, {"code": "0"}).status_code == 429
