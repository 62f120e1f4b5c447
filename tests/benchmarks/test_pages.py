"""What a library a hundred times as long costs its readers: each group compares 10 with 1,000."""

import pytest
from django.core.cache import caches

from tests.factories import make_action
from tests.many import multiply_actions

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[10, 1000], ids=["10 actions", "1000 actions"])
def library_of(request):
    page = make_action(serial=1, slug="ua-1-26")
    multiply_actions(request.param - 1)
    return page


def forget():
    """Have the page made anew."""
    caches["pages"].clear()


@pytest.mark.benchmark(group="library page")
def test_library_page(benchmark, client, library_of):
    answer = benchmark.pedantic(client.get, ("/en/actions/",), setup=forget, rounds=20)
    assert answer.status_code == 200


@pytest.mark.benchmark(group="action page")
def test_action_page(benchmark, client, library_of):
    answer = benchmark.pedantic(client.get, (library_of.url,), setup=forget, rounds=20)
    assert answer.status_code == 200
