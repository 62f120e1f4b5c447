"""The database's full text over SearchText: FTS5 kept by triggers, or a generated tsvector.

PostgreSQL gets a configuration a language that it can stem, without stop words, so that every
engine finds the same; and pg_trgm for words that are nearly right.
"""

from django.db import migrations

PARTS = ("folded_title", "folded_names", "folded_introduction", "folded_body")
STEMMED = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic"}
# FTS5 stems English alone, and does so by table.
TABLES = {"search_words_en": "porter unicode61", "search_words": "unicode61"}


def vector(parts=PARTS) -> str:
    """The expression of a generated column: the parts by weight, each language stemmed."""
    cases = " ".join(
        f"WHEN '{code}' THEN {weighted(f'qalam_{name}', parts)}" for code, name in STEMMED.items()
    )
    return f"CASE language {cases} ELSE {weighted('simple', parts)} END"


def weighted(config: str, parts) -> str:
    # Between two parts stands what no query holds, so that a phrase is of one part only.
    gap = " || to_tsvector('simple', 'ˢ') || "
    return gap.join(
        f"setweight(to_tsvector('{config}'::regconfig, {part}), '{weight}')"
        for part, weight in zip(parts, "ABCD", strict=False)
    )


def on_postgresql() -> list[str]:
    statements = ["CREATE EXTENSION IF NOT EXISTS pg_trgm"]
    for name in STEMMED.values():
        dictionary, config = f"qalam_{name}_stem", f"qalam_{name}"
        kinds = "asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part"
        statements += [
            f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {config}",
            f"DROP TEXT SEARCH DICTIONARY IF EXISTS {dictionary}",
            f"CREATE TEXT SEARCH DICTIONARY {dictionary} (TEMPLATE = snowball, LANGUAGE = {name})",
            f"CREATE TEXT SEARCH CONFIGURATION {config} (COPY = simple)",
            f"ALTER TEXT SEARCH CONFIGURATION {config} ALTER MAPPING FOR {kinds} WITH {dictionary}",
        ]
    return [
        *statements,
        "ALTER TABLE search_searchtext ADD COLUMN vector tsvector "
        f"GENERATED ALWAYS AS ({vector()}) STORED",
        # What hits are ranked by: without the body, so that it stays in the row. Reading the whole
        # vector of each of ten thousand hits takes a second.
        "ALTER TABLE search_searchtext ADD COLUMN head tsvector "
        f"GENERATED ALWAYS AS ({vector(PARTS[:3])}) STORED",
        "ALTER TABLE search_searchtext ALTER COLUMN head SET STORAGE MAIN",
        "CREATE INDEX search_searchtext_vector ON search_searchtext USING gin (vector)",
        "CREATE INDEX search_searchword_trigrams ON search_searchword "
        "USING gin (word gin_trgm_ops)",
    ]


def on_sqlite() -> list[str]:
    statements = [
        f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(PARTS)}, "
        "content='search_searchtext', content_rowid='document_id', "
        f"tokenize='{tokenizer} remove_diacritics 0')"
        for table, tokenizer in TABLES.items()
    ]
    columns = ", ".join(PARTS)
    old, new = (", ".join(f"{row}.{part}" for part in PARTS) for row in ("old", "new"))
    for table in TABLES:
        is_english = "= 'en'" if table == "search_words_en" else "<> 'en'"
        gone = (
            f"INSERT INTO {table} ({table}, rowid, {columns}) "
            f"VALUES ('delete', old.document_id, {old});"
        )
        come = f"INSERT INTO {table} (rowid, {columns}) VALUES (new.document_id, {new});"
        statements += [
            f"CREATE TRIGGER {table}_insert AFTER INSERT ON search_searchtext "
            f"WHEN new.language {is_english} BEGIN {come} END",
            f"CREATE TRIGGER {table}_delete AFTER DELETE ON search_searchtext "
            f"WHEN old.language {is_english} BEGIN {gone} END",
            f"CREATE TRIGGER {table}_update AFTER UPDATE ON search_searchtext "
            f"WHEN new.language {is_english} BEGIN {gone} {come} END",
        ]
    return statements


def put_in_place(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in on_postgresql() if vendor == "postgresql" else on_sqlite():
        schema_editor.execute(statement, params=None)


def take_away(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_searchword_trigrams", params=None)
        for column in ("vector", "head"):
            schema_editor.execute(
                f"ALTER TABLE search_searchtext DROP COLUMN IF EXISTS {column}", params=None
            )
        for name in STEMMED.values():
            schema_editor.execute(f"DROP TEXT SEARCH CONFIGURATION qalam_{name}", params=None)
            schema_editor.execute(f"DROP TEXT SEARCH DICTIONARY qalam_{name}_stem", params=None)
        return
    for table in TABLES:
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER {table}_{event}", params=None)
        schema_editor.execute(f"DROP TABLE {table}", params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_documents")]

    operations = [migrations.RunPython(put_in_place, take_away)]
