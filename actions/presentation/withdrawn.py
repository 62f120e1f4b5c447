"""Actions that an editor named by their addresses: which of them were taken back since."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

from actions.models import ActionRecord
from actions.numbers import parse_exact
from actions.services import withdrawn_pages

_OUR_PAGE = re.compile(r"/[\w-]+/[\w-]+/(?P<slug>[\w-]+)/?")
_OUR_NUMBER = re.compile(r"/ua/(?P<number>[^/]+)(?:/(?P<sequence>\d{1,4}))?/?")


def withdrawn_addresses(urls: Iterable[str]) -> set[str]:
    """Of addresses those that lead to a withdrawn action of this site: two queries at most.

    The words of such a link would say what the action's own page no longer does.
    """
    paths = {url: path_here(url) for url in urls}
    slugs = {m["slug"] for path in paths.values() if (m := _OUR_PAGE.fullmatch(path))}
    gone = set(withdrawn_pages().filter(slug__in=slugs).values_list("slug", flat=True).distinct())
    numbers = _Numbers(paths.values())

    def is_gone(path: str) -> bool:
        page = _OUR_PAGE.fullmatch(path)
        return bool(page and page["slug"] in gone) or numbers.are_gone(path)

    return {url for url, path in paths.items() if is_gone(path)}


def path_here(url: str) -> str:
    """The path of an address on this site; "" for one elsewhere."""
    parts = urlsplit(url)
    ours = {urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS}
    return parts.path if parts.hostname in ours else ""


class _Numbers:
    """Addresses by number, `/ua/109.23` and `/ua/109.23/2`, and which lead to nothing any more."""

    def __init__(self, paths: Iterable[str]) -> None:
        asked = {
            path: (number, int(match["sequence"]) if match["sequence"] else None)
            for path in paths
            if (match := _OUR_NUMBER.fullmatch(path)) and (number := parse_exact(match["number"]))
        }
        records = list(
            ActionRecord.objects.filter(
                serial__in={number.serial for number, _sequence in asked.values()}
            ).values_list("serial", "year", "sequence", "withdrawn_at")
            if asked
            else ()
        )
        self._gone = set()
        for path, (number, sequence) in asked.items():
            withdrawn = [
                at
                for serial, year, place, at in records
                if (serial, year) == (number.serial, number.year) and sequence in (None, place)
            ]
            if withdrawn and all(withdrawn):
                self._gone.add(path)

    def are_gone(self, path: str) -> bool:
        """Whether all that an address by number led to was taken back."""
        return path in self._gone
