"""The drill: a site is backed up, and restored where there is nothing, to the last row and file."""

import hashlib
import io
import json
import os
import resource
import shutil
import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.services.sites import Site
from tests.site import free_port, site_variables
from tests.static_files import share_static

pytestmark = pytest.mark.xdist_group("services")

# Renewed by every restore, so that nobody is shown what was kept of the site before.
RENEWED = {"cms_contentversion"}


# Called in processes of the sites.


def fill() -> None:
    """An account, a page that readers see, and two files."""
    from django.contrib.auth import get_user_model
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.core.management import call_command

    from cms.models import ContentPage, HomePage

    call_command("migrate", verbosity=0)  # languages, roles and Site follow the environment
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
    return {
        name: digest
        for name, digest in found.items()
        if name not in RENEWED and not name.startswith("sqlite_")
    }


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


@pytest.fixture(scope="module")
def demo(postgres_server, migrated_postgres, tmp_path_factory):
    """The demo library on PostgreSQL: the name of its database, and its files."""
    postgres_server.execute(f"CREATE DATABASE demo TEMPLATE {migrated_postgres}")
    variables = site_variables(var=tmp_path_factory.mktemp("demo"), port=free_port())
    site = Site(variables | {"DATABASE_URL": postgres_server.url("demo")})
    site.manage("demo")
    return site


@pytest.fixture
def demo_site(demo, new_site, postgres_server, request):
    """A copy of the demo library for a test of its own."""
    name = f"demo_{abs(hash(request.node.name))}"
    postgres_server.execute(f"CREATE DATABASE {name} TEMPLATE demo")
    site = new_site(DATABASE_URL=postgres_server.url(name), SITE_URL=demo.url)
    shutil.copytree(demo.var / "media", site.var / "media")
    shutil.copy(demo.var / "demo-logins", site.var)
    share_static(site.var)
    return site


def test_the_demo_library_on_postgresql_is_restored_on_an_empty_server(
    demo_site, new_site, postgres_server, tmp_path
):
    site = demo_site
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
    assert site.variables["SECRET_KEY"].encode() not in archive.read_bytes(), "it stays at home"


def add_an_action() -> str:
    """An editor's own action, to an office and on a topic of the demo; its address."""
    from actions.models import Office, Topic, UrgentActionPage
    from actions.services import publish_action
    from search.models import LibraryPage

    library = LibraryPage.objects.get(locale__language_code="en")
    office = Office.objects.get(title_en="Minister of Interior")
    page: Any = UrgentActionPage(
        title="Our own action",
        locale=library.locale,
        serial=7,
        year=2024,
        sequence=1,
        introduction="<p>Ours.</p>",
        targets=[("target", {"office": office, "salutation": "Dear Minister,", "note": ""})],
    )
    library.add_child(instance=page)
    page.topics.set(Topic.objects.filter(slug="children"))
    page.save()
    publish_action(page=page)
    return page.get_url()


def change_an_office() -> None:
    """An editor puts a real address in the place of a made-up one."""
    from actions.models import Office

    Office.objects.filter(title_en="Governor (example)").update(emails="governor@example.com")


def pages_of(path: str) -> list[str]:
    """What readers get at some addresses."""
    from django.test import Client

    addresses = [path, "/sitemap.xml", "/en/", "/ur/", "/en/actions/", "/ar/actions/"]
    return [Client(HTTP_HOST="localhost").get(address).content.decode() for address in addresses]


def left() -> dict[str, list[str]]:
    """What there is of what the demo brings."""
    from django.contrib.auth import get_user_model
    from wagtail.images import get_image_model
    from wagtail_localize.models import String

    from actions.models import ActionRecord, Holder, Office, Organisation, UrgentActionPage

    return {
        "records": [str(record.serial) for record in ActionRecord.objects.all()],
        "pages": list(UrgentActionPage.objects.values_list("title", flat=True)),
        "offices": sorted(Office.objects.values_list("title_en", flat=True)),
        "holders": sorted(Holder.objects.values_list("name_en", flat=True)),
        "organisations": sorted(Organisation.objects.values_list("name_en", flat=True)),
        "pictures": list(get_image_model().objects.values_list("title", flat=True)),
        "accounts": list(get_user_model().objects.values_list("username", flat=True)),
        "memory": list(
            String.objects.filter(data__contains="Saoli").values_list("data", flat=True)
        ),
    }


def test_what_editors_made_stays_when_the_demo_goes(demo_site):
    site = demo_site
    own = site.do(add_an_action)
    site.do(change_an_office)
    everything = site.do(left)
    assert len(everything["offices"]) == 18
    assert "Nothing was changed" in site.do(command, "remove_demo")
    assert site.do(left) == everything, "nobody said yes"
    said = site.do(command, "remove_demo", "--yes")
    assert "Removed: “A month to leave" in said
    assert "Kept: Minister of Interior" in said
    assert "an action uses it" in said
    assert "Kept: Governor (example)" in said
    assert "somebody changed it" in said
    assert "nobody else could come in" in said

    after = site.do(left)
    assert after["pages"] == ["Our own action"]
    assert after["records"] == ["7"]
    assert after["offices"] == ["Governor (example)", "Minister of Interior"]
    assert after["pictures"] == []
    assert files(site) == {}
    assert after["memory"] == []
    assert after["accounts"] == everything["accounts"]

    told = site.do(pages_of, own)
    assert "Minister of Interior" in told[0]
    assert sum("Our own action" in page for page in told) >= 3
    for page in told:
        assert "example" not in page.replace("example.org", "").lower()
        assert "109.23" not in page

    site.do(
        command, "createsuperuser", "--username", "laila", "--email", "l@example.org", "--noinput"
    )
    assert "Removed: the account administrator" in site.do(command, "remove_demo", "--yes")
    assert site.do(left)["accounts"] == ["laila"]
    assert not (site.var / "demo-logins").exists()


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
