"""Elasticsearch killed, hanging, without its index: readers are answered, and all is caught up."""

import signal
import time

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.html import strip_tags

from cms import health
from cms.models import WaitingJob
from search import changes
from search.engines import elastic, elastic_index
from search.health import elasticsearch
from tests.factories import make_action
from tests.services.servers import ElasticServer, own_folder, wait_until

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("services")]

SIMPLER = "a simpler one stands in"


@pytest.fixture(scope="module")
def server():
    with own_folder("elasticsearch") as folder:
        server = ElasticServer(folder)
        server.start()
        yield server
        server.kill()


@pytest.fixture
def site(server):
    """A site that is searched by it, with two actions."""
    elastic.absence.end()
    with override_settings(ELASTICSEARCH_URL=server.url, SEARCH_ALIAS="qalam-test"):
        elastic_index.client().indices.delete(index="qalam-test-*")
        make_action(title="The lighthouse keeper")
        make_action(title="The ferryman")
        changes.reconcile(now=timezone.now())
        yield server
    elastic.absence.end()


def found(words):
    """The titles on the library's page for words, how long it took, and whether others stood in."""
    begin = time.monotonic()
    answer = Client().get("/en/actions/", {"q": words})
    took = time.monotonic() - begin
    html = answer.content.decode()
    titles = {strip_tags(part.split("</h")[0]) for part in html.split('class="result__title">')[1:]}
    assert ("no-store" in answer.headers["Cache-Control"]) is (SIMPLER in html)
    return titles, took, SIMPLER in html


def assert_whole():
    """Elasticsearch has every action as the database has it, and none else."""
    client, alias = elastic_index.client(), "qalam-test"
    client.indices.refresh(index=alias)
    hits = client.search(index=alias, size=1000, source_includes=["digest"])["hits"]["hits"]
    assert {int(h["_id"]): h["_source"]["digest"] for h in hits} == elastic_index.digests()


def state():
    return health.ask_all(now=timezone.now())


def test_an_index_is_made_of_what_was_there_before(site):
    assert_whole()
    titles, _took, simpler = found("lighthouse keepers")
    assert (titles, simpler) == ({"The lighthouse keeper"}, False), "stemmed, as the database too"
    assert elasticsearch(now=timezone.now()) == health.OK


def test_killed_while_actions_are_published_it_is_stood_in_for_and_caught_up_with(site):
    for number in range(6):
        if number == 3:
            site.kill()
        make_action(title=f"The weaver of town {number}")
    titles, took, simpler = found("weaver")
    assert titles == {f"The weaver of town {number}" for number in range(6)}
    assert simpler
    assert took < 1
    assert WaitingJob.objects.filter(task="search.tasks.send").exists()
    with pytest.raises(Exception, match=r"[Cc]onnection"):
        elasticsearch(now=timezone.now())  # which /readyz says as degraded, with the mend
    site.start()
    wait_until(lambda: elastic_index.client().ping(), "Elasticsearch was back")
    changes.reconcile(now=timezone.now())
    elastic.absence.end()  # as after its pause
    assert_whole()
    assert found("weaver")[0::2] == (titles, False)


def test_one_that_hangs_keeps_nobody_waiting(site):
    site.send_signal(signal.SIGSTOP)
    try:
        titles, took, simpler = found("ferryman")
        assert (titles, simpler) == ({"The ferryman"}, True)
        assert took < 1
        assert found("ferry")[1] < 0.3, "it isn't asked again at once"
    finally:
        site.send_signal(signal.SIGCONT)
    elastic.absence.end()
    assert found("keeper")[2] is False


def test_without_its_index_the_database_answers_and_a_new_one_is_made(site):
    elastic_index.client().indices.delete(index="qalam-test-*")
    assert found("ferryman")[0::2] == ({"The ferryman"}, True)
    assert elasticsearch(now=timezone.now()).state is health.State.DEGRADED
    make_action(title="The glassblower")
    changes.reconcile(now=timezone.now())
    elastic.absence.end()
    assert_whole()
    assert found("glassblower")[0::2] == ({"The glassblower"}, False)


def test_rebuilding_swaps_the_index_while_the_old_one_answers(site, monkeypatch):
    before = set(elastic_index.client().indices.get_alias(name="qalam-test").body)
    seen = []

    def said(done, all_):
        seen.append(found("ferryman")[0::2])
        make_action(title="The late one")

    elastic_index.rebuild(now=timezone.now(), said=said)
    after = set(elastic_index.client().indices.get_alias(name="qalam-test").body)
    assert seen == [({"The ferryman"}, False)]
    assert len(after) == 1
    assert before.isdisjoint(after)
    assert_whole()


def test_what_was_withdrawn_is_gone_from_it(site):
    from actions.models import ActionRecord
    from actions.services import withdraw_action

    page = make_action(title="The beekeeper")
    assert found("beekeeper")[0] == {"The beekeeper"}
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    withdraw_action(record=record, reason="asked to", now=timezone.now())
    assert found("beekeeper")[0] == set()
    assert_whole()


OUTPUTS = {
    "/en/actions/feed.atom": "<subtitle",
    "/en/actions/feed.json": SIMPLER,
    "/en/actions/deadlines.ics": "X-WR-CALDESC",
    "/en/actions/export.csv": "note: ",
    "/api/v1/actions": "",
    "/api/v1/facets": "",
}


def test_whoever_takes_a_list_along_meanwhile_is_told_and_isnt_to_keep_it(site):
    site.kill()
    for address, said in OUTPUTS.items():
        answer = Client().get(address, {"q": "ferryman"})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store"), address
        assert answer["Qalam-Search"] == "simpler"
        assert not answer.has_header("ETag")
        body = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert said in body
        assert "ferryman" in body or "facets" in address
    site.start()
    elastic.absence.end()
    for address in OUTPUTS:
        answer = Client().get(address, {"q": "ferryman"})
        assert answer.has_header("ETag"), address
        assert not answer.has_header("Qalam-Search")


def test_an_index_that_cant_be_filled_isnt_left_behind(site, monkeypatch):
    before = set(elastic_index.client().indices.get(index="qalam-test*").body)

    def fail(done, all_):
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        elastic_index.rebuild(now=timezone.now(), said=fail)
    assert set(elastic_index.client().indices.get(index="qalam-test*").body) == before
    assert found("ferryman")[0::2] == ({"The ferryman"}, False)


def test_an_index_that_another_release_made_is_made_anew(site, monkeypatch):
    before = elastic_index._indices()
    changes.reconcile(now=timezone.now())
    assert elastic_index._indices() == before, "it is of this one"
    monkeypatch.setattr(elastic_index, "_made_by", lambda: "the next release")
    changes.reconcile(now=timezone.now())
    after = elastic_index._indices()
    assert len(after) == 1
    assert after != before
    assert_whole()
