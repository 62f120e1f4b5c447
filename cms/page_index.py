"""An index of Wagtail's pages by how deep they stand.

Every page for readers asks for the upper part of the tree (cms.navigation). Wagtail's tables have
no index for that: in a library of 20,000 actions it went through 50,000 pages each time.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from wagtail.models import Page

NAME = "cms_pages_by_depth"


def keep(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Put the index in place, where there is none: after every `migrate`.

    Not by a migration: SQLite makes tables anew to alter them, with the indexes of their own app.
    """
    connection, table = connections[using], Page._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        # Asked for rather than left to IF NOT EXISTS, which PostgreSQL refuses, too, on a table
        # that has just been written to.
        if NAME not in connection.introspection.get_constraints(cursor, table):
            cursor.execute(f"CREATE INDEX {NAME} ON {table} (depth)")
