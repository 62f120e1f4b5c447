"""What `manage.py check --deploy` asks of the variables, beyond the checks of
each variable (cms/variables.py) and Django's own.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def site_url_is_secure(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Readers' pages go out encrypted: what they read is nobody else's business."""
    if urlsplit(settings.SITE_URL).scheme == "https":
        return []
    return [
        Warning(
            f"SITE_URL is {settings.SITE_URL!r}: what people read can be seen on its way.",
            hint="Have a proxy with a certificate before the site and set "
            "SITE_URL=https://act.example.org",
            id="cms.W031",
        )
    ]


@register(Tags.security, deploy=True)
def logs_stay_quiet(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """LOG_LEVEL=DEBUG is for finding a mistake, not for every day."""
    if settings.LOG_LEVEL != "DEBUG":
        return []
    return [
        Warning(
            "LOG_LEVEL is DEBUG, which writes down much that nobody needs.",
            hint="Set LOG_LEVEL=INFO, or leave it out.",
            id="cms.W034",
        )
    ]
