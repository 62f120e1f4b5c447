"""Redis and PostgreSQL of the tests' own: on a free port, killed and started again at will."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.requirements import lacking, requires_program
from tests.site import free_port

PATIENCE = 60  # seconds


def wait_until(holds: Callable[[], object], what: str, *, within: float = PATIENCE) -> None:
    """Return when something holds; AssertionError, which says what didn't, after some time."""
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, f"in vain waited {within:.0f} s until {what}"
        time.sleep(0.05)


class Server:
    """A server that can be ended kindly, killed, and started again with what it had."""

    name: str
    process: subprocess.Popen[bytes]

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()

    @property
    def log(self) -> Path:
        """What it said."""
        return self.folder / f"{self.name}.log"

    def command(self) -> list[str]:
        """What starts it."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether it can be asked."""
        raise NotImplementedError

    def start(self) -> None:
        """Start it, and return when it answers."""
        self._spawn()

        def ready() -> bool:
            if self.process.poll() is not None:  # what it left behind may be in its way, for a bit
                time.sleep(0.2)
                self._spawn()
            return self.answers()

        try:
            wait_until(ready, f"{self.name} answers")
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log.read_text()[-2000:]}") from None

    def _spawn(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command(),
                stdin=-3,
                stdout=output,
                stderr=output,
                cwd=self.folder,
                user=owner(),
            )

    def kill(self) -> None:
        """End it and its children with signal 9, in the middle of whatever they do."""
        for pid in [self.process.pid, *children_of(self.process.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it kindly, if it runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()


def children_of(pid: int) -> list[int]:
    """The processes that a process started."""
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except FileNotFoundError:
        return []


def owner() -> str | None:
    """Whom servers belong to where the tests run as root, which PostgreSQL refuses."""
    return "postgres" if os.geteuid() == 0 else None


class RedisServer(Server):
    """Redis, which writes down what it is told before it says so."""

    name = "redis"

    @property
    def url(self) -> str:
        """For REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        """With its data in a file of its own."""
        program = requires_program("redis-server", package="redis-server")
        options = f"--port {self.port} --bind 127.0.0.1 --appendonly yes --appendfsync always"
        return [str(program), *options.split(), "--save", "", "--dir", str(self.folder)]

    def connect(self) -> redis.Redis:
        """A client that gives up at once."""
        return redis.Redis(port=self.port, socket_timeout=5, retry=Retry(NoBackoff(), 0))

    def answers(self) -> bool:
        """Whether it takes a question, and has read its data."""
        try:
            return bool(self.connect().ping())
        except redis.RedisError:
            return False

    def forget_everything(self) -> None:
        """FLUSHALL."""
        self.connect().flushall()


class PostgresServer(Server):
    """A cluster of its own, which doesn't wait for the disk."""

    name = "postgresql"

    @property
    def programs(self) -> Path:
        """Where the newest PostgreSQL's programs are; skipped or failed without one."""
        found = sorted(
            Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: int(bin.parent.name)
        )
        return found[-1] if found else lacking("PostgreSQL", mend="Debian: apt install postgresql")

    def url(self, database: str = "postgres") -> str:
        """For DATABASE_URL."""
        return f"postgres://qalam@127.0.0.1:{self.port}/{database}"

    def initialise(self) -> None:
        """Make the cluster."""
        options = "--auth trust --username qalam --encoding UTF8 --locale C.UTF-8 --no-sync"
        subprocess.run(
            [self.programs / "initdb", *options.split(), "-D", self.folder / "data"],
            check=True,
            capture_output=True,
            cwd=self.folder,
            user=owner(),
        )

    def command(self) -> list[str]:
        """Without fsync: the machine isn't going to fail, only the server."""
        settings = f"port={self.port} listen_addresses=127.0.0.1 fsync=off max_connections=60"
        options = [part for setting in settings.split() for part in ("-c", setting)]
        data = str(self.folder / "data")
        return [str(self.programs / "postgres"), "-D", data, "-k", str(self.folder), *options]

    def execute(self, statement: str, *, database: str = "postgres") -> None:
        """One statement that wants no transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def answers(self) -> bool:
        """Whether it lets somebody in."""
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def own_folder(name: str) -> Iterator[Path]:
    """A folder that the owner of servers may write in; pytest's own are root's alone."""
    folder = Path(tempfile.mkdtemp(prefix=f"qalam-{name}-"))
    user = owner()
    if user:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class ElasticServer:
    """An Elasticsearch, started by the program that ELASTICSEARCH_START names: `start PORT FOLDER`.

    That leaves its process number in `pid` in the folder, and returns once the server answers.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, with what it had; skipped or failed where no program is named."""
        program = os.environ.get("ELASTICSEARCH_START")
        if not program:
            lacking("a way to start Elasticsearch", mend="set ELASTICSEARCH_START to a program")
        subprocess.run(
            [program, str(self.port), str(self.folder)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def send_signal(self, number: int) -> None:
        """Send a signal to the server."""
        os.kill(int((self.folder / "pid").read_text()), number)

    def kill(self) -> None:
        """End it as a power cut would, and wait until it is gone."""
        pid = int((self.folder / "pid").read_text())
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not _is_running(pid), "Elasticsearch was gone")


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # ended, and nobody has asked how
