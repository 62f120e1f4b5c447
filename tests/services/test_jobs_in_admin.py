"""django-rq's page in Wagtail's admin, and what is said of a site with Redis."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from cms.roles import ADMINISTRATORS, EDITORS
from tests.services.servers import wait_until
from tests.services.sites import SCHEDULER, WORKER
from tests.services.test_jobs import leave_marks, marks
from tests.static_files import share_static

pytestmark = pytest.mark.xdist_group("services")


def browser_of(group: str) -> Client:
    browser = Client(HTTP_HOST="localhost", raise_request_exception=False)
    if group:
        user, _created = User.objects.get_or_create(username=group)
        user.groups.add(Group.objects.get(name=group))
        browser.force_login(user)
    return browser


def look(group: str, path: str) -> list[object]:
    answer = browser_of(group).get(path, follow=bool(group))
    return [answer.status_code, answer.content.decode(), answer.get("Location", "")]


def press(group: str, path: str) -> int:
    return browser_of(group).post(path).status_code


def all_addresses() -> list[str]:
    """Every page of django-rq's that hangs on no job, worker or scheduler."""
    from django_rq.urls import urlpatterns

    plain = [str(one.pattern).replace("<int:queue_index>", "0") for one in urlpatterns]
    paths = [re.sub(r"[?^$]", "", shape) for shape in plain if "<" not in shape]
    return [f"/admin/jobs/{path}" for path in paths]


@pytest.fixture
def site(sqlite_site, redis_server):
    redis_server.forget_everything()
    site = sqlite_site(REDIS_URL=redis_server.url)
    share_static(site.var)
    return site


def test_administrators_see_jobs_and_nobody_else_does(site):
    site.do(leave_marks, "shown", 1)
    status, page, _to = site.do(look, ADMINISTRATORS, "/admin/jobs/queues/0/")
    assert status == 200
    assert "tests.services.tasks.leave_a_mark" in page
    addresses = site.do(all_addresses)
    assert len(addresses) > 8
    for address in addresses:
        assert site.do(look, ADMINISTRATORS, address)[0] in (200, 405), address
        assert site.do(look, EDITORS, address)[0] == 403, address
        assert site.do(press, EDITORS, address) == 403, address
        status, _page, to = site.do(look, "", address)
        assert (status, to.startswith("/admin/login/")) == (302, True), address
    assert site.do(marks, "shown") == 0
    assert 'jobs/"' in site.do(look, ADMINISTRATORS, "/admin/")[1]
    assert 'jobs/"' not in site.do(look, EDITORS, "/admin/")[1]


def test_what_doesnt_run_is_said_until_it_does(site, redis_server):
    said = site.do(look, ADMINISTRATORS, "/admin/")[1]
    assert "No worker has ever been heard of" in said
    assert "The scheduler has never been heard of" in said
    assert "has ever been heard of" not in site.do(look, EDITORS, "/admin/")[1]
    worker, scheduler = site.start(WORKER), site.start(SCHEDULER)
    wait_until(
        lambda: site.do(look, "", "/readyz")[1].startswith("ok\n"), "everything was heard of"
    )
    assert "heard of" not in site.do(look, ADMINISTRATORS, "/admin/")[1]
    scheduler.kill()
    worker.kill()
    redis_server.kill()
    try:
        status, said, _to = site.do(look, "", "/readyz")
        assert (status, said.split()[0]) == (200, "degraded")
        assert "redis: degraded. Redis doesn't answer" in said
        assert str(redis_server.port) not in said
        status, page, _to = site.do(look, ADMINISTRATORS, "/admin/jobs/")
        assert status == 200
        assert "Redis doesn&#x27;t answer" in page
    finally:
        redis_server.start()
