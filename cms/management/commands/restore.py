"""`manage.py restore FILE`: a backup in the place of the site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.management.backup.archive import BackupProblem
from cms.management.backup.service import restore_backup


class Command(BaseCommand):
    """All of it or nothing: what fails leaves the site as it was."""

    help = "Put a backup in the place of the site's database and files. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one; and that what is there may go."""
        parser.add_argument("file", type=Path, help="what `manage.py backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help="even where the site has content, which is lost"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it. Raises CommandError."""
        self.check(databases=["default"])
        try:
            manifest = restore_backup(options["file"], replace=options["replace"])
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Restored {manifest.rows} rows in {len(manifest.tables)} tables and "
            f"{len(manifest.files)} files of {manifest.made_at}. Start the site's processes again."
        )
