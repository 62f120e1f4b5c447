"""The drill: a site is backed up, and restored where there is nothing, to the last row and file."""

import hashlib
import io
import json
import os
import resource
import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

pytestmark = pytest.mark.xdist_group("services")

# Renewed by every restore, so that nobody is shown what was kept of the site before.
RENEWED = {"cms_contentversion"}


# Called in processes of the sites.


def fill() -> None:
    """An account, a page that readers see, and two files."""
    from django.contrib.auth import get_user_model
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from cms.models import ContentPage, HomePage
    from cms.sites import follow_site_url

    follow_site_url()
    get_user_model().objects.create_superuser("laila", "laila@example.org", "pass")
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(instance=ContentPage(title="About us", slug="about", locale=home.locale))
    for name in ("documents/letter.txt", "original_images/door.png"):
        default_storage.save(name, ContentFile(os.urandom(3000)))


def change() -> None:
    """What may not survive a restore."""
    from django.contrib.auth import get_user_model
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from cms.models import ContentPage

    get_user_model().objects.create_user("intruder")
    ContentPage.objects.filter(slug="about").update(title="Defaced")
    default_storage.save("documents/extra.txt", ContentFile(b"extra"))
    default_storage.delete("documents/letter.txt")
    default_storage.save("documents/letter.txt", ContentFile(b"Defaced"))


def command(*arguments: str) -> str:
    """What a command of manage.py says, or why it refuses."""
    from django.core.management import CommandError, call_command

    said = io.StringIO()
    try:
        call_command(*arguments, stdout=said)
    except CommandError as error:
        return f"refused: {error}"
    return said.getvalue()


