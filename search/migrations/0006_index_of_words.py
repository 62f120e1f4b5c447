"""PostgreSQL's index of words says whose language they are, too.

By words alone, each of the site's languages went through all documents of every other one that have
the word, and the planner would rather read all vectors there are.
"""

from django.db import migrations

TABLE = "search_searchtext"


def put_in_place(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (
            "CREATE EXTENSION IF NOT EXISTS btree_gin",
            f"CREATE INDEX search_words_by_language ON {TABLE} USING gin (language, vector)",
            "DROP INDEX search_searchtext_vector",
        ):
            schema_editor.execute(statement, params=None)


def take_away(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in (
            f"CREATE INDEX search_searchtext_vector ON {TABLE} USING gin (vector)",
            "DROP INDEX search_words_by_language",
        ):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words")]

    operations = [migrations.RunPython(put_in_place, take_away)]
