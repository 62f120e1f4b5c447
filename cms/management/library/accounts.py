"""The three accounts of a demo site, with random passwords that only its owner can read."""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cms import roles
from cms.security import demo

ACCOUNTS = {
    "editor": roles.EDITORS,
    "translator": roles.translators_of("ur"),
    "administrator": roles.ADMINISTRATORS,
}


def logins_file() -> Path:
    """Where the passwords are kept, one JSON object, readable by its owner only."""
    return settings.VAR_DIR / "demo-logins"


def ensure_accounts() -> dict[str, str]:
    """Make the accounts that are missing; returns user name → password of all that are known."""
    known: dict[str, str] = {}
    file = logins_file()
    if file.exists():
        known = json.loads(file.read_text())
    users = get_user_model()
    mark, _is_new = Group.objects.get_or_create(name=demo.GROUP)
    for name, role in ACCOUNTS.items():
        user = users.objects.filter(username=name).first()
        if user is None:
            known[name] = secrets.token_urlsafe(12)
            user = users.objects.create_user(name, f"{name}@example.org", known[name])
            if role == roles.ADMINISTRATORS:
                user.is_superuser = True
                user.save(update_fields=["is_superuser"])
            group = Group.objects.filter(name=role).first()
            if group:
                user.groups.add(group)
        if name in known:  # an editor of a real site may be called so as well
            user.groups.add(mark)
    _write(file, known)
    return known


def _write(file: Path, known: dict[str, str]) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(known, stream, indent=2)
        stream.write("\n")
    file.chmod(0o600)
