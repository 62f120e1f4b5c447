"""Pages for readers, kept as they were sent: by address, language, day and content version.

The version comes from the database with every request (cms.content_version), so that whatever is
published, changed or withdrawn shows with the next one, whoever did it. Who is signed in is always
given the page anew.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import TypeGuard

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from wagtail.models import Site

from cms import content_version
from cms.encodings import preferred_coding

KEPT_FOR = 3600  # seconds; a new version or day is a new key long before
LONGEST_QUERY = 200  # characters; longer ones are hardly asked twice
KEPT_STATUSES = frozenset({200, 410})
SMALLEST_COMPRESSED = 500  # bytes


@dataclass(frozen=True)
class Kept:
    """An answer as it was made once: its headers, and its body as such and compressed."""

    status: int
    headers: dict[str, str]
    bodies: dict[str, bytes]  # by content coding; "" as it is

    @classmethod
    def of(cls, answer: HttpResponse) -> "Kept":
        """What to keep of an answer. Its tag is weak: it holds for every coding."""
        body = answer.content
        headers = dict(answer.items())
        headers["ETag"] = f'W/"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
        bodies = {"": body}
        if len(body) >= SMALLEST_COMPRESSED:
            bodies["br"] = brotli.compress(body, quality=5, mode=brotli.MODE_TEXT)
            bodies["gzip"] = gzip.compress(body, compresslevel=6, mtime=0)
        return cls(answer.status_code, headers, bodies)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer, in the smallest coding that the client takes."""
        coding = preferred_coding(request.headers.get("Accept-Encoding", ""), among=self.bodies)
        body = self.bodies[coding]
        answer = HttpResponse(body, status=self.status, headers=self.headers)
        if coding:
            answer.headers["Content-Encoding"] = coding
        answer.headers["Content-Length"] = str(len(body))
        return answer


class ReaderCacheMiddleware:
    """Answers readers with what is kept, and keeps what they are answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.seen: str | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page, made anew where nothing is kept for this address, day and version."""
        mark = content_version.current() if _may_be_kept(request) else None
        if mark is None:
            return self.get_response(request)
        key = _key(request, mark)
        kept = _find(key)
        if kept is None:
            self._notice(mark)
            answer = self.get_response(request)
            if not _may_keep(answer):
                return answer
            patch_vary_headers(answer, ["Accept-Encoding"])
            kept = Kept.of(answer)
            _keep(key, kept)
        return kept.answer(request)

    def _notice(self, mark: str) -> None:
        """Have Wagtail forget what it keeps of sites and languages once something has changed.

        It forgets by itself only in the process that changed it.
        """
        if self.seen != mark:
            self.seen = mark
            Site.clear_site_root_paths_cache()
            caches["default"].delete("wagtail_locales_display_name")


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and request.path_info.split("/", 2)[1:2] != []
        and request.path_info.split("/", 2)[1] in settings.SITE_LANGUAGES
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def _may_keep(answer: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether an answer is the same for every reader who asks for its address."""
    return (
        isinstance(answer, HttpResponse)
        and answer.status_code in KEPT_STATUSES
        and not answer.cookies
        and not answer.has_header("Content-Encoding")
        and not answer.has_header("Cache-Control")  # whoever set it knows better
        and answer.headers.get("Vary", "") in ("", "Accept-Encoding")
    )


def _key(request: HttpRequest, mark: str) -> str:
    parts = (
        release(),
        mark,
        timezone.localdate().isoformat(),
        request.scheme or "",
        request.get_host(),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
    )
    return "page:" + hashlib.blake2b("\0".join(parts).encode(), digest_size=20).hexdigest()


def _find(key: str) -> Kept | None:
    kept: Kept | None = caches["pages"].get(key)
    if kept is None and settings.REDIS_URL:
        kept = caches["default"].get(key)
        if kept is not None:
            caches["pages"].set(key, kept, KEPT_FOR)
    return kept


def _keep(key: str, kept: Kept) -> None:
    caches["pages"].set(key, kept, KEPT_FOR)
    if settings.REDIS_URL:
        caches["default"].set(key, kept, KEPT_FOR)


@once
def release() -> str:
    """A mark of the code and the words that pages are made with: an upgrade makes them anew."""
    digest = hashlib.blake2b(digest_size=8)
    root = settings.BASE_DIR
    for folder, pattern in (
        ("cms", "*.py"),
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
