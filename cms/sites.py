"""The site: its address, and which of its pages anybody may read.

Wagtail's Site follows SITE_URL: addresses in hreflang and mails are made from it.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from wagtail.models import Site, SiteRootPath

from cms.registry import hidden_pages

PORTS = {"http": 80, "https": 443}


def the_site() -> Site | None:
    """The site that SITE_URL is the address of."""
    return Site.objects.filter(is_default_site=True).first()


def homes_of(site: Site | None) -> dict[str, SiteRootPath]:
    """Where the tree of each of the site's languages begins; nowhere without a site."""
    return {
        root.language_code: root
        for root in Site.get_site_root_paths()
        if site and root.site_id == site.pk and root.language_code in settings.SITE_LANGUAGES
    }


def readable(pages: Any, *, site: Site | None) -> Any:
    """Of a query for pages those of a site that anybody may read; one more reads what is private.

    Live, in a language of the site, no alias, of no other site that stands below this one, and not
    kept back by whoever registered so.
    """
    homes = homes_of(site)
    below = Q(pk__in=[])
    for home in homes.values():
        below |= Q(url_path__startswith=home.root_path, locale__language_code=home.language_code)
    pages = pages.live().public().filter(below, alias_of=None)
    ours = tuple(home.root_path for home in homes.values())
    for root in Site.get_site_root_paths():
        if site and root.site_id != site.pk and root.root_path.startswith(ours):
            pages = pages.exclude(url_path__startswith=root.root_path)
    for hidden in hidden_pages:
        pages = pages.exclude(pk__in=hidden().values("pk"))
    return pages


def follow_site_url() -> None:
    """Give the default Site the host and port of SITE_URL, where they differ."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or PORTS.get(address.scheme, 80)
    site = the_site()
    if site and address.hostname and (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname, port
        site.save()
