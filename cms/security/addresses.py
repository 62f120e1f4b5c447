"""Who asks, as far as limits need it: a mark that changes every day, never the address itself.

The mark is a keyed digest of the address and the day. It tells whether two requests of a day came
from one place, and nobody can tell from it which.
"""

from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac


def client_address(request: HttpRequest) -> str:
    """The address that a request came from; behind proxies, what the outermost of ours saw.

    X-Forwarded-For is written by whoever passes the request on, so that only as many of its last
    entries are believed as there are proxies of ours (TRUSTED_PROXIES).
    """
    proxies: int = settings.TRUSTED_PROXIES
    if proxies:
        named = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(named) >= proxies and named[-proxies].strip():
            return str(named[-proxies].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


def mark_of(request: HttpRequest, *, now: datetime | None = None) -> str:
    """What stands for the address of a request today.

    Written as an IPv6 address of the kind that nobody has on the internet (fd00::/8), since
    django-axes keeps it in a column for addresses.
    """
    digest = digest_of(_place(client_address(request)), kind="address", now=now)
    return str(IPv6Address(b"\xfd" + digest[:15]))


def digest_of(text: str, *, kind: str, now: datetime | None = None) -> bytes:
    """A keyed digest of something that isn't to be kept, for one day (UTC)."""
    day = (now or timezone.now()).date().isoformat()
    return salted_hmac(f"cms.security {kind} {day}", text, algorithm="sha256").digest()


def _place(address: str) -> str:
    """An address as it is counted: of IPv6 the network of one household, which has very many."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Network((int(found) >> 64 << 64, 64)))
    return str(found)
