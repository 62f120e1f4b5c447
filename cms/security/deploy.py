"""What `manage.py check --deploy` asks of the variables, beyond Django's own checks."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.http.request import validate_host


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
def hosts_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """ALLOWED_HOSTS names hosts, SITE_URL's among them."""
    problems: list[CheckMessage] = []
    host = urlsplit(settings.SITE_URL).hostname or ""
    if any(name.lstrip(".") in ("*", "") for name in settings.ALLOWED_HOSTS):
        problems.append(
            Warning(
                "ALLOWED_HOSTS has an entry that stands for every host, so that anybody can have "
                "pages and mails name a host of theirs.",
                hint=f"Name the hosts to answer for: ALLOWED_HOSTS={host or 'act.example.org'}",
                id="cms.W032",
            )
        )
    elif not validate_host(host, settings.ALLOWED_HOSTS):
        problems.append(
            Error(
                f"SITE_URL is {settings.SITE_URL!r}, and ALLOWED_HOSTS hasn't got its host: every "
                "reader would be answered with an error.",
                hint=f"Add it: ALLOWED_HOSTS={','.join([*settings.ALLOWED_HOSTS, host])}",
                id="cms.E033",
            )
        )
    return problems


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
