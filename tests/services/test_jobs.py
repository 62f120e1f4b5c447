"""Jobs with Redis and workers, started as the README says: what is lost when they are killed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageLogEntry

from cms.models import ContentPage, HomePage, LastRun, WaitingJob
from tests.services import tasks
from tests.services.servers import wait_until
from tests.services.sites import SCHEDULER, WORKER

pytestmark = pytest.mark.xdist_group("services")


def publish_page(title: str, slug: str) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    page = home.add_child(instance=ContentPage(title=title, slug=slug, live=False))
    page.save_revision().publish()


def plan_page(title: str, slug: str, hours_ago: int) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    page = home.add_child(instance=ContentPage(title=title, slug=slug, live=False))
    page.go_live_at = timezone.now() + timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    at = timezone.now() - timedelta(hours=hours_ago)
    Page.objects.filter(pk=page.pk).update(go_live_at=at)
    content = revision.content | {"go_live_at": at.isoformat()}
    page.revisions.update(approved_go_live_at=at, content=content)


def publish_a_picture() -> str:
    """The address of a picture that a page shows from now on."""
    image = get_image_model()(title="A chair", file=get_test_image_file())
    image.save()
    block = {"image": image, "alt_text": "A chair", "credit": "Example", "consent": True}
    home = HomePage.objects.get(locale__language_code="en")
    page = home.add_child(instance=ContentPage(title="Shown", slug="shown", live=False))
    page.body = [("image", block)]
    page.save_revision().publish()
    return image.get_rendition("width-900").url


def publish_without_the_picture() -> None:
    page = ContentPage.objects.get(slug="shown")
    page.body = []
    page.save_revision().publish()


def times_published_by_schedule(slug: str) -> int:
    return PageLogEntry.objects.filter(
        page__in=Page.objects.filter(slug=slug), action="wagtail.publish.scheduled"
    ).count()


def found_in_the_admin(words: str) -> list[str]:
    return [page.title for page in Page.objects.search(words)]


def waiting() -> int:
    return WaitingJob.objects.count()


def marks(name: str) -> int:
    return Group.objects.filter(name__startswith=name).count()


def leave_marks(name: str, number: int) -> None:
    for _ in range(number):
        tasks.leave_a_mark.enqueue(name)


def leave_a_mark_slowly(name: str, folder: str) -> None:
    tasks.leave_a_mark_slowly.enqueue(name, folder)


def let_time_pass() -> None:
    """What is to be tried again later is due now."""
    WaitingJob.objects.update(due_at=timezone.now())
    LastRun.objects.all().delete()


@pytest.mark.parametrize("database", ["postgres_site", "sqlite_site"])
def test_a_worker_does_what_a_published_page_brings_about(database, redis_server, request):
    site = request.getfixturevalue(database)(REDIS_URL=redis_server.url)
    site.do(publish_page, "The librarian of Kisumu", "librarian")
    assert site.do(found_in_the_admin, "Kisumu") == []
    assert site.do(waiting) > 0
    worker = site.start(WORKER)
    wait_until(lambda: site.do(waiting) == 0, "the jobs are done")
    assert site.do(found_in_the_admin, "Kisumu") == ["The librarian of Kisumu"]
    worker.stop()
    assert not worker.is_running
    assert worker.said() == "", "nothing that LOG_LEVEL, which is WARNING, leaves out"


def test_without_redis_everything_works_and_is_made_up_for_by_itself(
    postgres_site, redis_server, tmp_path
):
    site = postgres_site(REDIS_URL=redis_server.url)
    site.serve()
    worker, scheduler = site.start(WORKER), site.start(SCHEDULER)
    site.do(leave_marks, "before", 1)
    wait_until(lambda: site.do(marks, "before") == 1, "the worker works")
    scheduler.kill()  # it would do the jobs itself
    redis_server.kill()
    site.do(publish_page, "Written meanwhile", "meanwhile")
    site.do(leave_marks, "meanwhile", 20)
    assert site.get("/en/meanwhile/")[0] == 200
    assert site.do(marks, "meanwhile") == 0
    assert site.logged().count("doesn't answer") == 1
    redis_server.start()
    scheduler.start()
    wait_until(lambda: site.do(waiting) == 0, "all is made up for")
    assert site.do(marks, "meanwhile") == 20
    assert site.do(found_in_the_admin, "meanwhile") == ["Written meanwhile"]
    assert worker.is_running


def test_while_redis_is_away_the_scheduler_does_the_work(postgres_site, redis_server):
    site = postgres_site(REDIS_URL=redis_server.url)
    site.start(SCHEDULER)
    redis_server.kill()
    try:
        site.do(leave_marks, "alone", 3)
        wait_until(lambda: site.do(marks, "alone") == 3, "the scheduler does it")
    finally:
        redis_server.start()


def test_a_worker_killed_in_the_middle_has_done_nothing_and_the_next_does_it_once(
    postgres_site, redis_server, tmp_path
):
    site = postgres_site(REDIS_URL=redis_server.url)
    worker = site.start(WORKER)
    site.do(leave_a_mark_slowly, "slow", str(tmp_path))
    begun = tmp_path / "begun"
    wait_until(begun.exists, "the job is in its middle")
    worker.kill()
    assert site.do(marks, "slow") == 0
    assert site.do(waiting) == 1
    (tmp_path / "go on").touch()
    site.start(WORKER)
    site.do(let_time_pass)
    site.manage("tick")
    wait_until(lambda: site.do(waiting) == 0, "the job is done")
    assert begun.read_text() == "xx"
    assert site.do(marks, "slow") == 1


def test_a_job_that_is_told_of_twice_is_done_once(postgres_site, redis_server):
    site = postgres_site(REDIS_URL=redis_server.url)
    site.do(leave_marks, "twice", 1)
    queue = redis_server.connect()
    job = queue.lrange("rq:queue:default", 0, -1)[-1]
    queue.rpush("rq:queue:default", job, job)
    site.start(WORKER)
    site.start(WORKER)
    site.do(leave_marks, "last", 1)
    wait_until(lambda: site.do(marks, "last") == 1, "both workers are through")
    wait_until(lambda: queue.llen("rq:queue:default") == 0, "nothing is left")
    assert site.do(marks, "twice") == 1


def test_readers_see_a_new_picture_at_once_and_one_taken_off_no_more_whatever_the_queue(
    sqlite_site, redis_server
):
    site = sqlite_site(REDIS_URL=redis_server.url)
    site.serve()
    picture = site.do(publish_a_picture)
    assert site.status(picture) == 200
    assert site.do(waiting) > 0, "other jobs do wait for a worker"
    site.do(publish_without_the_picture)
    assert site.status(picture) == 404


def test_nothing_is_lost_when_redis_forgets_everything(postgres_site, redis_server):
    site = postgres_site(REDIS_URL=redis_server.url)
    site.do(leave_marks, "forgotten", 5)
    redis_server.forget_everything()
    site.start(WORKER)
    site.start(SCHEDULER)
    wait_until(lambda: site.do(marks, "forgotten") == 5, "the jobs are found again")
    wait_until(lambda: site.do(waiting) == 0, "nothing waits")


@pytest.mark.parametrize("database", ["postgres_site", "sqlite_site"])
def test_a_page_that_was_to_go_live_two_hours_ago_does_once(database, redis_server, request):
    redis_server.forget_everything()
    site = request.getfixturevalue(database)(REDIS_URL=redis_server.url)
    site.do(plan_page, "Late", "late", 2)
    site.serve()
    assert site.get("/en/late/")[0] == 404
    site.start(WORKER)
    site.start(SCHEDULER)
    wait_until(lambda: site.get("/en/late/")[0] == 200, "the page is there")
    site.do(let_time_pass)
    site.manage("tick")
    assert site.do(times_published_by_schedule, "late") == 1
