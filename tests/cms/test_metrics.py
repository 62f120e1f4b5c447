"""Numbers for Prometheus: for whoever has the token, from every process, without readers in them."""

import re
import subprocess
import sys

import pytest
from django.test import override_settings
from django.utils import timezone

from cms.models import WaitingJob
from tests.requirements import ROOT
from tests.site import site_variables

TOKEN = "a-token-of-at-least-24-letters"
# Two processes answer requests; either is then asked.
TWO_PROCESSES = """
import os, django
django.setup()
from django.http import HttpResponse
from django.test import RequestFactory
from cms.metrics import CountMiddleware, metrics
def count(*paths):
    for path in paths:
        CountMiddleware(lambda request: HttpResponse(status=404 if "no" in path else 200))(
            RequestFactory().get(path, headers={"user-agent": "Quokka/7.31"}, REMOTE_ADDR="203.0.113.77")
        )
child = os.fork()
if child == 0:
    count("/en/?q=pangolin", "/ur/actions/pangolin/", "/admin/pangolin/")
    os._exit(0)
os.waitpid(child, 0)
count("/en/", "/pangolin/no/", "/static/pangolin.css")
asked = RequestFactory().get("/metrics", headers={"authorization": "Bearer " + os.environ["METRICS_TOKEN"]})
print(metrics(asked).content.decode())
"""


def test_every_process_is_counted_and_nobody_is_named(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", TWO_PROCESSES],
        cwd=ROOT,
        env={**site_variables(var=tmp_path, port=0), "METRICS_TOKEN": TOKEN},
        capture_output=True,
        text=True,
        check=True,
    )
    counted = dict(re.findall(r"(?m)^qalam_requests_total\{(.*)\} (\S+)$", done.stdout))
    assert counted == {
        'area="public",status="2xx"': "3.0",
        'area="admin",status="2xx"': "1.0",
        'area="static",status="2xx"': "1.0",
        'area="other",status="4xx"': "1.0",
    }
    assert 'qalam_request_seconds_count{area="public"} 3.0' in done.stdout
    for canary in ("pangolin", "Quokka", "203.0.113", TOKEN):
        assert canary not in done.stdout


@pytest.mark.django_db
def test_only_the_token_opens_them(client, tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    for number, failed in enumerate((None, None, timezone.now())):
        now = timezone.now()
        WaitingJob.objects.create(
            id=str(number), task="x", enqueued_at=now, due_at=now, failed_at=failed
        )

    def asked(given):
        headers = {"authorization": given} if given is not None else {}
        return client.get("/metrics", headers=headers, follow=True)

    for given in (None, "", "Bearer ", "Bearer None", f"Bearer {TOKEN}"):
        assert asked(given).status_code == 404  # there are none
    with override_settings(METRICS_TOKEN=TOKEN):
        for given in (None, "", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer ق"):
            assert asked(given).status_code == 404
        answer = asked(f"Bearer {TOKEN}")
    assert answer.status_code == 200
    assert "qalam_jobs_waiting 2.0" in answer.content.decode()
    assert "qalam_jobs_failed 1.0" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
