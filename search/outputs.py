"""What is made of the library's query beside its page: feeds, a calendar, tables.

Each answers at an address below the library (cms.routing), for the same parameters. What can't be
used of them is left out, and said where a person reads it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from cms.conditional import Version, answered, version_of
from cms.models import OrganisationSettings
from search import service
from search.batches import batches
from search.facets import Names
from search.listing import Entry, entries
from search.models import LibraryPage
from search.query import Query, parse

CHUNK = 500  # actions that are read at once, where all are


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for at an address below a library."""

    library: LibraryPage
    request: HttpRequest
    query: Query
    now: datetime
    version: Version

    @property
    def language(self) -> str:
        """The language of the library."""
        return self.library.language

    @property
    def today(self) -> date:
        """The day, in the site's time zone."""
        return timezone.localdate(self.now)

    @property
    def changed(self) -> datetime:
        """When this was last other than it is; now, where nobody knows."""
        if self.version.changed is None:
            return self.now
        return datetime.fromtimestamp(self.version.changed, tz=timezone.get_current_timezone())

    @cached_property
    def note(self) -> str:
        """What was left out of the question, and that the database stood in; "" for neither.

        For whoever reads the answer; to be read once all was found.
        """
        said = [problem.message for problem in self.query.problems]
        return " ".join([*said, str(service.SIMPLER)] if service.stands_in() else said)

    @cached_property
    def organisation(self) -> str:
        """Who runs the site."""
        return OrganisationSettings.of_the_site().called

    def address(self, name: str = "", *, page: int = 1) -> str:
        """The whole address of the library, or of what stands below it, for the same query."""
        address = self.library.get_full_url(self.request) or ""
        return f"{address}{name}{self.query.on_page(page).address()}"

    @property
    def file_name(self) -> str:
        """What a file is called, without its ending."""
        return f"actions-{self.language}-{self.today.isoformat()}"


Output = Callable[[LibraryPage, HttpRequest], HttpResponse]


def output(make: Callable[[Asked], HttpResponseBase]) -> Output:
    """What answers below a library, for cms.routing; 304 where the client has it already."""

    def answer(library: LibraryPage, request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        asked = Asked(
            library=library,
            request=request,
            query=parse(dict(request.GET.lists()), language=library.language),
            now=now,
            version=version_of(request, now=now, language=library.language),
        )
        return answered(request, asked.version, lambda: not_kept(make(asked)))

    return answer  # type: ignore[return-value]  # a stream, too


def not_kept(answer: HttpResponseBase) -> HttpResponseBase:
    """An answer, marked as one that isn't to be kept where the database stood in for what is away.

    Nothing else says when it will be another.
    """
    if service.stands_in():
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Qalam-Search"] = "simpler"
    return answer


def everything(
    asked: Asked, query: Query | None = None, *, with_names: bool = True
) -> Iterator[list[Entry]]:
    """All that a query finds, some at a time: what it is, is asked at once.

    The rest while an answer is sent: one query each time, a second for names. What goes in the
    meantime is left out.
    """
    query = query or asked.query
    ids = service.everything(query, today=asked.today)
    return _read(asked, query, ids, with_names=with_names)


def _read(
    asked: Asked, query: Query, ids: Sequence[int], *, with_names: bool
) -> Iterator[list[Entry]]:
    for _done, batch in batches(ids, CHUNK):
        with translation.override(asked.language):
            found = entries(
                list(batch),
                language=asked.language,
                request=asked.request,
                today=asked.today,
                as_found=bool(query.phrases),
                names=Names(asked.language) if with_names else None,
            )
        yield [with_whole_address(entry) for entry in found]


def with_whole_address(entry: Entry) -> Entry:
    """An entry for who reads it elsewhere."""
    return replace(entry, url=urljoin(settings.SITE_URL, entry.url))


def licence() -> str:
    """The address of the licence of what is taken along; "" where none was named."""
    return str(settings.DATA_LICENCE)
