"""System checks of what the site relies on; each hint says the mend."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def site_url(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SITE_URL is an address with a host that ALLOWED_HOSTS answers for."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return [
            Error(
                f"SITE_URL is {settings.SITE_URL!r}, which isn't an address.",
                hint="Give scheme and host: SITE_URL=https://act.example.org",
                id="cms.E001",
            )
        ]
    return []
