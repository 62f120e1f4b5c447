"""How long somebody stays signed in, and the ways in which that ends."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from cms import roles
from cms.security import sessions
from tests.cms.second_factor import LOGIN, PASSWORD, person, sign_in
from tests.requirements import ROOT

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def is_in(browser):
    return browser.get(HOME).status_code == 200


def aged(browser, **values):
    session = browser.session
    for name, since in values.items():
        session[name] = int((timezone.now() - since).timestamp())
    session.save()


def test_the_key_of_a_session_changes_at_the_sign_in():
    user = person(roles.EDITORS)
    browser = Client()
    before = browser.session.session_key  # as somebody may have planted it
    sign_in(user, client=browser)
    assert is_in(browser)
    assert browser.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_the_cookie_is_for_this_site_and_no_script():
    user = person(roles.EDITORS)
    browser = sign_in(user)
    cookie = browser.cookies[site.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["expires"], "it ends with the browser"
    answer = browser.post(
        LOGIN, {"username": user.username, "password": PASSWORD, "remember": "on"}
    )
    assert int(answer.cookies[site.SESSION_COOKIE_NAME]["max-age"]) == site.SESSION_COOKIE_AGE


def test_with_https_the_cookies_belong_to_the_host_alone():
    asked = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_PATH,"
        " s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "SITE_URL": "https://localhost",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == [
        "__Host-sessionid",
        "True",
        "/",
        "None",
        "__Host-csrftoken",
        "True",
    ]


def test_a_session_that_is_used_goes_on_and_is_seldom_written():
    browser = sign_in(person(roles.EDITORS))
    key = browser.session.session_key
    before = Session.objects.get(pk=key).session_data
    assert is_in(browser)
    assert Session.objects.get(pk=key).session_data == before
    aged(browser, used=timedelta(minutes=16))
    soon = timezone.now() + timedelta(hours=1)
    Session.objects.filter(pk=key).update(expire_date=soon)
    assert is_in(browser)
    assert Session.objects.get(pk=key).expire_date > soon + timedelta(hours=10)


def test_a_session_ends_when_it_was_not_used_and_a_week_after_the_sign_in():
    user = person(roles.EDITORS)
    browser = sign_in(user)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get(HOME).url.startswith(LOGIN)
    browser = sign_in(user)
    aged(browser, began=sessions.LONGEST - timedelta(minutes=1))
    assert is_in(browser)
    aged(browser, began=sessions.LONGEST + timedelta(minutes=1))
    assert browser.get("/admin/reports/").url == f"{LOGIN}?next=%2Fadmin%2Freports%2F"
    assert not Session.objects.filter(pk=browser.session.session_key).exists()


def test_logging_out_everywhere():
    user, other = person(roles.EDITORS), person(roles.EDITORS, name="other")
    here, there, somebody = sign_in(user), sign_in(user), sign_in(other)
    assert "/admin/account/log-out/" in here.get("/admin/account/").content.decode()
    assert here.get("/admin/account/log-out/").status_code == 200
    assert is_in(there), "asking changes nothing"
    assert here.post("/admin/account/log-out/").url == LOGIN
    assert not is_in(here)
    assert not is_in(there)
    assert is_in(somebody)


def test_an_administrator_logs_somebody_out_and_an_editor_does_not():
    user, boss = person(roles.EDITORS), person(roles.ADMINISTRATORS, name="boss")
    theirs, desk = sign_in(user), sign_in(boss)
    address = f"/admin/users/{user.pk}/log-out/"
    assert address in desk.get("/admin/users/").content.decode()
    assert theirs.post(f"/admin/users/{boss.pk}/log-out/").status_code in (302, 403)
    assert is_in(desk)
    assert "amina" in desk.get(address).content.decode()
    assert is_in(theirs)
    assert "amina was logged out everywhere." in desk.post(address, follow=True).content.decode()
    assert not is_in(theirs)
    gone = desk.post("/admin/users/999999999999/log-out/", follow=True)
    assert gone.status_code == 404


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one():
    user = person(roles.EDITORS)
    here, there = sign_in(user), sign_in(user)
    user.set_password("another horse battery")
    user.save()
    assert not is_in(here)
    assert not is_in(there)


def test_whoever_is_switched_off_or_loses_a_role_is_out():
    user = person(roles.EDITORS, roles.REVIEWERS)
    browser = sign_in(user)
    user.groups.remove(Group.objects.get(name=roles.REVIEWERS))
    assert not is_in(browser)
    browser = sign_in(user)
    Group.objects.get(name=roles.EDITORS).user_set.remove(user)
    assert not Session.objects.exists()
    user.groups.add(Group.objects.get(name=roles.EDITORS))
    browser = sign_in(user)
    assert is_in(browser)
    user.groups.clear()
    assert not Session.objects.exists()
    user.groups.add(Group.objects.get(name=roles.EDITORS))
    browser = sign_in(user)
    user.is_active = False
    user.save()
    assert not is_in(browser)
    assert not Session.objects.exists()
    assert sign_in(user).get(HOME).url.startswith(LOGIN)


def test_readers_get_no_session(client):
    client.get("/en/", follow=True)
    client.get(LOGIN)
    assert not Session.objects.exists()
