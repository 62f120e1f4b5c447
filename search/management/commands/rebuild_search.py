"""`manage.py rebuild_search`: what the library is searched by, made anew."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.changes import rebuild
from search.engines import elastic_index


class Command(BaseCommand):
    """Makes the documents of all actions anew, while those that are there go on being found."""

    help = "Make anew what the library is searched by; it can be searched all the while."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all actions, saying how far it is."""
        with little_looking_for_garbage():
            changed = rebuild(now=timezone.now(), said=self._said)
        self.stdout.write(f"{changed} actions weren't found as they are.")
        if elastic_index.is_on():
            self.stdout.write("A new index in Elasticsearch, beside the one that answers:")
            elastic_index.rebuild(now=timezone.now(), said=self._said)
            self.stdout.write("It is in its place.")

    def _said(self, done: int, all_: int) -> None:
        self.stdout.write(f"    {done} of {all_}")
        self.stdout.flush()


@contextmanager
def little_looking_for_garbage() -> Iterator[None]:
    """Python looks seldom for what refers to itself, which takes a sixth of the time otherwise.

    What is loaded by now stays, and what a batch of actions leaves behind goes with the batch.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
