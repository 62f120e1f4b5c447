"""`manage.py backup`: the whole site in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.management.backup.archive import BackupProblem
from cms.management.backup.service import make_backup, verify_backup

PATTERN = "qalam-*.tar"


class Command(BaseCommand):
    """Works while the site runs: database and counts are of one moment."""

    help = "Write database and files into one archive, for its owner only. Secrets aren't in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument(
            "file", nargs="?", type=Path, help="usual: backups/qalam-<time>.tar below QALAM_VAR"
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="then delete all but the newest N in that folder"
        )
        parser.add_argument(
            "--verify", action="store_true", help="make none, but check the one that is named"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, or check one. Raises CommandError."""
        file: Path | None = options["file"]
        if options["verify"] and file is None:
            raise CommandError("Name the file to check: manage.py backup --verify FILE")
        if options["keep"] is not None and options["keep"] < 1:
            raise CommandError("--keep keeps at least one: manage.py backup --keep 14")
        self.check(databases=["default"])
        now = timezone.now()
        path = file or settings.VAR_DIR / "backups" / f"qalam-{now:%Y%m%d-%H%M%S}.tar"
        try:
            manifest = verify_backup(path) if options["verify"] else make_backup(path, now=now)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        megabytes = path.stat().st_size / 1024**2
        self.stdout.write(
            f"{path}: {manifest.rows} rows in {len(manifest.tables)} tables, "
            f"{len(manifest.files)} files, {megabytes:.1f} MB, made at {manifest.made_at}."
        )
        if options["keep"] and not options["verify"]:
            for old in sorted(path.parent.glob(PATTERN))[: -options["keep"]]:
                old.unlink()
                self.stdout.write(f"Deleted {old}.")
