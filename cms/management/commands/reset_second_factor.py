"""`manage.py reset_second_factor`: for somebody who lost their phone and their recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.management.accounts import account
from cms.security import acts, second_factor, sessions


class Command(BaseCommand):
    """Takes the devices away and ends the sessions; the next sign-in sets up a new one."""

    help = "Take somebody's second factor away, so that they set up a new one at the next sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and why: both are in the log of the account."""
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="how you know that it is them, and why")
        parser.add_argument("--by", help="the user name of whoever decided it")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it, or nothing."""
        user = account(options["username"])
        by = account(options["by"]) if options["by"] else None
        with transaction.atomic():
            devices = second_factor.take_away(user=user)
            ended = sessions.end_sessions(users=[user.pk])
            acts.note(user, acts.RESET, by=by, reason=options["reason"])
        self.stdout.write(f"{user}: {devices} devices taken away, {ended} sessions ended.")
