"""Requests as no client would send them: bytes to a server, and what it says to them."""

import contextlib
import socket
from dataclasses import dataclass

PATIENCE = 20  # seconds


@dataclass(frozen=True)
class Said:
    """What a server said before it closed the connection."""

    head: str
    body: str

    @property
    def status(self) -> int:
        """The status; 0 where it said nothing."""
        return int(self.head.split(" ", 2)[1]) if self.head else 0

    @property
    def is_page(self) -> bool:
        """Whether it is a page in words of the site, not a word of the server's."""
        return "<h1" in self.body and '<html lang="' in self.body


def send(port: int, request: bytes) -> Said:
    """What a server on loopback says to some bytes; it may close the connection under them."""
    received = b""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection,
        contextlib.suppress(ConnectionError),
    ):
        with contextlib.suppress(ConnectionError):
            connection.sendall(request)
        while piece := connection.recv(65536):
            received += piece
    head, _blank, body = received.partition(b"\r\n\r\n")
    return Said(head.decode("latin-1"), body.decode(errors="replace"))


def asked(target: bytes, *lines: bytes, host: bytes = b"localhost", body: bytes = b"") -> bytes:
    """A request for `target`, such as b"GET /en/", with further lines of headers."""
    headers = (b"Host: " + host, b"Connection: close", *lines)
    return target + b" HTTP/1.1\r\n" + b"\r\n".join(headers) + b"\r\n\r\n" + body


def posted(
    path: bytes,
    body: bytes,
    *lines: bytes,
    length: int | None = None,
    kind: bytes = b"application/x-www-form-urlencoded",
    host: bytes = b"localhost",
) -> bytes:
    """A form, whose length may be said wrong."""
    said = b"Content-Length: %d" % (len(body) if length is None else length)
    return asked(b"POST " + path, b"Content-Type: " + kind, said, *lines, host=host, body=body)


@contextlib.contextmanager
def held_open(port: int, request: bytes, *, times: int):
    """As many connections that say so much and no more, while the block runs."""
    with contextlib.ExitStack() as connections:
        for _time in range(times):
            connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            connections.enter_context(connection)
            connection.sendall(request)
        yield
