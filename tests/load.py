"""Many readers at once, from one thread: for benchmarks, and for tests of what breaks under load."""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

PAUSE = 0.1  # seconds before somebody who was turned away tries again


@dataclass
class Outcome:
    """What readers saw: how long each answer took, and what else came."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)  # seconds, of answers of any status
    statuses: Counter[int] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)  # connections refused, reset, cut off

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """The time, in milliseconds, within which that share of the answers came."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    def __str__(self) -> str:
        return (
            f"{len(self.times)} answers in {self.seconds:.1f} s ({self.rate:.0f}/s), "
            f"p50 {self.percentile(0.5):.1f} ms, p95 {self.percentile(0.95):.1f} ms, "
            f"statuses {dict(self.statuses)}, broken {dict(self.broken)}"
        )


def press(
    port: int,
    paths: Sequence[str],
    *,
    clients: int,
    seconds: float,
    headers: str = "Accept-Encoding: br, gzip\r\n",
    until: Callable[[], bool] = lambda: False,
    outcome: Outcome | None = None,
) -> Outcome:
    """Have `clients` readers ask for the paths in turn, each as soon as it was answered.

    Ends after `seconds`, or when `until` says so. `outcome` is filled in as they are answered.
    """
    crowd = _Crowd(port, cycle(_requests(port, paths, headers)), outcome=outcome or Outcome())
    started = time.perf_counter()
    waiting = [_Reader(crowd) for _ in range(clients)]
    while time.perf_counter() - started < seconds and not until():
        due = [reader for reader in waiting if reader.asks_at <= time.perf_counter()]
        waiting = [reader for reader in waiting if reader not in due]
        for reader in due:
            reader.ask()
        for key, _events in crowd.selector.select(timeout=0.05):
            key.data.read()
        waiting += crowd.turned_away
        crowd.turned_away = []
    crowd.outcome.seconds = time.perf_counter() - started
    crowd.leave()
    return crowd.outcome


def _requests(port: int, paths: Sequence[str], headers: str) -> list[bytes]:
    return [
        f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode() for path in paths
    ]


@dataclass
class _Crowd:
    """What readers share."""

    port: int
    requests: Iterator[bytes]
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    outcome: Outcome = field(default_factory=Outcome)
    turned_away: list["_Reader"] = field(default_factory=list)

    def leave(self) -> None:
        for key in list(self.selector.get_map().values()):
            key.data.hang_up()
        self.selector.close()


class _Reader:
    """One reader, over one connection that is opened again where it was closed."""

    def __init__(self, crowd: _Crowd) -> None:
        self.crowd = crowd
        self.connection: socket.socket | None = None
        self.asks_at = 0.0
        self.sent_at = 0.0
        self.received = bytearray()
        self.wanted: int | None = None  # bytes of the whole answer, once that is known

    def ask(self) -> None:
        """Send the next request."""
        self.received.clear()
        self.wanted = None
        self.sent_at = time.perf_counter()
        try:
            if self.connection is None:
                address = ("127.0.0.1", self.crowd.port)
                self.connection = socket.create_connection(address, timeout=5)
                self.crowd.selector.register(self.connection, selectors.EVENT_READ, self)
            self.connection.sendall(next(self.crowd.requests))
        except OSError as error:
            self._broke(type(error).__name__)

    def read(self) -> None:
        """Take what has come; ask again once the answer is whole."""
        try:
            part = self.connection.recv(262_144) if self.connection else b""
        except OSError as error:
            self._broke(type(error).__name__)
            return
        if not part:
            self._broke("cut off")
            return
        self.received += part
        if self.wanted is None:
            self.wanted = _length(self.received)
        if self.wanted is not None and len(self.received) >= self.wanted:
            self.crowd.outcome.times.append(time.perf_counter() - self.sent_at)
            self.crowd.outcome.statuses[int(self.received[9:12])] += 1
            self.ask()

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        if self.connection is not None:
            self.crowd.selector.unregister(self.connection)
            self.connection.close()
            self.connection = None

    def _broke(self, how: str) -> None:
        self.crowd.outcome.broken[how] += 1
        self.hang_up()
        self.asks_at = time.perf_counter() + PAUSE
        self.crowd.turned_away.append(self)


def _length(received: bytearray) -> int | None:
    """How long the whole answer is; None where that can't be told yet."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(received[:end]).lower()
    if b"\r\ntransfer-encoding: chunked" in head:
        return len(received) if received.endswith(b"\r\n0\r\n\r\n") else None
    at = head.find(b"\r\ncontent-length:")
    body = int(head[at + 17 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    return end + 4 + body
