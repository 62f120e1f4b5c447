"""The scheduler's list, for `manage.py rqcron cms.cron`: workers do what cms.schedule has.

Each is asked for often, and does something only where it is due: when it ran last stands in the
database, not in the memory of a process or of Redis.
"""

from datetime import timedelta

from rq import cron

from cms import schedule
from cms.jobs.queueing import QUEUE

AT_MOST = timedelta(minutes=10)  # after which a daily job is asked for again

for _job in schedule.jobs.values():
    cron.register(
        schedule.run,
        QUEUE,
        args=(_job.name,),
        interval=int((AT_MOST if _job.at else min(AT_MOST, _job.every)).total_seconds()),
        result_ttl=3600,
        name=_job.name,
    )
