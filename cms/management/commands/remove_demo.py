"""`manage.py remove_demo`: the demo's content out, what editors made stays."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from cms.management.library.removal import Removal


class Command(BaseCommand):
    """One transaction: all of the demo goes, or nothing does."""

    help = "Take out the demo's actions, offices, topics, pictures and accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to ask first."""
        parser.add_argument("--yes", action="store_true", help="don't ask")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what would go, ask, take it out, say what stayed."""
        with translation.override("en"):
            removal = Removal()
            found = removal.found()
            if not any(found.values()):
                self.stdout.write("There is nothing of the demo here.")
                return
            self.stdout.write(
                "Of the demo there are: "
                + ", ".join(f"{count} {what}" for what, count in found.items() if count)
                + "."
            )
            if not options["yes"] and not self._agreed():
                self.stdout.write("Nothing was changed.")
                return
            with transaction.atomic():
                removal.remove()
        for line in removal.removed:
            self.stdout.write(f"Removed: {line}")
        for line in removal.kept:
            self.stdout.write(f"Kept: {line}")

    def _agreed(self) -> bool:
        if not sys.stdin.isatty():
            self.stderr.write("Nobody is there to ask: give --yes.")
            return False
        return input("Remove them for good? Back up first. [yes/no] ").strip() == "yes"
