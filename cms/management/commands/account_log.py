"""`manage.py account_log`: everything that an account did, and that was done to it."""

import csv
import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from datetime import datetime, time
from heapq import merge
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.exports import harmless
from cms.management.accounts import account

AT_ONCE = 2000


class Line(NamedTuple):
    """One act."""

    when: datetime
    by: str
    act: str
    what: str
    title: str
    id: str
    data: dict[str, Any]


class Command(BaseCommand):
    """Reads the log as it goes, so that a long one needs no memory."""

    help = "List what somebody's account did, and what was done to it; newest last."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As text, as a table, or an object a line."""
        parser.add_argument("username")
        parser.add_argument("--since", type=moment, help="a day or a moment: 2026-11-25")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true", help="as a table")
        form.add_argument("--json", action="store_true", help="an object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write line by line."""
        found = acts_of(account(options["username"]), since=options["since"])
        if options["csv"]:
            table = csv.writer(self.stdout)
            table.writerow(Line._fields)
            for line in found:
                table.writerow(map(harmless, _texts(line)))
        elif options["json"]:
            for line in found:
                written = {**line._asdict(), "when": line.when.isoformat()}
                self.stdout.write(json.dumps(written, ensure_ascii=False, default=str))
        else:
            for line in found:
                self.stdout.write("  ".join(filter(None, _texts(line))))


def acts_of(user: User, *, since: datetime | None) -> Iterator[Line]:
    """What an account did to pages and all else, and what was done to it, oldest first."""
    itself = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    kinds = (
        (PageLogEntry, Q(user=user)),
        (ModelLogEntry, Q(user=user) | itself),
    )
    names: dict[int | None, str] = {None: "system", user.pk: user.get_username()}
    logs = []
    for model, concerned in kinds:
        entries = model.objects.filter(concerned).order_by("timestamp", "pk")
        entries = entries.filter(timestamp__gte=since) if since else entries
        logs.append(_line(entry, names) for entry in entries.iterator(chunk_size=AT_ONCE))
    return merge(*logs, key=lambda line: line.when)


def _line(entry: Any, names: dict[int | None, str]) -> Line:
    """An entry of either log; somebody's name is looked up once."""
    if entry.user_id not in names:
        known = User.objects.filter(pk=entry.user_id).first()
        names[entry.user_id] = known.get_username() if known else f"deleted user {entry.user_id}"
    kind = ContentType.objects.get_for_id(entry.content_type_id) if entry.content_type_id else None
    return Line(
        when=entry.timestamp,
        by=names[entry.user_id],
        act=entry.action,
        what=kind.model if kind else "",
        title=entry.label,
        id=str(entry.object_id),
        data=entry.data or {},
    )


def _texts(line: Line) -> list[str]:
    data = json.dumps(line.data, ensure_ascii=False, default=str) if line.data else ""
    return [line.when.isoformat(timespec="seconds"), *map(str, line[1:-1]), data]


def moment(text: str) -> datetime:
    """A moment, or the beginning of a day, in the site's time zone."""
    try:
        day, at = parse_date(text), parse_datetime(text)
    except ValueError:
        day = at = None
    if day is None and at is None:
        raise ArgumentTypeError(f"{text!r} is no day: write it as 2026-11-25")
    found = datetime.combine(day, time.min) if day else at
    assert found is not None  # noqa: S101  (for the types)
    return found if timezone.is_aware(found) else timezone.make_aware(found)
