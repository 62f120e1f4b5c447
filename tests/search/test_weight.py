"""What a page of results weighs."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.factories import make_action, urdu_site
from tests.many import multiply_actions

pytestmark = pytest.mark.django_db

MOST = 60 * 1024  # bytes, as they are sent


def sent(data: bytes) -> int:
    """What is sent to a browser that takes gzip."""
    return len(gzip.compress(data, 6))


def files(html: str, pattern: str) -> list[bytes]:
    found = re.findall(pattern, html)
    assert found
    paths = [finders.find(address.partition("/static/")[2]) for address in found]
    return [Path(str(path)).read_bytes() for path in paths]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_page_of_results_weighs_less_than_sixty_kilobytes(client, language):
    urdu_site()
    make_action(title="Free the librarian of a town with quite a long name by the sea")
    multiply_actions(60)
    html = client.get(f"/{language}/actions/?q=librarian&language=en&language=ur").content.decode()
    assert html.count("<article") == 20
    styles = files(html, r'<link rel="stylesheet" href="([^"]+)"')
    scripts = files(html, r'<script src="([^"]+)"')
    assert sent(html.encode()) + sum(map(sent, styles)) < MOST
    assert sum(map(len, scripts)) < MOST, "scripts as they are written, not only as they are sent"
