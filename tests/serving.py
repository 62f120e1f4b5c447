"""A server of its own: granian with one worker, as it serves readers, and what it costs."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.requirements import ROOT
from tests.services.servers import children_of
from tests.site import free_port

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server that answers: its port, and its process."""

    port: int
    pid: int

    def processes(self) -> list[int]:
        """The server's process and its workers."""
        return [self.pid, *children_of(self.pid)]

    def cpu(self) -> float:
        """Seconds of processor that it has used."""
        return sum(map(_cpu, self.processes()))

    def memory(self) -> float:
        """Megabytes of its own, what processes share counted once."""
        return sum(map(_proportional, self.processes())) / 1024


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _proportional(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def granian(
    application: str, variables: Mapping[str, str], *, log: Path, port: int = 0, threads: int = 1
) -> Iterator[Server]:
    """Serve a WSGI application on loopback, by one worker, until the block ends."""
    port = port or free_port()
    command = [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi", "--workers", "1", "--blocking-threads", str(threads)),
        *("--host", "127.0.0.1", "--port", str(port)),
        *("--no-access-log", "--log-level", "warning", application),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **variables}, stdout=output, stderr=output
        )
        try:
            _wait_for(port, process, log)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/en/", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} doesn't answer:\n{log.read_text(errors='replace')}")
