"""`manage.py synthesise --actions N`: a made-up library of any size, for benchmarks."""

import gc
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from actions.synthesis import synthesise


def positive(text: str) -> int:
    """A number of actions from the command line; ArgumentTypeError otherwise."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number of actions: give 1 or more")
    return int(text)


class Command(BaseCommand):
    """Adds made-up actions, told in every language that has a library and words for it."""

    help = "Add a made-up library of any size, for benchmarks and trials under load."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many actions."""
        parser.add_argument("--actions", type=positive, required=True, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them, saying how far it is."""
        wanted = options["actions"]
        gc.freeze()  # what starting left isn't looked through again and again: an eighth faster
        try:
            pages = synthesise(wanted=wanted, now=timezone.now(), said=self._said(wanted))
        finally:
            gc.unfreeze()
        self.stdout.write(
            f"{wanted} made-up actions, {pages} pages. The library lists and finds them after "
            "`manage.py rebuild_search`, Wagtail's own search in the admin after "
            "`manage.py update_index`."
        )

    def _said(self, wanted: int) -> Any:
        def said(done: int) -> None:
            self.stdout.write(f"    {done} of {wanted}")
            self.stdout.flush()

        return said
