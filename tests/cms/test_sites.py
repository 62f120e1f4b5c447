"""Wagtail's Site stands where SITE_URL says."""

import pytest
from wagtail.models import Site

from cms.sites import follow_site_url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "hostname", "port"),
    [
        ("http://localhost:8001", "localhost", 8001),
        ("https://act.example.org", "act.example.org", 443),
        ("http://act.example.org", "act.example.org", 80),
    ],
)
def test_the_site_follows_the_address(settings, url, hostname, port):
    settings.SITE_URL = url
    follow_site_url()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == (hostname, port)
    assert site.root_url == url
