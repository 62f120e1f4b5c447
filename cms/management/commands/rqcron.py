"""`manage.py rqcron cms.cron`: django-rq's scheduler, as one that outlives Redis."""

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django_rq.management.commands.rqcron import Command as RQCron


class Command(RQCron):
    """Takes the place of django-rq's own command of this name."""

    help = "Has the workers do what is scheduled; runs until it is ended. Usual: rqcron cms.cron"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the list and run it. Raises CommandError where there is no Redis to run it with."""
        if not settings.REDIS_URL:
            raise CommandError(
                "REDIS_URL is not set, so there are no workers. Set it, or have `manage.py tick` "
                "run every minute instead (cron, a systemd timer)."
            )
        from cms.jobs.rq import Scheduler

        scheduler = Scheduler(logging_level=getattr(logging, options["logging_level"]))
        scheduler.load_config_from_file(options["config_path"])
        self.stdout.write(f"Scheduled: {', '.join(job.name for job in scheduler.get_jobs())}.")
        scheduler.start()
