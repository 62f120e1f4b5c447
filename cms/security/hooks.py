"""What signing in adds to Wagtail's admin: addresses, entries in the account, a button, words."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

import cms.converters  # noqa: F401  (addresses have ids of rows)
from cms.security import acts, screens


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """All below the account, where they concern oneself."""
    own = "account/second-factor/"
    return [
        path(own, screens.overview, name="second_factor"),
        path(f"{own}code/", screens.code, name="second_factor_code"),
        path(f"{own}set-up/", screens.set_up, name="second_factor_set_up"),
        path(f"{own}recovery-codes/", screens.recovery_codes, name="second_factor_codes"),
        path(f"{own}remove/", screens.remove, name="second_factor_remove"),
        path("account/log-out/", screens.log_out_everywhere, name="log_out_everywhere"),
        path("users/<row:user_id>/log-out/", screens.log_out_user, name="log_out_user"),
    ]


@hooks.register("register_account_menu_item")
def second_factor_item(request: HttpRequest) -> dict[str, str]:
    """In the account, under “More actions”."""
    return {
        "url": reverse("second_factor"),
        "label": _("Second factor"),
        "help_text": _("Codes of an app, asked for after your password."),
    }


@hooks.register("register_account_menu_item")
def log_out_item(request: HttpRequest) -> dict[str, str]:
    """The same place."""
    return {
        "url": reverse("log_out_everywhere"),
        "label": _("Log out everywhere"),
        "help_text": _("Ends every session of yours, on every machine."),
    }


@hooks.register("register_user_listing_buttons")
def log_out_button(user: User, request_user: User) -> Iterator[Button]:
    """In the list of users, for whoever may change them."""
    if request_user.has_perm("auth.change_user"):
        yield Button(
            _("Log out everywhere"), reverse("log_out_user", args=[user.pk]), icon_name="logout"
        )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The words for what is done with accounts."""
    acts.register(actions)


@hooks.register("insert_global_admin_css")
def security_css() -> str:
    """The picture and the codes."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-security.css"))
