"""Who was given which role and who lost one, in the log: Wagtail says only that it changed."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models.signals import m2m_changed
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log

from cms.isolation import isolate_whole

ACT = "cms.roles_changed"
DONE = {"post_add": "given", "post_remove": "taken", "pre_clear": "taken"}


class RolesFormatter(LogFormatter):
    """The roles that an account was given or lost, by name."""

    label = _("Change roles")

    def format_message(self, log_entry: Any) -> str:
        """Which roles, as they were called then."""
        said = {"given": _("Roles given: %(roles)s"), "taken": _("Roles taken away: %(roles)s")}
        return " ".join(
            str(said[done]) % {"roles": ", ".join(map(_isolated, log_entry.data[done]))}
            for done in said
            if log_entry.data.get(done)
        )


def _isolated(name: str) -> str:
    """A role's name, which may end in a bracket: "Translators (ur)"."""
    return isolate_whole(name, language="en")


def note(
    *, action: str, instance: Any, reverse: bool, pk_set: Collection[int] | None, **kwargs: Any
) -> None:
    """Log a change of the groups of an account, whichever side it was made from."""
    done = DONE.get(action)
    if done is None or (pk_set is not None and not pk_set):
        return
    if reverse:  # the accounts of a group
        accounts = instance.user_set.all() if pk_set is None else User.objects.filter(pk__in=pk_set)
        names = [instance.name]
    else:
        accounts = [instance]
        groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
        names = sorted(groups.values_list("name", flat=True))
    for account in accounts if names else ():
        log(account, ACT, data={done: names})


def connect() -> None:
    """Hear of every change of roles."""
    m2m_changed.connect(note, sender=User.groups.through, dispatch_uid="cms.role_changes")


def register(actions: Any) -> None:
    """The words for it in reports."""
    actions.register_action(ACT)(RolesFormatter)
