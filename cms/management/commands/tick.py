"""`manage.py tick`: what is scheduled and due, once; for cron or a systemd timer, every minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms import schedule


class Command(BaseCommand):
    """Does what is due: pages that go live or end, jobs that wait, cleaning up at night."""

    help = (
        "Does what is scheduled and due, once: publishing, jobs that wait, cleaning up. Have it "
        "run every minute where there is no Redis. Two at once, or none for hours, does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--list` only says when what ran last."""
        parser.add_argument("--list", action="store_true", help="say when each ran last")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done, unless --verbosity is 0."""
        if options["list"]:
            for name, ended_at in schedule.last_runs().items():
                said = f"{timezone.localtime(ended_at):%Y-%m-%d %H:%M:%S}" if ended_at else "never"
                self.stdout.write(f"{name}: {said}")
            return
        done = schedule.run_due(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Done: {', '.join(done)}." if done else "Nothing was due.")
