"""What is done with accounts, in Wagtail's log of each: who, when, why; from where is not kept."""

from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log

SIGNED_IN = "cms.signed_in"
CODE_GIVEN = "cms.second_factor.code"
RECOVERED = "cms.second_factor.recovery_code"
WRONG_CODE = "cms.second_factor.wrong_code"
SET_UP = "cms.second_factor.set_up"
NEW_CODES = "cms.second_factor.new_codes"
REMOVED = "cms.second_factor.remove"
RESET = "cms.second_factor.reset"
LOCKED_OUT = "cms.locked_out"
LOGGED_OUT = "cms.logged_out_everywhere"
PASSWORD = "cms.password_changed"  # noqa: S105  (the name of an act)

LOGGED = {
    SIGNED_IN: _("Signed in"),
    CODE_GIVEN: _("Code of the second factor given"),
    RECOVERED: _("Recovery code used"),
    WRONG_CODE: _("Wrong code of the second factor"),
    SET_UP: _("Second factor set up"),
    NEW_CODES: _("New recovery codes made"),
    REMOVED: _("Second factor taken away"),
    RESET: _("Second factor reset"),
    LOCKED_OUT: _("Locked out after wrong passwords"),
    LOGGED_OUT: _("Logged out everywhere"),
    PASSWORD: _("Password changed"),
}


def note(user: User, act: str, *, by: User | None = None, **data: Any) -> None:
    """Write an act on an account into the log; whoever does it in the admin is known to the log."""
    log(user, act, user=by, data=data)


class ActFormatter(LogFormatter):
    """An act is its own message; its reason, where it has one, stands beside."""

    def format_comment(self, log_entry: Any) -> str:
        """Why it was done."""
        return str(log_entry.data.get("reason", ""))


def register(actions: Any) -> None:
    """The words for the acts, in reports and in the history of an account."""
    for name, label in LOGGED.items():
        words = {"label": label, "message": label}
        actions.register_action(name)(type("Formatter", (ActFormatter,), words))
