"""Whether a reader's form was sent from a page of this site, as browsers say it.

Readers get no cookie, and so no token of Django's. What a browser says of where a request comes
from can't be written by another site (Fetch Metadata; RFC 6454 for browsers before it).
"""

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Whether the page that sent a request is of this site; not where the browser says nothing."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
