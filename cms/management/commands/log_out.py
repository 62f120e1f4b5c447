"""`manage.py log_out`: ends sessions, of one person or of everybody."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.management.accounts import account
from cms.security import acts, sessions


class Command(BaseCommand):
    """For a machine that was lost, or a password that is known."""

    help = "End every session of somebody, or of everybody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Either a name or all."""
        parser.add_argument("username", nargs="?")
        parser.add_argument("--all", action="store_true", help="of everybody")

    def handle(self, *args: Any, **options: Any) -> None:
        """End them, and say how many there were."""
        name = options["username"]
        if bool(name) == options["all"]:
            raise CommandError("Say whose: manage.py log_out USERNAME, or manage.py log_out --all")
        if options["all"]:
            ended = sessions.end_sessions(users=None)
        else:
            user = account(name)
            ended = sessions.end_sessions(users=[user.pk])
            acts.note(user, acts.LOGGED_OUT)
        self.stdout.write(f"{ended} sessions ended.")