def backup_with_little_room(path: str) -> str:
    """As `command`, on a disk where a file may have 64 KB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, before[1]))
    try:
        return command("backup", path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# What a site has.


def rows(site) -> dict[str, str]:
    """Every table, with a digest of all its rows."""
    url = site.variables["DATABASE_URL"]
    found = {}
    if url.startswith("postgres"):
        with psycopg.connect(url) as connection:
            names = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (name,) in names:
                query = f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t"  # noqa: S608
                found[name] = str(connection.execute(query.encode()).fetchone())
    else:
        with closing(sqlite3.connect(urlsplit(url).path)) as database:
            names = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            ).fetchall()
            for (name,) in names:
                lines = sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))  # noqa: S608
                found[name] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert len(found) > 80
    return {name: digest for name, digest in found.items() if name not in RENEWED}


def files(site) -> dict[str, str]:
    """Every file with its hash."""
    media = site.var / "media"
    return {
        str(path.relative_to(media)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in media.rglob("*")
        if path.is_file()
    }


def rewritten(archive: Path, to: Path, **changes) -> Path:
    """A copy whose manifest says otherwise, and that is whole for all that."""
    with tarfile.open(archive) as old, tarfile.open(to, "w") as new:
        for member in old:
            data = old.extractfile(member).read()
            if member.name == "manifest.json":
                data = json.dumps(json.loads(data) | changes).encode()
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return to


def manifest(archive: Path) -> dict:
    """What the archive says of itself."""
    with tarfile.open(archive) as tar:
        return json.loads(tar.extractfile("manifest.json").read())


def on_nothing(site, postgres_server, new_site, name: str):
    """A site at the same address, with an empty database and storage."""
    variables = {"SITE_URL": site.url, "SECRET_KEY": "another"}
    if "postgres" in site.variables["DATABASE_URL"]:
        postgres_server.execute(f"CREATE DATABASE {name}")
        variables["DATABASE_URL"] = postgres_server.url(name)
    return new_site(**variables)


def test_the_demo_library_on_postgresql_is_restored_on_an_empty_server(
    postgres_site, new_site, postgres_server, tmp_path
):
    site = postgres_site()
    site.manage("demo")
    archive = tmp_path / "qalam.tar"
    assert "files" in site.do(command, "backup", str(archive))
    told = manifest(archive)
    assert told["engine"] == "postgresql"
    assert told["tables"]["actions_actionrecord"] == 13
    assert len([name for name in told["members"] if name.startswith("media/")]) == len(files(site))

    there = on_nothing(site, postgres_server, new_site, "elsewhere")
    assert there.do(command, "restore", str(archive)).startswith("Restored")
    assert rows(there) == rows(site)
    assert files(there) == files(site) != {}
    assert "another" not in archive.read_bytes().decode("latin-1"), "secrets stay at home"
    assert site.variables["SECRET_KEY"] not in archive.read_bytes().decode("latin-1")


def refused(site, archive: Path, *, because: str) -> None:
    """A restore that says why not, and leaves everything as it is."""
    before = rows(site), files(site)
    said = site.do(command, "restore", "--replace", str(archive))
    assert said.startswith("refused: ")
    assert because in said
    assert len(said.splitlines()) >= 2, "what is wrong, and the mend"
    assert (rows(site), files(site)) == before
    assert not [path.name for path in site.var.glob(".qalam-*")], "nothing is left lying about"


@pytest.fixture(params=["postgresql", "sqlite"])
def site(request, postgres_site, sqlite_site):
    """A site of either kind with some content."""
    made = postgres_site() if request.param == "postgresql" else sqlite_site()
    made.do(fill)
    return made


def test_a_backup_takes_the_place_of_a_site_or_changes_nothing(
    site, new_site, postgres_server, tmp_path
):
    archive = tmp_path / "qalam.tar"
    site.do(command, "backup", str(archive))
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert list(tmp_path.glob("*.part")) == []
    good = rows(site), files(site)

    name = f"nothing_{site.url[-5:].replace(':', '_')}"
    there = on_nothing(site, postgres_server, new_site, name)
    there.do(command, "restore", str(archive))
    assert (rows(there), files(there)) == good

    site.do(change)
    said = site.do(command, "restore", str(archive))
    assert "isn't empty: it has 2 accounts" in said
    assert "--replace" in said

    data = archive.read_bytes()
    (tmp_path / "short.tar").write_bytes(data[: len(data) // 2])
    refused(site, tmp_path / "short.tar", because="damaged")
    place = data.index(b"media/documents/letter.txt") + 600
    altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    (tmp_path / "altered.tar").write_bytes(altered)
    refused(site, tmp_path / "altered.tar", because="letter.txt isn't what was backed up")
    (tmp_path / "words.tar").write_text("no archive")
    refused(site, tmp_path / "words.tar", because="no backup of Qalam")
    refused(site, tmp_path / "absent.tar", because="There is no")
    told = manifest(archive)
    refused(
        site, rewritten(archive, tmp_path / "other.tar", engine="mysql"), because="backup of mysql"
    )
    newer = [*told["migrations"], ["cms", "9999_tomorrow"]]
    newer_file = rewritten(archive, tmp_path / "newer.tar", migrations=newer)
    refused(site, newer_file, because="newer version")
    # Found only when everything is loaded, and the files are written: all of it is taken back.
    more = told["tables"] | {"auth_user": 7}
    refused(site, rewritten(archive, tmp_path / "more.tar", tables=more), because="auth_user")

    assert site.do(command, "restore", "--replace", str(archive)).startswith("Restored")
    assert (rows(site), files(site)) == good


def test_no_room_leaves_no_file(sqlite_site, tmp_path):
    site = sqlite_site()
    said = site.do(backup_with_little_room, str(tmp_path / "qalam.tar"))
    assert said.startswith("refused: ")
    assert "no room" in said
    assert list(tmp_path.glob("*.tar*")) == []


def test_the_newest_are_kept(sqlite_site, tmp_path):
    site = sqlite_site()
    for day in (1, 2, 3):
        (tmp_path / f"qalam-2026010{day}-000000.tar").touch()
    (tmp_path / "notes.tar").touch()
    site.do(command, "backup", str(tmp_path / "qalam-20260104-000000.tar"), "--keep", "2")
    assert sorted(path.name for path in tmp_path.glob("*.tar")) == [
        "notes.tar",
        "qalam-20260103-000000.tar",
        "qalam-20260104-000000.tar",
    ]


def test_programs_that_are_too_old_or_missing_are_named(monkeypatch):
    from cms.management.backup import postgresql
    from cms.management.backup.archive import BackupProblem

    monkeypatch.setattr(postgresql, "FOLDERS", ())
    monkeypatch.setattr(postgresql, "_major", lambda path: 15)
    with pytest.raises(BackupProblem, match=r"is of PostgreSQL 15, and the server is 99.*\n.*-99"):
        postgresql.program("pg_dump", at_least=99)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BackupProblem, match=r"pg_dump isn't here.*\n.*apt install"):
        postgresql.program("pg_dump", at_least=15)
