"""Finding whose account a command is about."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.management.base import CommandError


def account(name: str) -> User:
    """The account of a name; CommandError, with those that look like it, where there is none."""
    users = get_user_model().objects
    found = users.filter(username=name).first()
    if found is None:
        like = users.filter(username__icontains=name).values_list("username", flat=True)[:5]
        meant = f" Did you mean {', '.join(like)}?" if like else ""
        raise CommandError(f"There is no account {name!r}.{meant}")
    return found
