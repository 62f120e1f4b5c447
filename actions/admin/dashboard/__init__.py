"""The dashboard: the admin's home as the desk of who comes in the morning.

It takes the place of Wagtail's own panels, each of which asks the database for itself: the whole
page costs at most 15 queries, whatever the library holds.
"""

from actions.admin.dashboard import hooks

__all__ = ["hooks"]
