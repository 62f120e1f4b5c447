"""A site with real services, its processes started with the commands that the README gives."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.requirements import ROOT
from tests.services.servers import children_of, wait_until
from tests.static_files import share_static

# How each process is started, as compose.yaml, the units of systemd and the README say it too.
WEB = "granian --interface wsgi --workers {workers} --host 127.0.0.1 --port {port} --blocking-threads 4 --no-access-log cms.wsgi:application"
WORKER = "python manage.py rqworker default"
SCHEDULER = "python manage.py rqcron cms.cron"
TICK = "python manage.py tick"


class Process:
    """A process of the site."""

    def __init__(self, command: str, variables: dict[str, str], *, log: Path) -> None:
        self.command, self.variables, self.log = command, variables, log
        self.popen: subprocess.Popen[bytes]
        self.start()

    def start(self) -> None:
        """Start it, or start it again."""
        program, *arguments = self.command.split()
        found = str(Path(sys.executable).with_name(program))
        with self.log.open("ab") as output:
            self.popen = subprocess.Popen(
                [found, *arguments],
                cwd=ROOT,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def is_running(self) -> bool:
        """Whether it hasn't ended."""
        return self.popen.poll() is None

    def said(self) -> str:
        """All that it wrote."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """End it and its children with signal 9."""
        for pid in [self.popen.pid, *children_of(self.popen.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.popen.wait()

    def stop(self) -> None:
        """End it as systemd and docker do."""
        if self.is_running:
            self.popen.terminate()
            try:
                self.popen.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.kill()


class Site:
    """Where a site keeps its things, and the processes that were started of it."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.variables = variables
        self.url, self.var = variables["SITE_URL"], Path(variables["QALAM_VAR"])
        self.processes: list[Process] = []
        self._elsewhere: subprocess.Popen[str] | None = None

    def start(self, command: str, **variables: str) -> Process:
        """Start one of the processes above; ends with the test."""
        port = urlsplit(self.url).port
        log = self.var / f"process-{len(self.processes)}.log"
        command = command.format(workers=1, port=port)
        process = Process(command, self.variables | variables, log=log)
        self.processes.append(process)
        return process

    def serve(self) -> Process:
        """Start the web server, and return when it answers."""
        if not (self.var / "static").exists():
            share_static(self.var)
        web = self.start(WEB)
        wait_until(lambda: self.get("/healthz")[0] == 200, f"the site answers\n{web.said()}")
        return web

    def status(self, path: str) -> int:
        """The status of what a reader gets; 0 where nobody answers."""
        return self.get(path)[0]

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """What a reader gets: the status, 0 where nobody answers, and the body."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except OSError as error:
            return 0, str(error)

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py, which has to succeed; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.variables, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def do(self, act: Callable[..., Any], *args: Any) -> Any:
        """Call a function of a test module in a process of the site, which stays; its answer.

        What goes there and back is JSON. RuntimeError with the traceback where it raised.
        """
        if self._elsewhere is None or self._elsewhere.poll() is not None:
            self._elsewhere = subprocess.Popen(
                [sys.executable, "-m", "tests.services.elsewhere"],
                cwd=ROOT,
                env=self.variables,
                stdin=-1,
                stdout=-1,
                stderr=(self.var / "elsewhere.log").open("ab"),
                text=True,
            )
        process = self._elsewhere
        assert process.stdin
        assert process.stdout
        call = {"module": act.__module__, "name": act.__name__, "args": args}
        process.stdin.write(json.dumps(call) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, f"the other process ended:\n{self.logged()}"
        answer = json.loads(line)
        if "raised" in answer:
            raise RuntimeError(answer["raised"])
        return answer["answer"]

    def logged(self) -> str:
        """What the process of `do` logged."""
        return (self.var / "elsewhere.log").read_text(errors="replace")

    def end(self) -> None:
        """End all that was started."""
        for process in reversed(self.processes):
            process.stop()
        if self._elsewhere is not None:
            assert self._elsewhere.stdin
            self._elsewhere.stdin.close()
            self._elsewhere.wait(timeout=20)
