"""Content codings: which one a client takes, and text compressed for who is signed in."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# From the one that makes pages smallest; "" is none.
CODINGS = ("br", "gzip")
TEXT = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg")
# Compressed by themselves, and no smaller afterwards.
PACKED = ("image/png", "application/pdf", "application/vnd.openxmlformats")


@lru_cache(maxsize=256)  # browsers send a few
def preferred_coding(header: str) -> str:
    """The coding to answer in, from an Accept-Encoding header; "" for none (RFC 9110, 12.5.3).

    A client that names none, or names it with a weight of nothing, isn't sent it.
    """
    weights = dict(map(_weighed, header.lower().split(",")))
    for coding in CODINGS:
        if weights.get(coding, weights.get("*", 0.0)) > 0:
            return coding
    return ""


def _weighed(item: str) -> tuple[str, float]:
    name, *parameters = (part.strip() for part in item.split(";"))
    weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    try:
        return name, float(weight)
    except ValueError:
        return name, 0.0


class CompressTextMiddleware(GZipMiddleware):
    """Compresses what isn't kept, such as the admin: text only, since pictures don't get smaller.

    Django's own adds bytes at random, so that the size doesn't tell what is in a page (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """The answer, compressed where that is worth it and the client takes it."""
        if not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
