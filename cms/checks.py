"""System checks of what the site relies on; each hint says the mend."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from cms.catalogues import CATALOGUE_LANGUAGES
from cms.ordering import collation_name


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


@register(Tags.database)
def collations(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL has the collations that names are sorted by; it runs with `migrate`."""
    wanted = {collation_name(code) for code in settings.MODELTRANSLATION_LANGUAGES}
    problems: list[CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor != "postgresql":
            continue
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT collname FROM pg_collation")
            missing = wanted - {name for (name,) in cursor.fetchall()}
        if missing:
            problems.append(
                Error(
                    f"The database lacks the collations {', '.join(sorted(missing))}.",
                    hint="Use a PostgreSQL that is built with ICU, and a database in UTF-8.",
                    id="cms.E002",
                )
            )
    return problems


@register()
def catalogues(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every language of the site has a catalogue: without one its pages have English buttons."""
    return [
        Warning(
            f"SITE_LANGUAGES has {code!r}, for which there is no catalogue: buttons and labels "
            "of its pages are in English.",
            hint=f"Add {code!r} to CATALOGUE_LANGUAGES in cms/catalogues.py, run `manage.py "
            "catalogues --update`, and translate what it writes.",
            id="cms.W002",
        )
        for code in settings.SITE_LANGUAGES
        if code not in ("en", *CATALOGUE_LANGUAGES)
    ]
