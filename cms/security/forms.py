"""Forms of the second factor."""

import math
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.security import second_factor


class OwnForm(forms.Form):
    """A form about the account of `user`, who fills it in."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class CodeForm(OwnForm):
    """Asks for the code of an app, or for a recovery code; `device` is whose it was."""

    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_("Six digits from your app, or the ten of a recovery code."),
        error_messages={"required": _("Type the code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        ),
    )
    device: Any = None

    def clean_code(self) -> str:
        """The code is one of this person's; what is wrong otherwise, and what to do."""
        text: str = self.cleaned_data["code"]
        try:
            self.device = self.look_at(text)
        except second_factor.WaitFirst as wait:
            raise forms.ValidationError(_said(wait)) from wait
        if self.device is None:
            raise forms.ValidationError(
                _(
                    "This code isn't right, or was used before. Wait for the next one that your "
                    "app shows, and see that the clock of your phone is right."
                )
            )
        return text

    def look_at(self, text: str) -> Any:
        """Whose code it is."""
        return second_factor.check_code(user=self.user, text=text)


def _said(wait: second_factor.WaitFirst) -> str:
    minutes = max(1, math.ceil((wait.until - timezone.now()).total_seconds() / 60))
    again = ngettext(
        "Try again in %(minutes)s minute.", "Try again in %(minutes)s minutes.", minutes
    )
    return f"{_('There were too many wrong codes.')} {again % {'minutes': minutes}}"


class PasswordForm(OwnForm):
    """Asks for one's own password, so that an open screen isn't enough."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages={"required": _("Type your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_password(self) -> str:
        """It is this person's."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This isn't your password."))
        return password


class SetUpForm(CodeForm):
    """Asks for the first code of an app that was just told the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("The six digits that your app shows now.")

    def look_at(self, text: str) -> Any:
        """The device that is set up by it."""
        return second_factor.finish_set_up(user=self.user, text=text)


class ReplaceForm(PasswordForm, SetUpForm):
    """The same where there is a device already, which the new one takes the place of."""

    field_order = ["password", "code"]

    def look_at(self, text: str) -> Any:
        """Nothing is set up with a wrong password."""
        return super().look_at(text) if "password" in self.cleaned_data else False
