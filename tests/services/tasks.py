"""Tasks whose effects can be counted."""

import time
from pathlib import Path

from django.contrib.auth.models import Group
from django.utils.crypto import get_random_string
from django_tasks import task


@task()
def leave_a_mark(name: str) -> None:
    """Each time that it is done there is one more."""
    Group.objects.create(name=f"{name} {get_random_string(8)}")


@task()
def leave_a_mark_slowly(name: str, folder: str) -> None:
    """Writes, says so, and waits to be let go on."""
    Group.objects.create(name=f"{name} {get_random_string(8)}")
    attempts = Path(folder, "begun")
    attempts.write_text(attempts.read_text() + "x" if attempts.exists() else "x")
    while not Path(folder, "go on").exists():
        time.sleep(0.05)


@task()
def fail_unless(path: str) -> None:
    """Fails as long as a file isn't there."""
    Group.objects.create(name=f"{Path(path).name} {get_random_string(8)}")
    if not Path(path).exists():
        raise RuntimeError(f"{path} isn't there")


@task()
def take_a_name(name: str) -> None:
    """Fails in the database where the name is taken."""
    Group.objects.create(name=name)
