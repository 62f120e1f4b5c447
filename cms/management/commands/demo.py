"""`manage.py demo`: loads the demo library where there is none, and says how to come in."""

import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from actions.models import UrgentActionPage
from cms.management.library import accounts, directory, pages, translations
from cms.management.progress import Progress
from cms.models import ContentPage, HomePage
from cms.security.second_factor import OPTIONAL
from cms.sites import follow_site_url
from search import vocabulary
from search.models import LibraryPage

REFUSED = (
    "The demo makes accounts whose passwords lie in a file, which aren't let into a site where "
    "SECOND_FACTOR is required. For a real site to start from: manage.py demo --without-actions. "
    "For a demo: make demo, or set SECOND_FACTOR=optional."
)
FOLDER = Path(__file__).resolve().parent.parent / "demo"


class Command(BaseCommand):
    """Loads the library in one transaction: all of it, or nothing where it was interrupted."""

    help = "Load the demo library (once), and print the address and the logins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Without the actions, it is the start of a real site."""
        parser.add_argument(
            "--without-actions", action="store_true", help="only the home, library and text pages"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what isn't there; an editor's work is never touched."""
        is_demo = not options["without_actions"]
        if is_demo and settings.SECOND_FACTOR != OPTIONAL:
            raise CommandError(REFUSED)
        follow_site_url()
        with translation.override("en"):
            if UrgentActionPage.objects.exists() or ContentPage.objects.exists():
                self.stdout.write("The library has been loaded before; nothing is changed.")
            else:
                self._load(with_actions=is_demo)
        if is_demo:
            self._welcome(accounts.ensure_accounts())
        else:
            self.stdout.write("Make yourself an account: manage.py createsuperuser")

    def _load(self, *, with_actions: bool) -> None:
        files = directory.paths(FOLDER) if with_actions else []
        folders = translations.languages(FOLDER)
        steps = 2 + len(files) + sum(len(list(folder.glob("*.po"))) for folder in folders)
        self.stdout.write("Loading the demo library")
        progress = Progress(steps)
        with transaction.atomic():
            loaded = self._load_source(files, progress)
            self._load_translations(folders, loaded, progress)
        vocabulary.count()  # so that what is suggested first is what most actions have
        progress.close()

    def _load_source(self, files: list[Path], progress: Progress) -> dict[str, list[Any]]:
        """Everything in the language it was written in; pages by the name of their PO files."""
        now = timezone.now()
        home = HomePage.objects.get(locale__language_code="en")
        library = LibraryPage.objects.get(locale__language_code="en")
        directory.load_topics(_read("topics.toml"))
        offices, organisations = (
            directory.load_offices(_read("offices.toml"), today=now.date()) if files else ({}, {})
        )
        progress.advance("directory")
        texts = pages.load_site(_read("pages.toml"), home, library)
        progress.advance("pages")
        loaded: dict[str, list[Any]] = {"pages": [home, library, *texts]}
        loader = pages.ActionLoader(
            library=library, offices=offices, organisations=organisations, now=now
        )
        for file in files:
            loaded[file.stem] = [loader.load(tomllib.loads(file.read_text()))]
            progress.advance(file.stem)
        return loaded

    def _load_translations(
        self, folders: list[Path], loaded: dict[str, list[Any]], progress: Progress
    ) -> None:
        for folder in folders:
            # Pages first: actions stand below the library.
            for file in sorted(folder.glob("*.po"), key=lambda path: path.stem != "pages"):
                words = translations.read_words(file)
                for page in loaded.get(file.stem, []):
                    missing = translations.translate(page, language=folder.name, words=words)
                    for text in missing:
                        self.stderr.write(f"{file.name}: no {folder.name} for “{text[:80]}”")
                progress.advance(f"{folder.name}/{file.stem}")

    def _welcome(self, logins: dict[str, str]) -> None:
        self.stdout.write(f"\nQalam is at {settings.SITE_URL}  (admin: {settings.SITE_URL}/admin/)")
        for name, password in logins.items():
            self.stdout.write(f"  {name:<15}{password}")
        self.stdout.write(f"  (kept in {accounts.logins_file()})\n")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text())
