"""The content version: a mark that changes with whatever readers can see.

One row holds it, and triggers of the database write it anew in the transaction that changes a
table which pages are made of. No process, command or shell can go round that, and none has to
remember it: pages that are kept under a mark are never shown once it has changed. It begins with
the second of the change, "1764089331-…".
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils import timezone
from wagtail.models import Page

from cms.registry import unseen_models

TABLE = "cms_contentversion"
READ = f"SELECT mark FROM {TABLE} WHERE id = 1"  # noqa: S608  (a constant)
OURS = ("cms", "actions", "search")
# Of the packages' models, those that readers' pages are made of.
THEIRS = (
    "wagtailcore.Page",
    "wagtailcore.Site",
    "wagtailcore.Locale",
    "wagtailcore.PageViewRestriction",
    "wagtailimages.Image",
    "wagtaildocs.Document",
)
# Written with each draft, and seen by editors only: without these, whoever types in the admin
# would have every page of the site made anew.
OF_DRAFTS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "go_live_at",
        "expire_at",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
    }
)
NEW_MARK = {
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS bigint) || '-' || "
    "left(replace(CAST(gen_random_uuid() AS text), '-', ''), 24)",
    "sqlite": "strftime('%s', 'now') || '-' || lower(hex(randomblob(12)))",
}


def current(*, using: str = DEFAULT_DB_ALIAS) -> str | None:
    """The mark as the database has it now, in one query; None where there is none yet."""
    with connections[using].cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
    return str(row[0]) if row else None


def last_modified(mark: str, *, now: datetime) -> int | None:
    """When what readers see was last other than it is, in seconds since 1970; None if unknown.

    What follows from the date is other than yesterday, too. Headers know whole seconds only: until
    that of a change is over another may follow, so that nobody who came in it is told the same
    again as whoever comes later.
    """
    changed = re.match(r"([0-9]{10})-", mark)
    if changed is None:  # from before marks had it
        return None
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    whole = min(int(changed[1]) + 1, int(now.timestamp()))
    return max(whole, int(midnight.timestamp()))


def renew(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Write the mark anew: something that readers see, and the database doesn't hold, changed."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET mark = {NEW_MARK[connection.vendor]}")  # noqa: S608


def watched_models() -> list[type[models.Model]]:
    """What readers' pages are made of: our own models but for those registered as unseen."""
    ours = [
        model
        for label in OURS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model not in unseen_models
    ]
    return [*ours, *(apps.get_model(name) for name in THEIRS)]


def _columns(model: type[models.Model]) -> list[str]:
    """The columns whose change readers may see; empty where every one counts."""
    if model is not Page:
        return []
    return [
        field.column for field in model._meta.local_concrete_fields if field.name not in OF_DRAFTS
    ]


def watch(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Put the row and the triggers in place; safe to repeat, and done after every `migrate`."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if TABLE not in tables:  # migrated back to before it
            return
        for statement in _statements(connection.vendor):
            cursor.execute(statement)
        for model in watched_models():
            if model._meta.db_table in tables:
                for statement in _triggers(connection, model):
                    cursor.execute(statement)


def unwatch(*, using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    """Take the triggers away before tables change: a column that one names can't be dropped."""
    if not plan:
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS cms_content_changed() CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if name.startswith("content_"):
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def _statements(vendor: str) -> Iterator[str]:
    yield (
        f"INSERT INTO {TABLE} (id, mark) VALUES (1, {NEW_MARK[vendor]}) "  # noqa: S608
        "ON CONFLICT (id) DO NOTHING"
    )
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION cms_content_changed() RETURNS trigger LANGUAGE plpgsql AS "  # noqa: S608
            f"$$ BEGIN UPDATE {TABLE} SET mark = {NEW_MARK[vendor]}; RETURN NULL; END $$"
        )


def _triggers(connection: Any, model: type[models.Model]) -> Iterator[str]:
    """The triggers of one table.

    PostgreSQL's run before the statement, so that whoever writes waits for the mark first and for
    rows second: two who publish at once queue, where otherwise each might hold what the other
    wants. SQLite has one writer at a time.
    """
    quote = connection.ops.quote_name
    table = model._meta.db_table
    columns = ", ".join(map(quote, _columns(model)))
    update = f"UPDATE OF {columns}" if columns else "UPDATE"
    if connection.vendor == "postgresql":
        name = quote(f"content_{table}")
        yield f"DROP TRIGGER IF EXISTS {name} ON {quote(table)}"
        yield (
            f"CREATE TRIGGER {name} BEFORE INSERT OR DELETE OR {update} OR TRUNCATE "
            f"ON {quote(table)} FOR EACH STATEMENT EXECUTE FUNCTION cms_content_changed()"
        )
        return
    for event, when in (("insert", "INSERT"), ("update", update), ("delete", "DELETE")):
        name = quote(f"content_{event}_{table}")
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} AFTER {when} ON {quote(table)} "  # noqa: S608
            f"BEGIN UPDATE {TABLE} SET mark = {NEW_MARK['sqlite']}; END"
        )
