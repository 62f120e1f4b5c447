"""Screens of the second factor and of sessions, in the admin's own look."""

from datetime import timedelta
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import get_user_model, logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.auth import permission_required

from cms.security import acts, second_factor, sessions
from cms.security.forms import CodeForm, PasswordForm, ReplaceForm, SetUpForm
from cms.security.throttle import allow_mark, wait
from cms.views import too_many

PASSWORDS_OF_ONE, PER = 10, timedelta(minutes=15)


def person(request: HttpRequest) -> User:
    """Whoever is signed in: the addresses of the admin let nobody else here."""
    return request.user  # type: ignore[return-value]


def next_address(request: HttpRequest) -> str:
    """Where somebody wanted to go, on this site; else the front of the admin."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("wagtailadmin_home")


@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """After the password: a code of the app, or a recovery code."""
    user = person(request)
    if not second_factor.has_device(user):
        return redirect("second_factor_set_up")
    if second_factor.is_given(user=user, session=request.session):
        return redirect(next_address(request))
    form = CodeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        second_factor.give(session=request.session, device=form.device)
        return redirect(next_address(request))
    return render(request, "security/code.html", {"form": form, "next": next_address(request)})


@sensitive_post_parameters("code", "password")
def set_up(request: HttpRequest) -> HttpResponse:
    """Connect an app: its secret as a picture and as letters, then a first code of it."""
    user = person(request)
    replaces = second_factor.has_device(user)
    if replaces and not second_factor.is_given(user=user, session=request.session):
        return redirect("second_factor_code")
    if request.method == "POST" and not _may_try(user):
        return too_many(request, wait=wait(PER))
    device = second_factor.pending(user=user) if request.method == "POST" else None
    form = (ReplaceForm if replaces else SetUpForm)(request.POST or None, user=user)
    if device and form.is_valid():
        return _show_codes(request, device=form.device)
    device = device or second_factor.begin_set_up(user=user)
    said = {
        "form": form,
        "next": next_address(request),
        "replaces": replaces,
        "must": second_factor.must_have(user),
        "picture": qr_code(device),
        "secret": secret_of(device),
    }
    return render(request, "security/set_up.html", said)


def overview(request: HttpRequest) -> HttpResponse:
    """What somebody has, and what can be done about it."""
    user = person(request)
    said = {
        "has_device": second_factor.has_device(user),
        "codes_left": second_factor.codes_left(user=user),
        "must": second_factor.must_have(user),
    }
    return render(request, "security/overview.html", said)


@sensitive_post_parameters("password")
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old ones."""
    user = person(request)
    if not second_factor.has_device(user):
        return redirect("second_factor")
    if request.method == "POST" and not _may_try(user):
        return too_many(request, wait=wait(PER))
    form = PasswordForm(request.POST or None, user=user)
    if form.is_valid():
        return _show_codes(request)
    return render(request, "security/new_codes.html", {"form": form})


@sensitive_post_parameters("password")
def remove(request: HttpRequest) -> HttpResponse:
    """Do without a second factor again, where that is allowed."""
    user = person(request)
    if second_factor.must_have(user) or not second_factor.has_device(user):
        return redirect("second_factor")
    if request.method == "POST" and not _may_try(user):
        return too_many(request, wait=wait(PER))
    form = PasswordForm(request.POST or None, user=user)
    if form.is_valid():
        second_factor.take_away(user=user)
        acts.note(user, acts.REMOVED, by=user)
        return redirect("second_factor")
    return render(request, "security/remove.html", {"form": form})


def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of one's own, this one included."""
    user = person(request)
    if request.method != "POST":
        return render(request, "security/log_out.html", {"whose": None})
    sessions.end_sessions(users=[user.pk])
    acts.note(user, acts.LOGGED_OUT, by=user)
    logout(request)
    return redirect("wagtailadmin_login")


@permission_required("auth.change_user")
def log_out_user(request: HttpRequest, user_id: int) -> HttpResponse:
    """An administrator ends every session of somebody else."""
    user = get_object_or_404(get_user_model(), pk=user_id)
    if request.method != "POST":
        return render(request, "security/log_out.html", {"whose": user})
    sessions.end_sessions(users=[user.pk])
    acts.note(user, acts.LOGGED_OUT, by=person(request))
    messages.success(request, _("%(name)s was logged out everywhere.") % {"name": user})
    return redirect("wagtailusers_users:index")


def _may_try(user: User) -> bool:
    return allow_mark("own-password", str(user.pk), PASSWORDS_OF_ONE, PER)


def _show_codes(request: HttpRequest, *, device: Any = None) -> HttpResponse:
    """The recovery codes, this once; a device that was just set up has been given, too."""
    codes = second_factor.new_recovery_codes(user=person(request))
    if device:
        second_factor.give(session=request.session, device=device)
    half = second_factor.RECOVERY_DIGITS // 2
    said = {
        "codes": [f"{one[:half]} {one[half:]}" for one in codes],
        "is_new": device is not None,
        "next": next_address(request) if device else reverse("second_factor"),
    }
    return render(request, "security/codes.html", said)


def qr_code(device: TOTPDevice) -> SafeString:
    """The secret as a picture, drawn here: as part of the page, it goes nowhere else."""
    made = segno.make(device.config_url, error="l", micro=False, boost_error=False)
    picture = made.svg_inline(scale=4, border=4, light="#fff", svgclass="second-factor__picture")
    return mark_safe(picture)  # noqa: S308  (modules and numbers; nobody's words)


def secret_of(device: TOTPDevice) -> str:
    """The secret as apps take it that can't see: base32, in groups of four."""
    text = second_factor.base32(device)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
