"""`manage.py rebuild_search`: what the library is searched by, made anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.changes import rebuild


class Command(BaseCommand):
    """Makes the documents of all actions anew, while those that are there go on being found."""

    help = "Make anew what the library is searched by; it can be searched all the while."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all actions, saying how far it is."""
        changed = rebuild(now=timezone.now(), said=self._said)
        self.stdout.write(f"Done. {changed} documents weren't as they should be.")

    def _said(self, done: int, all_: int) -> None:
        self.stdout.write(f"    {done} of {all_}")
        self.stdout.flush()
