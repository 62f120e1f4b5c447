"""Commands about accounts, and the demo's, which a real site doesn't let in."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import Group, User
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from actions.services import close_action
from cms import roles
from cms.management.library import accounts
from cms.security import demo, second_factor
from tests.actions.test_acts_in_admin import record_of
from tests.cms.second_factor import CODE, LOGIN, PASSWORD, code_of, person, sign_in, with_app
from tests.factories import make_action

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def said_by(*command, **options):
    out = io.StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


def is_in(browser):
    return browser.get(HOME).status_code == 200


def test_a_lost_phone(settings):
    settings.SECOND_FACTOR = "required"
    user, boss = with_app(person(roles.EDITORS)), person(name="boss")
    second_factor.new_recovery_codes(user=user)
    browser = sign_in(user)
    browser.post(CODE, {"code": code_of(user)})
    assert is_in(browser)
    said = said_by("reset_second_factor", "amina", "--reason", "Called, knew her", "--by", "boss")
    assert said == "amina: 2 devices taken away, 1 sessions ended.\n"
    assert browser.get(HOME).url.startswith(LOGIN)
    assert "set-up" in sign_in(user).get(HOME).url
    entry = ModelLogEntry.objects.get(action="cms.second_factor.reset")
    assert (entry.user_id, entry.data) == (boss.pk, {"reason": "Called, knew her"})
    assert entry.formatter.format_comment(entry) == "Called, knew her"


def test_a_reset_needs_a_reason_and_an_account():
    with pytest.raises(CommandError, match="--reason"):
        said_by("reset_second_factor", "amina")
    person()
    with pytest.raises(CommandError, match=r"no account 'amin'\. Did you mean amina\?"):
        said_by("reset_second_factor", "amin", "--reason", "x")


def test_logging_out_by_command():
    one, other = sign_in(person(roles.EDITORS)), sign_in(person(roles.EDITORS, name="other"))
    assert said_by("log_out", "amina") == "1 sessions ended.\n"
    assert (is_in(one), is_in(other)) == (False, True)
    said_by("log_out", "--all")
    assert not is_in(other)
    for wrong in ([], ["amina", "--all"]):
        with pytest.raises(CommandError, match="Say whose"):
            said_by("log_out", *wrong)


def test_what_an_account_did_is_listed_oldest_first():
    user, other = person(roles.EDITORS), person(name="other")
    page = make_action(title="=cmd|' /C calc'!A0")
    sign_in(user)
    close_action(record=record_of(page), outcome="released", now=page.first_published_at, by=user)
    log(other, "wagtail.edit", user=user)
    log(page, "wagtail.edit", user=other)
    log(user, "wagtail.edit", user=other)
    rows = [json.loads(line) for line in said_by("account_log", "amina", "--json").splitlines()]
    rows = [row for row in rows if row["by"] != "system"]
    assert [(row["by"], row["act"], row["what"]) for row in rows] == [
        ("amina", "cms.signed_in", "user"),
        ("amina", "actions.close", "urgentactionpage"),
        ("amina", "wagtail.edit", "user"),
        ("other", "wagtail.edit", "user"),
    ]
    assert [row["when"] for row in rows] == sorted(row["when"] for row in rows)
    assert "amina  cms.signed_in  user  amina" in said_by("account_log", "amina")


def test_the_table_holds_no_formulas():
    user = person(roles.EDITORS)
    for title in ("=1+1", "\t=1", " @x", "\u00a0-2", "plain"):
        page = make_action(title=title or "x", publish=False)
        log(page, "wagtail.edit", user=user, title=title)
    table = list(csv.DictReader(io.StringIO(said_by("account_log", "amina", "--csv"))))
    titles = [row["title"] for row in table if row["what"] == "urgentactionpage"]
    assert titles == ["'=1+1", "'\t=1", "' @x", "'\u00a0-2", "plain"]


def test_since_and_what_it_refuses():
    user = person(roles.EDITORS)
    sign_in(user)
    assert said_by("account_log", "amina", "--since", "2999-01-01") == ""
    assert said_by("account_log", "amina", "--since", "2000-01-01T10:00:00Z")
    for wrong in ("yesterday", "2026-02-31"):
        with pytest.raises(CommandError, match="write it as"):
            said_by("account_log", "amina", "--since", wrong)


def test_a_long_list_costs_as_few_queries_as_a_short_one():
    user = person()

    def cost(wanted):
        while ModelLogEntry.objects.filter(user=user).count() < wanted:
            log(user, "wagtail.edit", user=user)
        with CaptureQueriesContext(connection) as queries:
            assert len(said_by("account_log", "amina").splitlines()) == wanted
        return len(queries)

    assert cost(3) == cost(60)


@pytest.fixture
def demo_accounts(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return accounts.ensure_accounts()


def test_the_demo_signs_in_as_long_as_it_is_one(demo_accounts, settings):
    editor = User.objects.get(username="editor")
    browser = sign_in(editor, password=demo_accounts["editor"])
    assert is_in(browser)
    settings.SECOND_FACTOR = "required"
    assert browser.get(HOME).url.startswith(LOGIN), "a session from before ends"
    for name, password in demo_accounts.items():
        html = browser.post(LOGIN, {"username": name, "password": password}).content.decode()
        assert "manage.py remove_demo" in html, name
        assert browser.get(HOME).url.startswith(LOGIN)
    browser.post("/en/_util/login/", {"username": "editor", "password": demo_accounts["editor"]})
    assert browser.get(HOME).url.startswith(LOGIN), "nor by the way in for readers"


def test_an_editor_of_a_real_site_may_be_called_editor(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    real = person(roles.EDITORS, name="editor")
    assert "editor" not in accounts.ensure_accounts()
    assert real not in demo.demo_accounts()
    settings.SECOND_FACTOR = "required"
    assert sign_in(real, password=PASSWORD).get(HOME).url.startswith("/admin/account/")


def test_accounts_of_an_older_demo_are_marked(demo_accounts):
    Group.objects.get(name=demo.GROUP).delete()
    accounts.ensure_accounts()
    assert demo.demo_accounts().count() == len(accounts.ACCOUNTS)


def test_a_real_site_starts_without_the_demos_accounts(settings, tmp_path):
    settings.SECOND_FACTOR = "required"
    settings.VAR_DIR = tmp_path
    with pytest.raises(CommandError, match="demo --without-actions"):
        said_by("demo")
    assert "createsuperuser" in said_by("demo", "--without-actions")
    assert not User.objects.exists()
    assert not (tmp_path / "demo-logins").exists()


def deploy_ids():
    return {problem.id for problem in run_checks(include_deployment_checks=True)}


def test_what_a_deploy_check_says(demo_accounts, settings):
    settings.SECOND_FACTOR = "optional"
    assert {"cms.E041", "cms.W042"} <= deploy_ids()
    settings.SECOND_FACTOR = "required"
    User.objects.all().delete()
    assert not {"cms.E041", "cms.W042"} & deploy_ids()
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = 0
    assert "cms.W043" in deploy_ids()
    settings.TRUSTED_PROXIES = 1
    assert "cms.W043" not in deploy_ids()
