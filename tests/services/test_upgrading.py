"""The drill of `make upgrade` and `make rollback`: those very commands, on a site in a clone."""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.requirements import ROOT, lacking, requires_program
from tests.services.test_backup import files, fill, manifest, rows

pytestmark = pytest.mark.xdist_group("services")

HOST = "act.example.org"
CODE = "Makefile README.md manage.py pyproject.toml requirements.txt".split()
CODE += "actions cms locale search static templates".split()
# Compressing the static files is most of the time, and nothing of what is looked at here.
SETTINGS = """
from cms.settings import *
from cms.settings import STORAGES
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
"""
READ = f"""
import django
django.setup()
from django.test import Client
print(Client(HTTP_HOST="{HOST}").get("/en/about/", secure=True).content.decode())
"""
MIGRATION = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("cms", "{after}")]
    operations = [migrations.RunSQL("{sql}")]
"""


def write_more() -> None:
    """What an editor writes after the upgrade."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from cms.models import ContentPage

    ContentPage.objects.filter(slug="about").update(title="Later")
    default_storage.save("documents/later.txt", ContentFile(b"later"))


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    person = ["-c", "user.name=Laila", "-c", "user.email=laila@example.org"]
    command = ["git", *person, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def migrate_with(code: Path, name: str, sql: str) -> None:
    """Add a migration to the code."""
    folder = code / "cms" / "migrations"
    last = max(folder.glob("[0-9]*.py")).stem
    number = int(last[:4]) + 1
    text = MIGRATION.format(after=last, sql=sql)
    (folder / f"{number:04}_{name}.py").write_text(text)


def release(code: Path, tag: str) -> None:
    """Commit what is there as a release."""
    git(code, "add", "--all", "--force")
    git(code, "commit", "--quiet", "--message", tag)
    git(code, "tag", tag)


@pytest.fixture(scope="module")
def origin(tmp_path_factory) -> Path:
    """Where Qalam is had from: v1 is what is being tested, v2 a good release, v3 and v4 bad ones."""
    requires_program("git", package="git")
    code = tmp_path_factory.mktemp("origin")
    for name in CODE:
        if (ROOT / name).is_dir():
            leaving = shutil.ignore_patterns("__pycache__", "*.mo")
            shutil.copytree(ROOT / name, code / name, ignore=leaving)
        else:
            shutil.copy(ROOT / name, code)
    git(code, "init", "--quiet", "--initial-branch=main")
    release(code, "v1")

    migrate_with(code, "two", "CREATE TABLE of_release_two (n integer)")
    base = code / "templates" / "base.html"
    base.write_text(base.read_text().replace("<main", "<p>Release two</p><main"))
    unit = code / "cms" / "management" / "deployment" / "qalam-web.service"
    unit.write_text(unit.read_text().replace("--workers 2", "--workers 3"))
    release(code, "v2")

    git(code, "checkout", "--quiet", "--detach", "v1")
    migrate_with(code, "three", "CREATE TABLE of_release_three (n integer)")
    migrate_with(code, "three_fails", "INSERT INTO nowhere VALUES (1)")
    release(code, "v3")
    with (code / "cms" / "settings.py").open("a") as settings:
        settings.write('raise RuntimeError("nothing starts")\n')
    release(code, "v4")
    git(code, "checkout", "--quiet", "main")
    return code


class Installation:
    """A site, and its code where nothing but `make` changes it."""

    def __init__(self, site, code: Path) -> None:
        self.site, self.code = site, code
        (code / "drill_settings.py").write_text(SETTINGS)
        self.variables = site.variables | {"DJANGO_SETTINGS_MODULE": "drill_settings"}
        for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PYTHONDONTWRITEBYTECODE"):
            self.variables.pop(name, None)

    def make(self, *arguments: str) -> tuple[int, str]:
        """Run make: its status, and what it said."""
        program = str(requires_program("make", package="make"))
        done = subprocess.run(
            [program, *arguments, f"QALAM_VENV={sys.prefix}"],
            cwd=self.code,
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode, done.stdout

    def page(self) -> str:
        """What readers get from the code that is there now."""
        command = [sys.executable, "-c", READ]
        return subprocess.run(
            command, cwd=self.code, env=self.variables, check=True, capture_output=True, text=True
        ).stdout

    @property
    def release(self) -> str:
        """Which is checked out."""
        return git(self.code, "describe", "--tags", "--always")

    @property
    def backups(self) -> list[Path]:
        """Oldest first."""
        return sorted(self.site.var.glob("backups/*"), key=os.path.getmtime)

    def state(self) -> tuple:
        """All that a refusal or a way back may not change: code, rows, files."""
        return git(self.code, "rev-parse", "HEAD"), rows(self.site), files(self.site)


@pytest.fixture
def installed(origin, sqlite_site, tmp_path) -> Installation:
    """A site of v1 with some content."""
    stamp = Path(sys.prefix) / "requirements.installed"
    if not stamp.is_file() or stamp.read_bytes() != (ROOT / "requirements.txt").read_bytes():
        lacking("the environment of requirements.txt", mend="make environment")
    code = tmp_path / "code"
    git(tmp_path, "clone", "--quiet", str(origin), str(code))
    git(code, "checkout", "--quiet", "v1")
    site = sqlite_site(
        SITE_URL=f"https://{HOST}",
        ALLOWED_HOSTS=HOST,
        SECOND_FACTOR="required",
        SECRET_KEY="a key that is only for the drill, and long enough for it",
    )
    site.do(fill)
    return Installation(site, code)


def titles(backup: Path) -> list[str]:
    """The titles of the pages that a backup holds."""
    file = backup.with_suffix(".sqlite3")
    with tarfile.open(backup) as tar:
        file.write_bytes(gzip.decompress(tar.extractfile("database.sqlite3.gz").read()))
    with closing(sqlite3.connect(file)) as database:
        found = [title for (title,) in database.execute("SELECT title FROM wagtailcore_page")]
    file.unlink()
    return found


def tables(site) -> set[str]:
    """Those of releases."""
    with closing(sqlite3.connect(urlsplit(site.variables["DATABASE_URL"]).path)) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE name LIKE 'of_release%'")
        return {name for (name,) in found}


def test_to_another_release_and_back(installed):
    site, before = installed.site, installed.state()
    status, said = installed.make("upgrade", "RELEASE=v2")
    assert status == 0, said
    assert "restart 'qalam-*.service'" in said
    assert "copied again as README.md says:\ncms/management/deployment/qalam-web.service" in said
    assert installed.release == "v2"
    assert tables(site) == {"of_release_two"}
    [first] = installed.backups
    assert first.name.startswith("before-upgrade-")

    site.do(write_more)
    page = installed.page()
    assert "Release two" in page
    assert "Later" in page
    status, said = installed.make("rollback")
    assert status == 0, said
    assert installed.state() == before
    assert tables(site) == set()
    page = installed.page()
    assert "Release two" not in page
    assert "About us" in page
    [_first, second] = installed.backups
    assert str(second) in said, "where to look for what came in since"
    assert "Later" in titles(second)
    assert "Later" not in titles(first)
    with tarfile.open(second) as tar:
        assert "media/documents/later.txt" in tar.getnames()

    status, said = installed.make("rollback")
    assert status != 0
    assert "No upgrade was made here" in said
    assert installed.state() == before


def test_what_is_refused_changes_nothing(installed):
    before = installed.state()
    for arguments, because, mend in (
        (["upgrade"], "Name the release", "make upgrade RELEASE=v1.2"),
        (["upgrade", "RELEASE=v9"], "There is no release v9", "v2"),
        (["upgrade", "RELEASE=templates"], "There is no release templates", "Name a tag"),
        (["upgrade", "RELEASE=--force"], "There is no release --force", "Name a tag"),
        (["rollback"], "No upgrade was made here", ""),
    ):
        status, said = installed.make(*arguments)
        assert status != 0
        assert because in said
        assert mend in said
        assert "Traceback" not in said
    (installed.code / "README.md").write_text("Ours")
    status, said = installed.make("upgrade", "RELEASE=v2")
    assert status != 0
    assert "Files of the code were changed here" in said
    assert installed.state() == before
    assert installed.release == "v1"
    assert installed.backups == []


def test_a_release_that_fails_half_way_is_taken_back_whole(installed):
    site, before = installed.site, installed.state()
    status, said = installed.make("upgrade", "RELEASE=v3")
    assert status != 0
    assert "nowhere" in said, "what failed"
    assert "make rollback" in said, "the mend"
    assert tables(site) == {"of_release_three"}, "half of it"

    # The next try doesn't take what was left half done for what there was before.
    status, said = installed.make("upgrade", "RELEASE=v4")
    assert status != 0
    assert "nothing starts" in said
    assert installed.release == "v4"
    status, said = installed.make("rollback")
    assert status == 0, said
    assert installed.state() == before
    assert tables(site) == set()
    assert "of_release_three" in manifest(installed.backups[-1])["tables"], "also kept"
