"""The sitemap: all that the public may read, in every language, and nothing else."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from actions.models import ActionRecord
from actions.services import withdraw_action
from cms import sitemaps
from cms.models import ContentPage, HomePage
from tests.factories import library, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
HOST = "http://localhost"


def read(client, address="/sitemap.xml"):
    """The whole sitemap: address → its alternates by language."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    tree = ElementTree.fromstring(answer.content)  # noqa: S314  (our own)
    if tree.tag.endswith("sitemapindex"):
        pages: dict[str, dict[str, str]] = {}
        for part in tree.findall("s:sitemap/s:loc", NAMES):
            more = read(client, part.text.removeprefix("http://testserver"))
            assert not set(more) & set(pages)
            pages |= more
        return pages
    return {
        url.find("s:loc", NAMES).text: {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        for url in tree.findall("s:url", NAMES)
    }


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_it_lists_every_page_in_every_language_with_the_others(client):
    urdu_site()
    page = make_action(slug="ua-1")
    translate(page)
    english = make_action(slug="ua-2")
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=ContentPage(title="How to write", slug="how-to-write"))
    pages = read(client)
    assert set(pages) == {
        f"{HOST}{path}"
        for path in (
            "/en/",
            "/en/actions/",
            "/en/actions/ua-1/",
            "/en/actions/ua-2/",
            "/en/how-to-write/",
            "/ur/",
            "/ur/actions/",
            "/ur/actions/ua-1/",
        )
    }
    both = {
        "en": f"{HOST}/en/actions/ua-1/",
        "ur": f"{HOST}/ur/actions/ua-1/",
        "x-default": f"{HOST}/en/actions/ua-1/",
    }
    assert pages[both["en"]] == pages[both["ur"]] == both
    alone = english.full_url
    assert pages[alone] == {"en": alone, "x-default": alone}
    # As the head of each page says of itself.
    for address, alternates in pages.items():
        head = client.get(address.removeprefix(HOST)).content.decode()
        said = re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', head)
        assert dict(said) == alternates, address


def test_what_nobody_may_read_is_not_in_it(client):
    home = HomePage.objects.get(locale__language_code="en")
    shown, gone, private = (make_action(slug=f"ua-{number}") for number in (1, 2, 3))
    make_action(slug="ua-4", publish=False)
    shown.create_alias(update_slug="ua-5")
    hidden = home.add_child(instance=ContentPage(title="Members", slug="members"))
    hidden.add_child(instance=ContentPage(title="More", slug="more"))
    Page.objects.get(depth=1).add_child(instance=ContentPage(title="Other", slug="other"))
    inner = home.add_child(instance=ContentPage(title="Inner", slug="inner"))
    Site.objects.create(hostname="inner.example.org", root_page=inner)
    for page in (hidden, private):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    record = ActionRecord.objects.get(translation_key=gone.translation_key)
    withdraw_action(record=record, reason="She asked us to", now=timezone.now())
    assert set(read(client)) == {
        f"{HOST}{path}" for path in ("/en/", "/en/actions/", "/en/actions/ua-1/")
    }


def test_another_site_has_its_own(client, settings):
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "other.example.org"]
    make_action(slug="ua-1")
    root = Page.objects.get(depth=1)
    other = root.add_child(instance=ContentPage(title="Other", slug="other"))
    Site.objects.create(hostname="other.example.org", root_page=other)
    answer = client.get("/sitemap-en.xml", headers={"Host": "other.example.org"})
    found = re.findall("<loc>(.*?)</loc>", answer.content.decode())
    assert found == ["http://other.example.org/en/"]


def test_it_says_when_a_page_was_last_published(client):
    page = make_action(slug="ua-1")
    day = timezone.now() - timedelta(days=400)
    Page.objects.filter(pk=page.pk).update(last_published_at=day)
    xml = client.get("/sitemap-en.xml").content.decode()
    assert f"<loc>{page.full_url}</loc>" in xml
    assert f"<lastmod>{day:%Y-%m-%d}</lastmod>" in xml


@pytest.mark.parametrize(
    "query", ["p=abc", "p=99999", "p=0", "p=-1", "p=", "p=%00", "p=1.5", f"p={'9' * 5000}", "p[]=1"]
)
def test_odd_questions_are_answered(client, query):
    make_action(slug="ua-1")
    assert client.get(f"/sitemap.xml?{query}").status_code == 200
    assert client.get(f"/sitemap-en.xml?{query}").status_code in (200, 404)
    for section in ("de", "xx", "en-GB", "1"):
        assert client.get(f"/sitemap-{section}.xml?{query}").status_code in (200, 404)
    assert client.get(f"/sitemap-ur.xml?{query}").status_code in (200, 404)
    assert client.post("/sitemap.xml").status_code == 405


def test_it_comes_in_parts_whose_queries_do_not_grow(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 3)
    monkeypatch.setattr(sitemaps.LanguagePages, "limit", 3)
    make_action(slug="ua-1")
    client.get("/en/")  # sites are remembered by the process
    few = [queries(client, address) for address in ("/sitemap.xml", "/sitemap-en.xml")]
    for number in range(2, 7):
        make_action(slug=f"ua-{number}")
    many = [queries(client, address) for address in ("/sitemap.xml", "/sitemap-en.xml?p=2")]
    assert few == many == [3, 5]
    index = client.get("/sitemap.xml").content.decode()
    assert re.findall("<loc>(.*?)</loc>", index) == [
        "http://testserver/sitemap-en.xml",
        "http://testserver/sitemap-en.xml?p=2",
        "http://testserver/sitemap-en.xml?p=3",
    ]
    assert client.get("/sitemap-en.xml?p=4").status_code == 404
    assert len(read(client)) == 8
    assert library("en").full_url in read(client)


def test_robots_are_told_of_it(client):
    said = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml\n" in said
    assert "Disallow: /admin/" in said
