"""`manage.py catalogues`: check, compile or update the catalogues of translated strings."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.catalogues import (
    CATALOGUE_LANGUAGES,
    PACKAGES_LOCALE_DIR,
    catalogue_problems,
    compile_catalogues,
)
from cms.extraction import ExtractionError, can_extract, source_problems, update_catalogues

NO_GETTEXT = "The gettext programs are not here (Debian: apt install gettext)."


class Command(BaseCommand):
    """Checks, compiles or updates the catalogues."""

    help = "Check, compile or update the catalogues of translated strings."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One act at a time."""
        act = parser.add_mutually_exclusive_group(required=True)
        act.add_argument("--check", action="store_true", help="complete, sound, up to date?")
        act.add_argument("--compile", action="store_true", help="compile those that changed")
        act.add_argument("--update", action="store_true", help="take in the sources' strings")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the one act."""
        if options["check"]:
            self.check_catalogues()
        elif options["compile"]:
            for path in compile_catalogues():
                self.stdout.write(f"compiled {path}")
        else:
            self.update_catalogues()

    def check_catalogues(self) -> None:
        """List every problem; CommandError where there is one.

        Without gettext the sources are not compared: said aloud, and an error only where the
        whole of the tests is asked for.
        """
        problems = [p for language in CATALOGUE_LANGUAGES for p in catalogue_problems(language)]
        for path in sorted(PACKAGES_LOCALE_DIR.glob("*/LC_MESSAGES/*.po")):
            problems += catalogue_problems(
                path.parts[-3], locale_dir=PACKAGES_LOCALE_DIR, domain=path.stem
            )
        if can_extract():
            try:
                problems += [p for code in CATALOGUE_LANGUAGES for p in source_problems(code)]
            except ExtractionError as error:
                problems.append(str(error))
        else:
            message = f"{NO_GETTEXT} The catalogues were not compared with the sources."
            if os.environ.get("QALAM_TEST_SERVICES") == "required":
                problems.append(message)
            else:
                self.stderr.write(self.style.WARNING(message))
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems in the catalogues.")
        self.stdout.write(f"The catalogues are sound: {', '.join(CATALOGUE_LANGUAGES)}.")

    def update_catalogues(self) -> None:
        """Take in new strings, drop old ones."""
        if not can_extract():
            raise CommandError(NO_GETTEXT)
        try:
            paths = update_catalogues()
        except ExtractionError as error:
            raise CommandError(str(error)) from error
        for path in paths:
            self.stdout.write(f"updated {path}")
