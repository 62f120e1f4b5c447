"""Forms of Wagtail's that lack something."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from cms.security import demo


class LoginForm(WagtailLoginForm):
    """Wagtail's, whose field for the password has its name in English in every language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")

    def confirm_login_allowed(self, user: User) -> None:
        """Not with the demo's accounts, where the site is no demo."""
        super().confirm_login_allowed(user)
        if demo.is_refused(user):
            raise ValidationError(
                _(
                    "This account belongs to the demo, and its password isn't secret. Whoever runs "
                    "this site makes you one of your own, and removes these: manage.py remove_demo"
                )
            )
