"""Parts of addresses that Django has no converter for."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter


class RowConverter(IntConverter):
    """The id of a row, no longer than a database has: a longer one would be an error of SQLite's.

    In an address as `<row:page_id>`; import this module where it is used.
    """

    regex = "[0-9]{1,18}"


class PageConverter(StringConverter):
    """The path of a page below its language, with its last slash; empty for the home page.

    In an address as `<page:path>`.
    """

    regex = r"(?:[\w\-]+/)*"


register_converter(RowConverter, "row")
register_converter(PageConverter, "page")
