"""People with and without a second factor, and the codes that their apps would show."""

import time
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "correct horse battery staple"
LOGIN = "/admin/login/"
ACCOUNT = "/admin/account/second-factor/"
CODE, SET_UP = f"{ACCOUNT}code/", f"{ACCOUNT}set-up/"


def person(*groups: str, name: str = "amina", **values: Any) -> User:
    """Somebody with a password, and roles."""
    user = User.objects.create_user(name, f"{name}@act.example", PASSWORD, **values)
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups)
    return user


def sign_in(user: User, *, password: str = PASSWORD, client: Client | None = None) -> Client:
    """A browser that sent the form of the login."""
    client = client or Client()
    client.post(LOGIN, {"username": user.username, "password": password})
    return client


def code_of(user: User, *, later: int = 0) -> str:
    """What the app of somebody shows, now or in so many steps of half a minute."""
    device = TOTPDevice.objects.filter(user=user).order_by("-pk").first()
    assert device is not None
    return f"{totp(device.bin_key, drift=later):06}"


def with_app(user: User) -> User:
    """The same, who has set up an app a while ago."""
    TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    return user


def steps_now() -> int:
    """The number of the present half minute."""
    return int(time.time() // 30)
