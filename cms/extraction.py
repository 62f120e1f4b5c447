"""Strings marked for translation in the sources, and how the catalogues compare with them.

Extracting needs the gettext programs (Debian's package gettext); nothing else here does.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import polib

from cms.catalogues import CATALOGUE_LANGUAGES, LOCALE_DIR, catalogue_path

ROOT = LOCALE_DIR.parent
SOURCES = ("cms", "actions", "search", "templates")
EXTENSIONS = "html,txt,py"

# What makes the same sources give the same catalogue, line for line, on every machine.
OPTIONS = (
    f"--extension={EXTENSIONS}",
    "--add-location=file",
    "--no-wrap",
    "--no-obsolete",
    "--ignore=.venv*",
    "--ignore=var",
    "--ignore=tests",
    "--ignore=staticfiles",
)
CREATION_DATE = re.compile(r'^"POT-Creation-Date: [^\n]*\n', re.MULTILINE)

# A string's identity in a catalogue: context, singular, plural.
Message = tuple[str, str, str]


class ExtractionError(Exception):
    """The sources could not be read; the words are makemessages' own."""


def can_extract() -> bool:
    """Whether the gettext programs are there."""
    return all(shutil.which(program) for program in ("xgettext", "msguniq", "msgmerge"))


def update_catalogues(languages: Iterable[str] = CATALOGUE_LANGUAGES) -> list[Path]:
    """Bring the catalogues up to date with the sources; returns their paths.

    New strings are added empty, changed ones marked fuzzy, old ones dropped. Raises
    ExtractionError.
    """
    languages = list(languages)
    _makemessages(ROOT, languages)
    return [catalogue_path(language) for language in languages]


def source_problems(language: str, *, root: Path = ROOT) -> list[str]:
    """Strings that a catalogue lacks, or has though no source has them, a line each.

    Works in a copy: the tree itself is only read. Raises ExtractionError.
    """
    path = catalogue_path(language, locale_dir=root / "locale")
    if not path.is_file():
        return [f"{language}: there is no catalogue at {path}"]
    with tempfile.TemporaryDirectory(prefix="qalam-strings-") as scratch:
        copy = Path(scratch)
        for name in SOURCES:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("*.pyc"))
        (copy / "locale").mkdir()
        _makemessages(copy, [language])
        wanted = messages(catalogue_path(language, locale_dir=copy / "locale"))
    known = messages(path)
    missing = [f"{language}: not in the catalogue: “{m[1]}”" for m in sorted(wanted - known)]
    stale = [f"{language}: no longer in the sources: “{m[1]}”" for m in sorted(known - wanted)]
    return missing + stale


def messages(path: Path) -> set[Message]:
    """The strings of a catalogue that are in use, whatever their translation."""
    if not path.is_file():
        return set()
    return {
        (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


def _makemessages(folder: Path, languages: Iterable[str]) -> None:
    """Run Django's makemessages in `folder`, without settings: it then writes to its `locale`."""
    languages = list(languages)
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", *OPTIONS]
    command += [f"--locale={language.replace('-', '_')}" for language in languages]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise ExtractionError((done.stdout + done.stderr).strip())
    for language in languages:
        path = catalogue_path(language, locale_dir=folder / "locale")
        if path.is_file():
            # The date says nothing that the history doesn't, and would change with every run.
            path.write_text(CREATION_DATE.sub("", path.read_text("utf-8")), "utf-8")
