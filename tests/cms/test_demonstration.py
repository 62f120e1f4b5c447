"""What `make demo` does before the library is loaded: port, `.env`, address."""

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.management.demonstration import (
    DemonstrationProblem,
    check_port,
    prepare_environment,
    write_environment,
)
from cms.management.environment import EnvironmentProblem, prepare


@pytest.fixture(autouse=True)
def env_file(tmp_path: Path) -> Iterator[Path]:
    """Where `.env` would be; the process's environment knows nothing yet, and is put back."""
    before = dict(os.environ)
    for name in ("SECRET_KEY", "SITE_URL"):
        os.environ.pop(name, None)
    os.environ["QALAM_ENV_FILE"] = str(tmp_path / ".env")
    yield tmp_path / ".env"
    os.environ.clear()
    os.environ.update(before)


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(DemonstrationProblem) as problem:
            check_port(port)
    assert f"Port {port} is taken" in str(problem.value)
    assert "make demo PORT=" in str(problem.value)
    check_port(port)


def test_env_is_written_once_and_for_its_owner_only(env_file: Path) -> None:
    prepare_environment(port=8000)
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600
    first = env_file.read_text()
    prepare_environment(port=8001)
    assert env_file.read_text() == first, "an editor's file is never rewritten"
    for line in ("SITE_URL=http://localhost:8000", "EMAIL_URL=consolemail://", "DEBUG=off"):
        assert line in first.splitlines()


def test_two_machines_have_two_secrets(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_environment(tmp_path / name, port=8000)
    assert (tmp_path / "a").read_text() != (tmp_path / "b").read_text()


@pytest.mark.parametrize(
    ("written", "followed"),
    [
        ("http://localhost:8000", "http://localhost:8001"),
        ("http://127.0.0.1", "http://127.0.0.1:8001"),
        ("https://act.example.org", "https://act.example.org"),
    ],
)
def test_the_address_follows_the_port_on_this_machine_only(
    env_file: Path, written: str, followed: str
) -> None:
    env_file.write_text(f"SECRET_KEY=x\nSITE_URL={written}\n")
    prepare_environment(port=8001)
    assert os.environ["SITE_URL"] == followed


def test_nothing_is_written_where_the_environment_says_it_all(env_file: Path) -> None:
    os.environ.update(SECRET_KEY="x", SITE_URL="http://localhost")
    prepare_environment(port=8001)
    assert not env_file.exists()
    assert os.environ["SITE_URL"] == "http://localhost:8001"


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "venv").mkdir()
    precious = tmp_path / "venv" / "thesis.txt"
    precious.write_text("years of work")
    (tmp_path / "requirements.txt").write_text("")
    with pytest.raises(EnvironmentProblem, match="left alone"):
        prepare(venv=tmp_path / "venv", requirements=tmp_path / "requirements.txt")
    assert precious.read_text() == "years of work"
