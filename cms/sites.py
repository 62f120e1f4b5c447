"""Wagtail's Site follows SITE_URL: addresses in hreflang and mails are made from it."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

PORTS = {"http": 80, "https": 443}


def follow_site_url() -> None:
    """Give the default Site the host and port of SITE_URL, where they differ."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or PORTS.get(address.scheme, 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site and address.hostname and (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname, port
        site.save()
