"""From how many digits on a language groups them, which Django has no setting for.

CLDR calls it minimumGroupingDigits: Spanish writes 1234, and 12.345. A format module says so with
`NUMBER_GROUPING = Grouping(3, least=5)`.
"""

from typing import Any, Self

from django.utils import numberformat
from django.utils.formats import get_format

_django_format = numberformat.format


class Grouping(int):
    """The number of digits in a group, as Django's NUMBER_GROUPING; shorter numbers have none."""

    least: int

    def __new__(cls, size: int, *, least: int) -> Self:
        """Groups of `size` digits, in numbers of at least `least` digits before the point."""
        grouping = super().__new__(cls, size)
        grouping.least = least
        return grouping

    def mend(self, written: str, *, separator: str, point: str) -> str:
        """A number as it was written with groups, without them where it has too few digits."""
        whole, point, part = written.partition(point)
        if sum(map(str.isdecimal, whole)) < self.least:
            whole = whole.replace(separator, "")
        return f"{whole}{point}{part}"


def mended(written: str, *, language: str) -> str:
    """A number that something else (babel) wrote in a language, grouped as the language does."""
    grouping = get_format("NUMBER_GROUPING", lang=language)
    if not isinstance(grouping, Grouping):
        return written
    separator = get_format("THOUSAND_SEPARATOR", lang=language)
    point = get_format("DECIMAL_SEPARATOR", lang=language)
    return grouping.mend(written, separator=separator, point=point)


def _format(
    number: Any,
    decimal_sep: str,
    decimal_pos: int | None = None,
    grouping: Any = 0,
    thousand_sep: str = "",
    force_grouping: bool = False,
    use_l10n: bool | None = None,
) -> str:
    """Django's own, which every number in a template goes through."""
    written = _django_format(
        number, decimal_sep, decimal_pos, grouping, thousand_sep, force_grouping, use_l10n
    )
    if not isinstance(grouping, Grouping) or not written:
        return written
    return type(written)(grouping.mend(written, separator=thousand_sep, point=decimal_sep))


def apply() -> None:
    """Have Django write numbers so; called once, at start."""
    numberformat.format = _format
