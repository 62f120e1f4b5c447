"""Pages for readers, kept as they were sent: by address, language, day and content version.

The version comes from the database with every request (cms.content_version), so that whatever is
published, changed or withdrawn shows with the next one, whoever did it. Who is signed in is always
given the page anew.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import TypeGuard

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from wagtail.models import Site

from cms import content_version, routing
from cms.encodings import PACKED, preferred_coding
from cms.middleware import FOR_ALL

KEPT_FOR = 3600  # seconds; a new version or day is a new key long before
LONGEST_QUERY = 200  # characters; longer ones are hardly asked twice
KEPT_STATUSES = frozenset({200, 410})
SMALLEST_COMPRESSED = 500  # bytes
# What a page is made without: whether the browser has it, and how it is compressed, is said of
# what is kept.
SAID_OF_WHAT_IS_KEPT = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
)


class ReaderCacheMiddleware:
    """Answers readers with what is kept, and keeps what they are answered.

    The first of all middleware: an answer is kept with all the headers that the others give it,
    and what is kept costs none of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.addresses = tuple(f"/{language}/" for language in settings.SITE_LANGUAGES)
        self.session = f"{settings.SESSION_COOKIE_NAME}="
        self.seen: str | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page, made anew where nothing is kept for this address, day and version."""
        mark = content_version.current() if self._may_be_kept(request) else None
        if mark is None:
            return self.get_response(request)
        address = _address(request, mark)
        coding = preferred_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        answer = _find(address, coding)
        if answer is None:
            self._notice(mark)
            asked = {name: request.META.pop(name, None) for name in SAID_OF_WHAT_IS_KEPT}
            made = self.get_response(request)
            request.META.update({name: value for name, value in asked.items() if value is not None})
            if not _may_keep(made):
                return made
            answer = _keep(address, made, coding)
        changed = None
        if answer.has_header("Last-Modified"):
            # As exact as the tag: what is said of one page alone says nothing of its surroundings.
            changed = content_version.last_modified(mark, now=timezone.now())
            del answer["Last-Modified"]
            if changed is not None:
                answer["Last-Modified"] = http_date(changed)
        tag = answer.headers["ETag"]
        known = get_conditional_response(request, tag, changed, response=answer)
        return known or answer

    def _may_be_kept(self, request: HttpRequest) -> bool:
        asked = request.META
        return (
            request.method in ("GET", "HEAD")
            and request.path_info.startswith(self.addresses)
            and self.session not in asked.get("HTTP_COOKIE", "")
            and len(asked.get("QUERY_STRING", "")) <= LONGEST_QUERY
            # What is made while it is sent has a tag of its own (cms/conditional.py).
            and request.path_info.rpartition("/")[2] not in routing.streamed
        )

    def _notice(self, mark: str) -> None:
        """Have Wagtail forget sites, languages and pictures once something has changed.

        It forgets by itself only in the process that changed it.
        """
        if self.seen != mark:
            self.seen = mark
            Site.clear_site_root_paths_cache()
            caches["renditions"].clear()
            caches["default"].delete("wagtail_locales_display_name")


def _may_keep(answer: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether an answer is the same for every reader who asks for its address."""
    return (
        isinstance(answer, HttpResponse)
        and answer.status_code in KEPT_STATUSES
        and not answer.cookies
        and not answer.has_header("Content-Encoding")
        and answer.headers.get("Cache-Control") == FOR_ALL
        and answer.headers.get("Vary", "") in ("", "Accept-Encoding")
    )


def _address(request: HttpRequest, mark: str) -> str:
    parts = (
        release(),
        mark,
        timezone.localdate().isoformat(),
        request.scheme or "",
        request.get_host(),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
    )
    address = "\0".join(parts).encode(errors="surrogateescape")
    return f"page:{hashlib.blake2b(address, digest_size=20).hexdigest()}:"


def _find(address: str, coding: str) -> HttpResponse | None:
    """What is kept, in a coding; compressed now, where nobody has asked for it in that one yet."""
    answer = _kept(address + coding)
    if answer is None and coding and (plain := _kept(address)):
        answer = _compressed(plain, coding)
        _set(address + coding, answer)
    return answer


def _kept(key: str) -> HttpResponse | None:
    kept: HttpResponse | None = caches["pages"].get(key)
    if kept is None and settings.REDIS_URL:
        kept = caches["default"].get(key)
        if kept is not None:
            caches["pages"].set(key, kept, KEPT_FOR)
    return kept


def _set(key: str, answer: HttpResponse) -> None:
    caches["pages"].set(key, answer, KEPT_FOR)
    if settings.REDIS_URL:
        caches["default"].set(key, answer, KEPT_FOR)


def _keep(address: str, made: HttpResponse, coding: str) -> HttpResponse:
    """Keep an answer as it is and as it was asked for; returns the latter.

    All codings have one weak tag, since it holds for the words.
    """
    patch_vary_headers(made, ["Accept-Encoding"])
    headers = dict(made.items())
    headers["ETag"] = f'W/"{hashlib.blake2b(made.content, digest_size=16).hexdigest()}"'
    headers["Content-Length"] = str(len(made.content))
    plain = HttpResponse(made.content, status=made.status_code, headers=headers)
    _set(address, plain)
    if not coding:
        return plain
    answer = _compressed(plain, coding)
    _set(address + coding, answer)
    return answer


def _compressed(plain: HttpResponse, coding: str) -> HttpResponse:
    """An answer in a coding; as it is, where that would save nothing."""
    body = plain.content
    packed = plain.headers.get("Content-Type", "").startswith(PACKED)
    if packed or len(body) < SMALLEST_COMPRESSED:
        return plain
    sent = _COMPRESS[coding](body)
    headers = {**plain.headers, "Content-Encoding": coding, "Content-Length": str(len(sent))}
    return HttpResponse(sent, status=plain.status_code, headers=headers)


_COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=5, mode=brotli.MODE_TEXT),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}


@once
def release() -> str:
    """A mark of the code and the words that pages are made with: an upgrade makes them anew."""
    digest = hashlib.blake2b(digest_size=8)
    root = settings.BASE_DIR
    for folder, pattern in (
        ("cms", "*.py"),
        ("cms", "*.typ"),
        ("actions", "*.py"),
        ("search", "*.py"),
        ("templates", "*.html"),
        ("locale", "*.mo"),
    ):
        for file in sorted((root / folder).rglob(pattern)):
            digest.update(_state(file))
    digest.update(_state(root / "requirements.txt"))
    digest.update(_state(settings.STATIC_ROOT / "staticfiles.json"))
    digest.update(repr((settings.SITE_LANGUAGES, settings.TIME_ZONE)).encode())
    return digest.hexdigest()


def _state(file: Path) -> bytes:
    try:
        state = file.stat()
    except FileNotFoundError:
        return b""
    return f"{file}\0{state.st_size}\0{state.st_mtime_ns}\n".encode()
