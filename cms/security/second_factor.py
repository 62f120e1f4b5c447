"""The second factor: who must have one, whether a session has given it, and the acts on it.

Devices are django-otp's: an authenticator app (TOTP), and recovery codes for when it is lost. Both
are digits, so that they can be typed with any keyboard in any language, and are told apart by how
many there are.
"""

import secrets
import unicodedata
from base64 import b32encode
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import GroupApprovalTask, GroupPagePermission

from cms.security import acts

REQUIRED, OPTIONAL = "required", "optional"
CODE_DIGITS = 6
RECOVERY_DIGITS = 10  # 33 bits, and each wrong one doubles the time until the next is looked at
RECOVERY_CODES = 10

# What somebody may do to pages without a second factor; and what groups may do beside pages. All
# else publishes, or administers: a permission that is new needs a second factor until it is here.
HARMLESS_ON_PAGES = ("add_page", "change_page")
HARMLESS = frozenset({"wagtailadmin.access_admin", "wagtail_localize.submit_translation"})


class WaitFirst(Exception):
    """Too many wrong codes: nothing is looked at until a moment."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def must_have(user: User) -> bool:
    """Whether somebody can publish or administer anything, on a site that asks for two factors."""
    return settings.SECOND_FACTOR != OPTIONAL and is_powerful(user)


def is_powerful(user: User) -> bool:
    """Whether somebody can publish or administer anything."""
    if user.is_superuser or user.get_all_permissions() - HARMLESS:
        return True
    publishing = GroupPagePermission.objects.filter(group__user=user).exclude(
        permission__codename__in=HARMLESS_ON_PAGES
    )
    # Whoever approves the last task of a workflow publishes by it.
    approving = GroupApprovalTask.objects.filter(groups__user=user)
    return publishing.exists() or approving.exists()


def has_device(user: User) -> bool:
    """Whether somebody has set up a second factor."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_given(*, user: User, session: SessionBase) -> bool:
    """Whether somebody's session has given a second factor that still is one."""
    key = session.get(DEVICE_ID_SESSION_KEY)
    device = Device.from_persistent_id(key) if key else None
    return device is not None and device.confirmed and device.user_id == user.pk


def is_due(*, user: User, session: SessionBase) -> bool:
    """Whether whoever is signed in must give a second factor, or set one up, before all else."""
    return not is_given(user=user, session=session) and (must_have(user) or has_device(user))


def digits_in(text: str) -> str:
    """The digits of what was typed, in any script, as ASCII; without blanks and hyphens."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def check_code(*, user: User, text: str) -> Device | None:
    """The device whose code was typed; None where it is nobody's. Raises WaitFirst."""
    digits = digits_in(text)
    kinds = {CODE_DIGITS: TOTPDevice, RECOVERY_DIGITS: StaticDevice}
    if len(digits) not in kinds:
        return None
    device = _verified(kinds[len(digits)], user, digits, confirmed=True)
    found = {TOTPDevice: acts.CODE_GIVEN, StaticDevice: acts.RECOVERED}
    acts.note(user, found[type(device)] if device else acts.WRONG_CODE, by=user)
    return device


def _verified(kind: type[Device], user: User, digits: str, *, confirmed: bool) -> Device | None:
    """The device of a kind that takes these digits; locked, so that a code is used once."""
    with transaction.atomic():
        devices = kind.objects.select_for_update().filter(user=user, confirmed=confirmed)
        device = devices.order_by("-pk").first()
        if device is None:
            return None
        allowed, why = device.verify_is_allowed()
        if not allowed:
            raise WaitFirst(why["locked_until"])
        return device if device.verify_token(digits) else None


def give(*, session: SessionBase, device: Device) -> None:
    """Let a session in: its second factor is given. Its key changes, as at the sign-in."""
    session.cycle_key()
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id


@transaction.atomic
def begin_set_up(*, user: User) -> TOTPDevice:
    """A new secret for an app, which counts once a code of it was typed; earlier ones don't."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def pending(*, user: User) -> TOTPDevice | None:
    """The secret that is being set up."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).order_by("-pk").first()


def finish_set_up(*, user: User, text: str) -> TOTPDevice | None:
    """The device that is set up, in place of any other; None: wrong code. Raises WaitFirst."""
    digits = digits_in(text)
    if len(digits) != CODE_DIGITS:
        return None
    device = _verified(TOTPDevice, user, digits, confirmed=False)
    if not isinstance(device, TOTPDevice):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        acts.note(user, acts.SET_UP, by=user)
    return device


@transaction.atomic
def new_recovery_codes(*, user: User) -> list[str]:
    """Ten codes, each good once, in place of all that there were."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    codes = [
        f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}"
        for _number in range(RECOVERY_CODES)
    ]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    acts.note(user, acts.NEW_CODES, by=user)
    return codes


def codes_left(*, user: User) -> int:
    """How many recovery codes haven't been used."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def take_away(*, user: User) -> int:
    """Delete every device of somebody, with the recovery codes; returns how many devices."""
    count = 0
    for kind in (TOTPDevice, StaticDevice):
        devices = kind.objects.filter(user=user)
        count += devices.count()
        devices.delete()
    return count


def base32(device: TOTPDevice) -> str:
    """The secret of an app as letters and digits."""
    return b32encode(device.bin_key).decode()
