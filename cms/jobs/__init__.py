"""The queue: every job is a django-tasks task, kept in the database until it is done.

`backends` take tasks in, `outbox` keeps and does them, `queueing` wakes workers through Redis,
`rq` has what django-rq's processes run with, `admin` shows django-rq's page to administrators.
"""
