"""`make demo`: from a made environment to a site that answers, in one process.

Every step does only what is not done yet, so that a second start takes seconds and nothing that
an editor did is changed.
"""

import argparse
import contextlib
import errno
import hashlib
import importlib
import io
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import environ

from cms.catalogues import compile_catalogues
from cms.management.progress import Progress, announce

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
LOCAL_HOSTS = {"localhost", "127.0.0.1"}


class DemonstrationProblem(Exception):
    """Why the demonstration cannot start, in words for the person who asked for it."""


def check_port(port: int) -> None:
    """Raise DemonstrationProblem, naming another way, where `port` cannot be listened on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # A server that just ended leaves its port in TIME_WAIT, which is no reason to refuse.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            other = port + 1 if 1024 <= port < 65535 else 8001
            reason = {
                errno.EADDRINUSE: "is taken by another program",
                errno.EACCES: "needs an administrator's rights",
            }.get(error.errno or 0, f"cannot be used ({error.strerror})")
            raise DemonstrationProblem(
                f"Port {port} {reason}. Choose another: make demo PORT={other}"
            ) from error


def write_environment(path: Path, *, port: int) -> None:
    """Write a working `.env` for this machine alone, readable by its owner only."""
    lines = (
        "# Written by `make demo`; .env.example explains every variable.",
        f"SECRET_KEY={secrets.token_urlsafe(50)}",
        f"SITE_URL=http://localhost:{port}",
        f"ALLOWED_HOSTS={','.join(sorted(LOCAL_HOSTS, reverse=True))}",
        "EMAIL_URL=consolemail://",
        "DEBUG=off",
        "SECOND_FACTOR=optional",
        "DATA_LICENCE=https://creativecommons.org/licenses/by/4.0/",
    )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines) + "\n")


def prepare_environment(*, port: int) -> None:
    """Have every required variable in the environment, the address following `port`.

    A `.env` is written only where there is none and the environment doesn't say it all; one that
    exists is never touched. A SITE_URL that is not this machine is left as it is.
    """
    file = Path(os.environ.get("QALAM_ENV_FILE", ROOT / ".env"))
    if not file.exists() and not os.environ.get("SECRET_KEY"):
        announce(f"Writing {file}")
        write_environment(file, port=port)
    if file.is_file():
        environ.Env.read_env(str(file), overwrite=False)
    site = urlsplit(os.environ.get("SITE_URL", "http://localhost"))
    if site.hostname in LOCAL_HOSTS:
        site = site._replace(netloc=f"{site.hostname}:{port}")
        os.environ["SITE_URL"] = urlunsplit(site)


def migrate() -> None:
    """Bring the database to the present migrations, counting them as they are applied."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan and _languages_are_prepared():
        return
    announce(f"Preparing the database ({len(plan)} new migrations)")
    call_command("migrate", stdout=_MigrationLines(Progress(len(plan))), skip_checks=True)


def _languages_are_prepared() -> bool:
    """Whether `migrate` has run since SITE_LANGUAGES last named a new language."""
    from django.conf import settings
    from wagtail.models import Locale

    known = set(Locale.objects.values_list("language_code", flat=True))
    return set(settings.SITE_LANGUAGES) <= known


class _MigrationLines:
    """Takes what `migrate` writes and shows only how far it is."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def write(self, text: str) -> None:
        """Count an applied migration."""
        if text.lstrip().startswith("Applying "):
            self.progress.advance(text.split()[1].rstrip("."))
        elif text.strip() in {"OK", "FAKED"} and self.progress.count == self.progress.total:
            self.progress.close()

    def flush(self) -> None:
        """Nothing is held back."""


def collect_static() -> None:
    """Collect and compress the static files where any of them changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.VAR_DIR) / "static.collected"
    present = static_fingerprint()
    root = Path(settings.STATIC_ROOT)
    if root.is_dir() and stamp.is_file() and stamp.read_text() == present:
        return
    announce("Collecting the static files")
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    stamp.write_text(present)


def static_fingerprint() -> str:
    """A digest of every static file's name, size and time: of the packages' too."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            state = os.stat(storage.path(name))
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def prepare_site() -> None:
    """Everything between the environment and the server; Django is set up here, once."""
    compiled = compile_catalogues()
    if compiled:
        announce(f"Compiled {len(compiled)} catalogues of translations")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command
    from django.db import connections

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    try:
        django.setup()
        call_command("check", stdout=io.StringIO())
        migrate()
        collect_static()
        call_command("demo")
    except (ImproperlyConfigured, CommandError) as error:
        raise DemonstrationProblem(str(error)) from error
    connections.close_all()


def serve(*, port: int) -> None:
    """Serve until Ctrl-C. The access log stays off: readers' addresses are written nowhere.

    The workers are forked from this process, where everything is loaded already: a second
    interpreter would load it again, and take as long as all the rest.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "cms.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,  # a worker; enough for one machine's SQLite
        log_level=LogLevels.warning,
        workers_kill_timeout=3,  # seconds; Ctrl-C waits no longer for a request
    )
    timekeeper = _keep_time()
    try:
        server.serve(target_loader=_load_in_worker)
    finally:
        os.kill(timekeeper, signal.SIGTERM)


def _keep_time() -> int:
    """The id of a process that does what is scheduled, for as long as this one lives."""
    from django.db import Error, connections
    from django.utils import timezone

    from cms import schedule

    server, timekeeper = os.getpid(), os.fork()
    if timekeeper:
        return timekeeper
    os.setpgrp()  # the server ends it, not a terminal's Ctrl-C
    while os.getppid() == server:
        with contextlib.suppress(Error):  # the database is away, or at work
            schedule.run_due(now=timezone.now())
        connections.close_all()
        time.sleep(5)
    os._exit(0)


def _load_in_worker(target: str) -> Callable[..., Any]:
    """The application, in a process that a terminal's Ctrl-C does not reach.

    It reaches the server, which ends its workers; one that hears of both hangs in granian 2.8.
    """
    os.setpgrp()
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)


def port_number(text: str) -> int:
    """A port from the command line, 1 to 65535; ArgumentTypeError otherwise."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: choose one from 1 to 65535")
    return int(text)


def main() -> int:
    """Read the command line, prepare, serve; 1 where something stands in the way."""
    parser = argparse.ArgumentParser(description="Prepare and serve the demo library.")
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument("--prepare-only", action="store_true", help="do everything but serve")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    try:
        check_port(arguments.port)
        prepare_environment(port=arguments.port)
        prepare_site()
    except DemonstrationProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; the next run goes on from here.", file=sys.stderr)
        return 130
    if not arguments.prepare_only:
        serve(port=arguments.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
