"""What `manage.py check --deploy` asks of how people sign in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from cms.security import demo, second_factor


@register(Tags.security, deploy=True)
def second_factor_is_required(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A password alone lets nobody publish on a real site."""
    if settings.SECOND_FACTOR == second_factor.REQUIRED:
        return []
    return [
        Error(
            "SECOND_FACTOR is optional: a password that was guessed or stolen is enough to publish "
            "and to administer.",
            hint="Set SECOND_FACTOR=required, or leave it out. Only a demo does without.",
            id="cms.E041",
        )
    ]


@register(Tags.security, deploy=True)
def no_demo_accounts(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The demo's accounts, whose passwords lie in a file, aren't there."""
    try:
        names = list(demo.demo_accounts().values_list("username", flat=True))
    except DatabaseError:  # it isn't there yet, or away: other checks say so
        return []
    if not names:
        return []
    return [
        Warning(
            f"There are accounts of the demo: {', '.join(names)}. Nobody can sign in with them "
            "where SECOND_FACTOR is required.",
            hint="Run `manage.py remove_demo`. To keep one, change its password and take it out "
            f"of the group “{demo.GROUP}”.",
            id="cms.W042",
        )
    ]


@register(Tags.security, deploy=True)
def clients_are_told_apart(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Behind a proxy all would seem to come from one place, and be locked out together."""
    if settings.TRUSTED_PROXIES or not settings.SECURE_PROXY_SSL_HEADER:
        return []
    return [
        Warning(
            "BEHIND_PROXY is on and TRUSTED_PROXIES is 0: everybody seems to come from the proxy, "
            "so that one person's wrong passwords lock out all.",
            hint="Set TRUSTED_PROXIES to how many proxies of yours a request passes; mostly 1.",
            id="cms.W043",
        )
    ]
