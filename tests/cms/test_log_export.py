"""Every act that matters is in the log with who, when and why, and can be taken out as a table."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone
from openpyxl import load_workbook

from actions.services import extend_deadline
from tests.admin_forms import form_in, read, signed_in
from tests.factories import make_action

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/site-history/"
TODAY = timezone.localdate()
REASON = '=HYPERLINK("https://example.org","click")'
FORMULAS = [REASON, "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "＝1"]


def table(browser):
    answer = browser.get(f"{REPORT}?export=csv")
    assert answer.status_code == 200
    text = b"".join(answer).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def workbook(browser):
    answer = browser.get(f"{REPORT}?export=xlsx")
    return load_workbook(io.BytesIO(b"".join(answer))).active


def test_an_act_is_exported_with_who_when_and_why():
    page = make_action(act_by=TODAY + timedelta(days=3))
    later = TODAY + timedelta(days=30)
    editor = signed_in("Editors")
    editor.post(
        f"/admin/actions/{page.pk}/extend/",
        {"act_by": later.isoformat(), "reason": "The hearing was moved"},
    )
    row = next(row for row in table(signed_in("Administrators")) if row["Reason"])
    name = User.objects.get(groups__name="Editors").get_username()
    assert (row["Name"], row["User"]) == (page.get_admin_display_title(), name)
    assert row["Reason"] == "The hearing was moved"
    assert row["Action type"] == "Extend the deadline"
    assert "moved from" in row["Action"]
    assert json.loads(row["Details"])["new"] == later.isoformat()
    assert row["Date/Time"].startswith(timezone.now().date().isoformat())


def test_no_cell_is_a_formula():
    page = make_action(act_by=TODAY + timedelta(days=3))
    page.title = "=1+1"
    page.save()
    assert page.record is not None
    for days, reason in enumerate(FORMULAS, start=4):
        extend_deadline(
            record=page.record, act_by=TODAY + timedelta(days=days), reason=reason, today=TODAY
        )
    administrator = signed_in("Administrators")
    rows = table(administrator)
    assert {f"'{reason}" for reason in FORMULAS} <= {row["Reason"] for row in rows}
    for row in rows:
        for cell in row.values():
            assert cell.lstrip()[:1] not in ("=", "+", "@", "＝"), row
            assert not cell.startswith(("\t", "\r", "-")), row
    assert all(cell.data_type != "f" for line in workbook(administrator).rows for cell in line)


def test_other_tables_of_the_admin_have_no_formula_either():
    page = make_action()
    page.title = '=HYPERLINK("x")'
    page.draft_title = page.title
    page.save()
    answer = signed_in("Administrators").get("/admin/reports/aging-pages/?export=csv")
    text = b"".join(answer).decode()
    assert "HYPERLINK" in text
    assert "'=HYPERLINK" in text


def test_only_administrators_take_the_log_out():
    make_action()
    for group in ("Editors", "Reviewers"):
        browser = signed_in(group)
        html = browser.get(REPORT).content.decode()
        assert "export=csv" not in html
        for form in ("csv", "xlsx"):
            answer = browser.get(f"{REPORT}?export={form}")
            assert answer.status_code in (302, 403)
            assert "Content-Disposition" not in answer
    html = signed_in("Administrators").get(REPORT).content.decode()
    assert "export=csv" in html
    assert "export=xlsx" in html


def test_a_change_of_roles_says_which():
    administrator = signed_in("Administrators")
    account = User.objects.create_user("sara", email="sara@example.org", password="x" * 20)
    account.groups.add(Group.objects.get(name="Editors"))
    address = f"/admin/users/edit/{account.pk}/"
    html = administrator.get(address).content.decode()
    assert "sara@example.org" in html
    reviewers = Group.objects.get(name="Reviewers")
    typed = {
        "username": "sara",
        "email": "sara@example.org",
        "first_name": "Sara",
        "last_name": "Example",
        "is_active": "on",
        "groups": [reviewers.pk],
    }
    answer = administrator.post(address, typed)
    assert answer.status_code == 302
    rows = [row for row in table(administrator) if row["Name"] == "sara"]
    said = " ".join(row["Action"] for row in rows)
    assert "Roles given: Reviewers" in said
    assert "Roles taken away: Editors" in said
    changed = [row for row in rows if row["Action type"] == "Change roles"]
    name = User.objects.get(groups__name="Administrators").get_username()
    assert {row["User"] for row in changed} >= {name}


def test_a_role_keeps_its_order_in_a_report_in_urdu():
    account = User.objects.create_user("sara")
    account.groups.add(Group.objects.get(name="Translators (ur)"))
    administrator = signed_in("Administrators")
    html = administrator.get(REPORT, HTTP_ACCEPT_LANGUAGE="ur").content.decode()
    assert "\u2068Translators (ur)\u2069" in read(html).get_text()


def test_settings_groups_and_the_directory_are_in_the_log():
    administrator = signed_in("Administrators")
    group = Group.objects.get(name="Editors")
    address = f"/admin/groups/edit/{group.pk}/"
    form = form_in(administrator.get(address).content.decode(), form_id="w-editor-form")
    assert administrator.post(address, form).status_code == 302
    shown = administrator.get("/admin/settings/cms/organisationsettings/", follow=True)
    settings = shown.redirect_chain[-1][0]
    form = form_in(shown.content.decode(), form_id="w-editor-form")
    assert administrator.post(settings, form | {"name_en": "Network"}).status_code == 302
    kinds = {row["Type"] for row in table(administrator) if row["Action type"] == "Edit"}
    assert {"group", "organisation"} <= {kind.lower() for kind in kinds}
