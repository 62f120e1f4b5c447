"""System checks of what the site relies on; each hint says the mend."""

import sys
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register, run_checks
from django.db import DatabaseError, connections

from cms.catalogues import CATALOGUE_LANGUAGES
from cms.ordering import collation_name

VARIABLES = "variables"
OLDEST_POSTGRESQL = 15


@register(VARIABLES)
def variables(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every variable of the environment is there where it must be, and can be used."""
    return [
        Error(
            problem.message,
            hint=problem.hint,
            id="cms.E010" if problem.missing else "cms.E011",
        )
        for problem in settings.VARIABLE_PROBLEMS
    ]


def refuse_to_start() -> None:
    """End the process where a variable is wrong, in words: servers run no checks of their own."""
    errors = run_checks(tags=[VARIABLES])
    if errors:
        print("\n".join(f"{error.msg}\n\tHINT: {error.hint}" for error in errors), file=sys.stderr)
        sys.exit(1)


@register(Tags.database)
def database_answers(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The database is there and new enough; runs with `migrate` and `check --database default`."""
    problems: list[CheckMessage] = []
    for alias in databases or ():
        connection: Any = connections[alias]
        if connection.vendor == "unknown":  # `variables` has said that there is none
            continue
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            reason = " ".join(str(error).split())
            problems.append(
                Error(
                    f"The database of DATABASE_URL can't be reached: {reason}",
                    hint="Start it, or mend user, password, host, port or name in DATABASE_URL.",
                    id="cms.E013",
                )
            )
            continue
        if connection.vendor != "postgresql":
            continue
        number = connection.pg_version // 10_000
        if number < OLDEST_POSTGRESQL:
            problems.append(
                Error(
                    f"The database of DATABASE_URL is PostgreSQL {number}.",
                    hint=f"Qalam needs PostgreSQL {OLDEST_POSTGRESQL} or newer: move the data to "
                    "one with pg_dump, and name it in DATABASE_URL.",
                    id="cms.E014",
                )
            )
    return problems


@register(Tags.database)
def collations(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL has the collations that names are sorted by; it runs with `migrate`."""
    wanted = {collation_name(code) for code in settings.MODELTRANSLATION_LANGUAGES}
    problems: list[CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor != "postgresql" or not _answers(alias):
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


def _answers(alias: str) -> bool:
    """Whether a database can be asked; `database_answers` says why not."""
    try:
        connections[alias].ensure_connection()
    except DatabaseError:
        return False
    return True


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
