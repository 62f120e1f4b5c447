"""Whether a client has what it asks for, told before any of it is made.

For what is made of all that readers can see, such as lists: the content version, the day and the
address say whether it is still the same. It costs one query.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from cms import content_version
from cms.reader_cache import release


@dataclass(frozen=True)
class Version:
    """Which version of an address a client is given: a weak tag, and seconds since 1970."""

    tag: str | None = None
    changed: int | None = None


def version_of(request: HttpRequest, *, now: datetime, language: str) -> Version:
    """The version of what a request asks for, in a language; an empty one where nobody knows."""
    mark = content_version.current()
    if mark is None:
        return Version()
    parts = (
        release(),
        mark,
        timezone.localdate(now).isoformat(),
        language,
        request.build_absolute_uri("/"),
        request.get_full_path(),
    )
    digest = hashlib.blake2b("\0".join(parts).encode(errors="replace"), digest_size=16)
    return Version(f'W/"{digest.hexdigest()}"', content_version.last_modified(mark, now=now))


def answered(
    request: HttpRequest, version: Version, make: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """304 where the client has this version; else what `make` makes, with the version's headers.

    Nothing of a stream is made for who asks for the headers only. What isn't to be stored has no
    version.
    """
    known: HttpResponseBase | None = get_conditional_response(request, version.tag, version.changed)
    if known is not None:
        answer = known
    else:
        answer = make()
        if request.method == "HEAD" and answer.streaming:
            answer.streaming_content = ()  # type: ignore[attr-defined]
    if answer.status_code in (200, 304) and answer.get("Cache-Control") != "no-store":
        if version.tag:
            answer.headers.setdefault("ETag", version.tag)
        if version.changed is not None:
            answer.headers.setdefault("Last-Modified", http_date(version.changed))
    return answer
