"""Rows in the order of the reader's language, sorted by the database itself.

For lists that come in pages; a short list that is read whole is sorted with `collation.sort_key`.
PostgreSQL has CLDR's collations by ICU; SQLite is given the same under their names.
"""

from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Coalesce, Collate, NullIf
from django.utils.translation import get_language

from cms.collation import sort_key


class InOrder(Func):
    """A translated column as it is shown (else English, else any) in its language's order.

    For `order_by`; the language is the one that is active when the query is made.
    """

    def __init__(self, field: str | F) -> None:
        super().__init__(F(field) if isinstance(field, str) else field)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """The text that is shown, with the collation."""
        language = get_language() or "en"
        (field,) = self.get_source_expressions()
        codes = dict.fromkeys((language, *settings.MODELTRANSLATION_LANGUAGES))
        columns = (F(f"{field.name}_{code}") for code in codes)
        shown = Coalesce(
            *(NullIf(column, Value("")) for column in columns), output_field=TextField()
        )
        return Collate(shown, collation_name(language)).resolve_expression(*args, **kwargs)


def collation_name(language: str) -> str:
    """What PostgreSQL calls the collation of a language."""
    return f"{language.partition('-')[0]}-x-icu"


def add_collations(connection: Any, **kwargs: Any) -> None:
    """Give a new connection to SQLite the collations of every language."""
    if connection.vendor == "sqlite":
        for code in settings.MODELTRANSLATION_LANGUAGES:
            connection.connection.create_collation(collation_name(code), _comparison(code))


def _comparison(language: str) -> Any:
    key = sort_key(language)

    def compare(one: str, other: str) -> int:
        first, second = key(one), key(other)
        return (first > second) - (first < second)

    return compare


def apply() -> None:
    """Have connections sort so; called once, at start."""
    connection_created.connect(add_collations, dispatch_uid="cms.ordering")
