"""Signals of accounts; each is answered by one call."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, post_save
from django.http import HttpRequest
from django.utils import timezone

from cms import retention
from cms.security import acts, lockout, sessions


def begin_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Somebody signed in; by a form, unless there is no address."""
    sessions.begin(request, now=timezone.now())
    if getattr(request, "resolver_match", None):
        acts.note(user, acts.SIGNED_IN, by=user)


def account_saved(instance: User, created: bool, **kwargs: Any) -> None:
    """An account that was switched off is nowhere signed in; a new password is in the log."""
    if not instance.is_active:
        sessions.end_sessions(users=[instance.pk])
    # As set_password() leaves it until it is saved.
    if getattr(instance, "_password", None) is not None and not created:
        acts.note(instance, acts.PASSWORD)


def role_taken(action: str, instance: Any, reverse: bool, pk_set: Any, **kwargs: Any) -> None:
    """Whoever loses a role signs in anew."""
    if action == "post_remove":
        sessions.end_sessions(users=pk_set if reverse else [instance.pk])
    elif action == "pre_clear":
        who = instance.user_set.values_list("pk", flat=True) if reverse else [instance.pk]
        sessions.end_sessions(users=set(who))


def connect() -> None:
    """Called once, when the site is ready."""
    retention.rules["failed sign-ins"] = lockout.forget
    users = get_user_model()
    user_logged_in.connect(begin_session, dispatch_uid="cms.security.begin_session")
    post_save.connect(account_saved, sender=users, dispatch_uid="cms.security.account_saved")
    m2m_changed.connect(
        role_taken, sender=users.groups.through, dispatch_uid="cms.security.role_taken"
    )
