"""The accounts of the demo, whose passwords lie in a file: never let into a real site.

They are members of a group of their own. Somebody who takes one over for good changes its password
and takes it out of the group.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import QuerySet

GROUP = "Demo accounts"


def demo_accounts() -> QuerySet[User]:
    """The accounts that `manage.py demo` made."""
    return get_user_model().objects.filter(groups__name=GROUP)


def is_refused(user: User) -> bool:
    """Whether somebody is a demo account on a site that is no demo."""
    return settings.SECOND_FACTOR == "required" and user.groups.filter(name=GROUP).exists()
