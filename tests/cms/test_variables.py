"""Each variable of the environment, wrong in each way: what is said, and that nothing is a traceback."""

import runpy
import subprocess
import sys

import pytest

from tests.requirements import ROOT
from tests.site import free_port, site_variables

SERVICES = {"DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "STORAGE_URL"}
CASES = [
    # variable, value, what is wrong, the mend
    ("SECRET_KEY", "", "SECRET_KEY is not set", "long random text"),
    ("SITE_URL", "", "SITE_URL is not set", "https://act.example.org"),
    ("SITE_URL", "localhost", "SITE_URL has no scheme", "https://act.example.org"),
    ("SITE_URL", "ftp://localhost", "begins with ftp://", "Known: https://, http://"),
    ("SITE_URL", "http://", "SITE_URL names no host", "https://act.example.org"),
    ("SITE_URL", "http://localhost/qalam/", "has a path", "http://localhost"),
    ("SITE_URL", "http://localhost:80x", "SITE_URL can't be read", "https://act.example.org"),
    (
        "SITE_URL",
        "https://act.example.org",
        "ALLOWED_HOSTS doesn't name",
        "ALLOWED_HOSTS=localhost,127.0.0.1,act.example.org",
    ),
    ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is not set", "with commas"),
    ("ALLOWED_HOSTS", "http://localhost", "isn't a host", "without scheme"),
    ("ALLOWED_HOSTS", "*", "every host that anybody makes up", "Name the hosts"),
    ("EMAIL_URL", "", "EMAIL_URL is not set", "consolemail://"),
    ("EMAIL_URL", "pigeon://loft", "begins with pigeon://", "smtp+tls://"),
    ("EMAIL_URL", "smtp+tls://", "names no host", "smtp+tls://user:password@"),
    ("DATABASE_URL", "mysql://localhost/qalam", "begins with mysql://", "postgres://user:"),
    ("DATABASE_URL", "postgres://localhost", "names no database", "postgres://user:"),
    ("DATABASE_URL", "postgres://u:p@h:port/x", "can't be read", "%40 stands for @"),
    ("DATABASE_URL", "postgres://[h/x", "can't be read", "%40 stands for @"),
    ("DATABASE_URL", "sqlite:////nowhere/q.sqlite3", "can't be written to", "Make the folder"),
    ("ELASTICSEARCH_URL", "elastic:9200", "begins with elastic://", "https://user:password@"),
    ("REDIS_URL", "localhost:6379", "begins with localhost://", "redis://localhost:6379/0"),
    ("REDIS_URL", "redis://localhost/queue", "names the database 'queue'", "numbers its"),
    ("REDIS_URL", "redis://localhost:x/0", "can't be read", "redis://localhost:6379/0"),
    ("STORAGE_URL", "gs://bucket", "begins with gs://", "s3://KEY:SECRET@"),
    ("STORAGE_URL", "s3://k:s@s3.example.org", "names no bucket", "s3://KEY:SECRET@"),
    ("STORAGE_URL", "s3://k@s3.example.org/b", "a key without its secret", "%2F stands for /"),
    ("STORAGE_URL", "s3://k:s@h/b?acl=public", "asks for acl", "Known: region, tls"),
    ("STORAGE_URL", "s3://k:s@h/b?tls=perhaps", "neither on nor off", "on or off"),
    ("TIME_ZONE", "Mars/Base", "isn't a time zone", "Asia/Karachi"),
    ("DEBUG", "maybe", "neither on nor off", "on or off"),
    ("SITE_LANGUAGES", "en,tlh", "names 'tlh'", "Choose from en,ur"),
    ("SITE_LANGUAGES", ",", "names no language", "Choose from en,ur"),
    ("SECOND_FACTOR", "sometimes", "SECOND_FACTOR is 'sometimes'", "required or optional"),
    ("LOG_LEVEL", "loud", "LOG_LEVEL is 'loud'", "WARNING or ERROR"),
    ("LOG_FORMAT", "xml", "LOG_FORMAT is 'xml'", "json or line"),
]


def problems(monkeypatch, tmp_path, **values):
    """What the settings find wrong with these variables, read as a process reads them."""
    for name, value in {**site_variables(var=tmp_path, port=80), **values}.items():
        monkeypatch.setenv(name, value)
    for name in SERVICES - set(values):
        monkeypatch.delenv(name, raising=False)
    return runpy.run_path(str(ROOT / "cms" / "settings.py"))["VARIABLE_PROBLEMS"]


@pytest.mark.parametrize(("name", "value", "wrong", "mend"), CASES)
def test_a_wrong_variable_is_named_with_its_mend(monkeypatch, tmp_path, name, value, wrong, mend):
    [problem] = problems(monkeypatch, tmp_path, **{name: value})
    assert name in problem.message
    assert wrong in problem.message
    assert mend in problem.hint
    for secret in ("k:s@", "k@", "u:p@"):
        assert secret not in problem.message + problem.hint, "a password is never repeated"


def test_right_variables_are_passed(monkeypatch, tmp_path):
    right = {
        "DATABASE_URL": "postgres://qalam:p%40ss@db.example.org:5432/qalam",
        "REDIS_URL": "rediss://:secret@redis.example.org:6380/1",
        "ELASTICSEARCH_URL": "https://user:secret@search.example.org:9200",
        "STORAGE_URL": "s3://KEY:SE%2FCRET@s3.example.org/bucket/folder?region=eu-central-1",
        "TIME_ZONE": "Asia/Karachi",
        "SITE_LANGUAGES": "ur,en",
        "DEBUG": "Off",
        "EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
    }
    assert problems(monkeypatch, tmp_path, **right) == []


def manage(*arguments, var, **variables):
    """A command of a site whose environment says `variables`."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**site_variables(var=var, port=80), **variables},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_every_command_refuses_with_all_that_is_wrong_at_once(tmp_path):
    wrong = {name: value for name, value, _wrong, _mend in reversed(CASES)}
    for command in ("check", "migrate"):
        told = manage(command, var=tmp_path, **wrong)
        assert told.returncode == 1
        assert "Traceback" not in told.stderr
        for name in wrong:
            assert name in told.stderr, told.stderr
        assert told.stderr.count("HINT: ") >= len(wrong)


def test_a_service_that_is_away_stops_nothing_but_the_database_does(tmp_path):
    port = free_port()
    away = {
        "REDIS_URL": f"redis://127.0.0.1:{port}/0",
        "ELASTICSEARCH_URL": f"http://127.0.0.1:{port}",
        "STORAGE_URL": f"s3://k:s@127.0.0.1:{port}/bucket?tls=off",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    told = manage("check", var=tmp_path, **away)
    assert (told.returncode, told.stderr) == (0, "")
    database = f"postgres://qalam:hush@127.0.0.1:{port}/qalam"
    told = manage("check", "--database", "default", var=tmp_path, DATABASE_URL=database)
    assert told.returncode == 1
    assert "can't be reached" in told.stderr
    assert "HINT: Start it" in told.stderr
    assert "Traceback" not in told.stderr
    assert "hush" not in told.stderr


def test_the_server_says_the_same_instead_of_starting(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", "import cms.wsgi"],
        cwd=ROOT,
        env={**site_variables(var=tmp_path, port=80), "TIME_ZONE": "Mars/Base", "DEBUG": "maybe"},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 1
    assert "TIME_ZONE is 'Mars/Base'" in told.stderr
    assert "DEBUG is 'maybe'" in told.stderr
    assert told.stderr.count("HINT: ") == 2
    assert "Traceback" not in told.stderr


def test_an_old_postgresql_is_refused(monkeypatch, settings):
    from cms import checks

    class Old:
        vendor, pg_version = "postgresql", 140_011

        def ensure_connection(self):
            return None

    monkeypatch.setattr(checks, "connections", {"default": Old()})
    [problem] = checks.database_answers(None, databases=["default"])
    assert "PostgreSQL 14" in problem.msg
    assert "15 or newer" in str(problem.hint)
