"""Who may do what in the admin, as each of them meets it."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from actions.models import UrgentActionPage
from actions.services import close_action
from cms import roles
from cms.models import HomePage
from tests.actions.test_acts_in_admin import SOON, record_of
from tests.admin_forms import edit_address, read, signed_in
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

LISTING = "/admin/urgent_actions/"


def page_permissions(group, page):
    found = GroupPagePermission.objects.filter(group__name=group, page=page)
    return {
        name.removesuffix("_page") for name in found.values_list("permission__codename", flat=True)
    }


def test_every_role_is_there_after_migrate():
    wanted = {*roles.ROLES}
    for code in settings.SITE_LANGUAGES:
        wanted |= {roles.translators_of(code), roles.reviewers_of(code)}
    assert wanted <= set(Group.objects.values_list("name", flat=True))
    for name in wanted:
        codes = Group.objects.get(name=name).permissions.values_list("codename", flat=True)
        assert "access_admin" in codes, name


def test_roles_have_their_pages():
    urdu_site()
    home = HomePage.objects.get(locale__language_code="en")
    for role, wanted in roles.PAGE_PERMISSIONS.items():
        assert page_permissions(role, home.get_parent()) == set(wanted)
    urdu = HomePage.objects.get(locale__language_code="ur")
    assert page_permissions(roles.translators_of("ur"), urdu) == {"change"}
    assert page_permissions(roles.translators_of("ur"), home) == set()
    assert page_permissions(roles.reviewers_of("ur"), urdu) == {
        "change",
        "publish",
        "lock",
        "unlock",
    }


def test_roles_may_be_made_again_and_keep_what_was_added():
    group = Group.objects.get(name=roles.EDITORS)
    before = set(group.permissions.values_list("codename", flat=True))
    extra = Group.objects.get(name=roles.ADMINISTRATORS).permissions.exclude(codename__in=before)[0]
    group.permissions.add(extra)
    roles.ensure_roles()
    assert set(group.permissions.values_list("codename", flat=True)) == before | {extra.codename}


def test_an_editor_keeps_offices_and_an_administrator_the_rest():
    editor, administrator = signed_in(roles.EDITORS), signed_in(roles.ADMINISTRATORS)
    assert editor.get("/admin/snippets/actions/office/add/").status_code == 200
    for address in ("/admin/snippets/actions/country/add/", "/admin/users/", "/admin/groups/"):
        assert editor.get(address).status_code == 403, address
        assert administrator.get(address).status_code == 200, address


def test_a_translator_works_on_the_urdu_page_only():
    urdu_site()
    page = make_action()
    urdu = translate(page, publish=False)
    browser = signed_in(roles.translators_of("ur"))
    assert browser.get(edit_address(urdu)).status_code == 200
    answer = browser.get(edit_address(page), follow=True)
    assert "Your account may not open this" in answer.content.decode()

    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=urdu.locale
    )
    segment = StringSegment.objects.filter(source=translation.source).first()
    answer = browser.put(
        f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/",
        urlencode({"value": "رہا کیجیے"}),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in (200, 201)
    assert StringTranslation.objects.filter(data="رہا کیجیے").exists()


@pytest.mark.parametrize(
    ("group", "live"),
    [(roles.translators_of("ur"), False), (roles.reviewers_of("ur"), True)],
)
def test_urdu_is_published_by_its_reviewer_not_by_its_translator(client, group, live):
    urdu_site()
    page = make_action()
    urdu = translate(page, publish=False)
    signed_in(group).post(edit_address(urdu), {"action": "publish"}, follow=True)
    urdu.refresh_from_db()
    assert urdu.live == live
    if live:
        assert f"اردو {page.title}" in client.get(urdu.url).content.decode()


def test_a_reviewer_of_urdu_leaves_english_alone():
    urdu_site()
    page = make_action(publish=False)
    browser = signed_in(roles.reviewers_of("ur"))
    browser.post(edit_address(page), {"title": "Mine", "action-publish": "x"}, follow=True)
    page.refresh_from_db()
    assert not page.live
    assert page.title != "Mine"


def test_what_is_submitted_goes_to_the_reviewers():
    workflow = Workflow.objects.get(name="Moderators approval")
    page = make_action(publish=False)
    assert page.get_workflow() == workflow
    task = GroupApprovalTask.objects.get(pk=workflow.tasks.get().pk)
    assert [group.name for group in task.groups.all()] == [roles.REVIEWERS]
    assert not Group.objects.filter(name="Moderators").exists()


def rows_of(html):
    """The texts of the cells of each row: title, state, deadline, languages, status."""
    for name in read(html).select("bdi"):
        name.unwrap()
    rows = read(html).select("table.listing tbody tr")
    return [
        [" ".join(cell.get_text(" ").split()).replace(" ,", ",") for cell in row.find_all("td")]
        for row in rows
    ]


def test_the_listing_tells_number_state_deadline_and_languages():
    urdu_site()
    page = make_action(serial=109, year=2023, sequence=2, title="Let them stay", act_by=SOON)
    translate(page)
    closed = make_action(serial=41, year=2026, title="She is home")
    close_action(record=record_of(closed), outcome="released", now=closed.first_published_at)
    make_action(serial=42, year=2026, title="Not out yet", publish=False)
    rows = rows_of(signed_in(roles.EDITORS).get(LISTING).content.decode())
    found = {row[0].removesuffix(" English"): row[1:4] for row in rows}
    assert found == {
        "Second UA 109.23 · Let them stay": ["Open", date_format(SOON), "English, اردو"],
        "UA 41.26 · She is home": ["Closed", "–", "English"],
        "UA 42.26 · Not out yet": ["–", "–", ""],
    }


def test_the_listing_costs_the_same_with_three_actions_and_with_thirty():
    browser = signed_in(roles.EDITORS)

    def cost(wanted):
        while UrgentActionPage.objects.count() < wanted:
            make_action(act_by=SOON)
        browser.get(LISTING)
        with CaptureQueriesContext(connection) as queries:
            shown = len(rows_of(browser.get(LISTING).content.decode()))
        assert shown == wanted
        return len(queries)

    assert cost(3) == cost(30)
