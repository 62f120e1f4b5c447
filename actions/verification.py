"""How long ago somebody last checked an office: its addresses and holders change unannounced."""

from calendar import monthrange
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

AGEING_AFTER = 6  # months
STALE_AFTER = 12  # months


class Verification(TextChoices):
    """How far what the directory says of an office can be trusted, by the age of its check."""

    FRESH = "fresh", _("Checked in the last 6 months")
    AGEING = "ageing", _("Checked more than 6 months ago")
    STALE = "stale", _("Checked more than 12 months ago")
    NEVER = "never", _("Never checked")


def age_of(verified_on: date | None, *, today: date) -> Verification:
    """The age of a check on a day; one of exactly 6 or 12 months isn't older than that yet."""
    if verified_on is None:
        return Verification.NEVER
    if verified_on < months_before(today, STALE_AFTER):
        return Verification.STALE
    if verified_on < months_before(today, AGEING_AFTER):
        return Verification.AGEING
    return Verification.FRESH


def months_before(day: date, months: int) -> date:
    """The same day some months earlier; the last of that month where it has no such day."""
    months_since_zero = day.year * 12 + day.month - 1 - months
    year, month = divmod(months_since_zero, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
