"""The content version is new with whatever readers can see, and with nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from actions.models import ActionRecord, Office, RecordOffice, Topic
from actions.services import withdraw_action
from cms import content_version
from cms.models import HomePage, OrganisationSettings
from tests.factories import make_action

pytestmark = pytest.mark.django_db


def changes_version(act) -> bool:
    before = content_version.current()
    assert before
    act()
    return content_version.current() != before


@pytest.fixture
def action():
    return make_action(topics=[Topic.objects.get_or_create(slug="t", name_en="T")[0]])


def test_whatever_readers_see_renews_it_in_bulk_and_by_hand_too(action):
    record = ActionRecord.objects.get(translation_key=action.translation_key)
    office = Office.objects.first()
    page = Page.objects.get(pk=action.pk)
    image = apps.get_model("wagtailimages.Image")

    def by_sql():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE actions_office SET phone = 'no phone'")

    for act in (
        lambda: Office.objects.filter(pk=office.pk).update(title_en="Minister"),
        lambda: Office.objects.bulk_update([office], ["title_en"]),
        lambda: office.holders.first().save(),
        lambda: RecordOffice.objects.all().delete(),
        lambda: record.topics.clear(),
        lambda: record.countries.set([]),
        lambda: OrganisationSettings.for_site(page.get_site()).save(),
        lambda: Page.objects.filter(pk=page.pk).update(title="Another title"),
        lambda: image.objects.create(title="A photo", file=get_test_image_file()),
        lambda: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        lambda: page.get_site().save(),
        by_sql,
        page.unpublish,
    ):
        assert changes_version(act)


def test_publishing_and_taking_back_renew_it(action, admin_user):
    assert changes_version(lambda: action.save_revision().publish())
    assert changes_version(
        lambda: withdraw_action(
            record=ActionRecord.objects.get(translation_key=action.translation_key),
            reason="He asked for it.",
            by=admin_user,
            now=timezone.now(),
        )
    )


def test_drafts_and_accounts_leave_it_alone(action):
    def draft():
        action.title = "A title that nobody has let go yet"
        action.save_revision()

    assert not changes_version(draft)
    assert not changes_version(lambda: get_user_model().objects.create_user("someone"))


def test_what_is_undone_was_never_changed():
    def undone():
        with transaction.atomic():
            HomePage.objects.update(introduction="<p>Unsaid</p>")
            transaction.set_rollback(True)

    assert not changes_version(undone)


def test_it_has_a_mark_again_after_the_database_was_emptied(action):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cms_contentversion")
    assert content_version.current() is None
    content_version.watch()
    assert changes_version(lambda: action.save_revision().publish())


def test_migrating_takes_the_triggers_away_and_puts_them_back(action):
    content_version.unwatch(plan=[])  # nothing to migrate: nothing is taken away
    assert changes_version(lambda: Topic.objects.create(slug="one", name_en="One"))
    content_version.unwatch(plan=["a migration"])
    assert not changes_version(lambda: Topic.objects.create(slug="two", name_en="Two"))
    call_command("migrate", verbosity=0)
    assert changes_version(lambda: Topic.objects.create(slug="three", name_en="Three"))


def test_it_says_when_it_changed_once_no_other_change_can_be_of_the_same_second(action):
    change = datetime(2026, 7, 1, 12, 0, 0, tzinfo=UTC)
    mark = f"{int(change.timestamp())}-0123456789abcdef"

    def said(**later):
        now = change + timedelta(**later)
        return (content_version.last_modified(mark, now=now) or 0) - int(change.timestamp())

    assert said(milliseconds=500) == 0
    assert said(seconds=1) == said(hours=11) == 1
    assert said(hours=13) == 12 * 3600, "what follows from the date is other since midnight"
    assert content_version.last_modified("0123456789abcdef", now=change) is None
    now = timezone.now()
    told = content_version.last_modified(content_version.current() or "", now=now)
    assert told is not None
    assert abs(told - now.timestamp()) < 60
