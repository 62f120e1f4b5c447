"""Serves the demo library to tests from outside, in the way that `make demo` does."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.requirements import ROOT

DEADLINE = 300  # seconds; loading the library from nothing takes most of a minute


@dataclass(frozen=True)
class ServedSite:
    """A site that answers: where it is, and where it keeps its files."""

    url: str
    var: Path

    def address(self, path: str) -> str:
        """The whole address of a path such as `/ur/actions/`."""
        return self.url + path

    def password(self, name: str) -> str:
        """The password of the editor, the translator or the administrator."""
        return json.loads((self.var / "demo-logins").read_text())[name]


class SiteProblem(Exception):
    """The site did not start; holds what it said."""


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def site_variables(*, var: Path, port: int) -> dict[str, str]:
    """The environment of a site of its own: its own SQLite, no `.env`, no service."""
    services = {"ELASTICSEARCH_URL", "REDIS_URL", "STORAGE_URL", "SITE_LANGUAGES", "TIME_ZONE"}
    kept = {name: value for name, value in os.environ.items() if name not in services}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "QALAM_ENV_FILE": os.devnull,
        "QALAM_VAR": str(var),
        "SECRET_KEY": "only-for-tests",
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATABASE_URL": f"sqlite:///{var / 'qalam.sqlite3'}",
        "EMAIL_URL": "consolemail://",
        "DEBUG": "off",
        "SECOND_FACTOR": "optional",
    }


@contextmanager
def serve_demo(var: Path) -> Iterator[ServedSite]:
    """The demo library on a free port, made from nothing in `var`; ends with the block.

    Raises SiteProblem where it ends by itself or does not answer in time.
    """
    port, log = free_port(), var / "server.log"
    command = [sys.executable, "-m", "cms.management.demonstration", "--port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=site_variables(var=var, port=port),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            site = ServedSite(url=f"http://localhost:{port}", var=var)
            _wait_for(site.address("/en/"), server=server, log=log)
            yield site
        finally:
            _end(server)


@contextmanager
def serve_beside(site: ServedSite, **variables: str) -> Iterator[ServedSite]:
    """Another process of a site that is served, on a port of its own, with other variables."""
    port, log = free_port(), site.var / "beside.log"
    command = f"-m granian --interface wsgi --host 127.0.0.1 --port {port} --no-access-log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, *command.split(), "cms.wsgi:application"],
            cwd=ROOT,
            env={**site_variables(var=site.var, port=port), **variables},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            beside = ServedSite(url=f"http://localhost:{port}", var=site.var)
            _wait_for(beside.address("/en/"), server=server, log=log)
            yield beside
        finally:
            _end(server)


def run_in(site: ServedSite, *command: str) -> str:
    """What `manage.py …` says in a site that is served."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=site_variables(var=site.var, port=8000),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _wait_for(url: str, *, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the address answers, with whatever; SiteProblem with the log otherwise."""
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        try:
            # The process's end is waited for while polling: a site that fails says so at once.
            server.wait(timeout=0.2)
            break
        except subprocess.TimeoutExpired:
            pass
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except urllib.error.HTTPError as error:
            raise SiteProblem(f"{url} answers {error.code}\n{_tail(log)}") from error
        except OSError:
            continue
    raise SiteProblem(f"{url} does not answer\n{_tail(log)}")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-40:])


def _end(server: subprocess.Popen[bytes]) -> None:
    """End the server by its own process, and only it."""
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
