"""ActionRecord: the facts of an action, one row for all its languages.

Written by actions/services.py only: when the page in the language it was written in is published,
and by the acts (close, reopen, extend, withdraw) that no revision of a page can undo.
"""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actions.choices import Kind, Outcome
from actions.models.directory import Country, Language, Office, Organisation, Topic
from actions.numbers import ActionNumber, NumberKind, label
from actions.querysets import ActionRecordQuerySet


class ActionRecord(models.Model):
    """The facts of one urgent action, the same in every language."""

    translation_key = models.UUIDField(unique=True, editable=False)
    source_locale = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.PROTECT, related_name="+", editable=False
    )
    serial = models.PositiveIntegerField(_("serial number"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(_("place in the series"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, default=Kind.URGENT_ACTION)
    index_number = models.CharField(_("index number"), max_length=60, blank=True)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    reference_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_on = models.DateField(_("issue date"), null=True, blank=True)
    act_by = models.DateField(_("deadline"), null=True, blank=True)
    stops_earlier_letters = models.BooleanField(_("stop writing earlier letters"), default=False)
    countries = models.ManyToManyField(Country, related_name="records", blank=True)
    topics = models.ManyToManyField(Topic, related_name="records", blank=True)
    preferred_languages = models.ManyToManyField(Language, related_name="records", blank=True)
    own_language_accepted = models.BooleanField(default=False)
    co_issuers = models.ManyToManyField(Organisation, related_name="records", blank=True)
    signatories = models.ManyToManyField(Organisation, related_name="signed_records", blank=True)
    # [{"id", "date", "certainty"}] and [{"id", "date", "kind"}]: the facts of the page's blocks;
    # their words are found on each page by the block's id.
    key_dates = models.JSONField(default=list, blank=True)
    updates = models.JSONField(default=list, blank=True)

    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    # What a final update said became of it; publishing that closed the action, once.
    final_outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    closing_note = models.TextField(blank=True)  # a column a language
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(_("first published at"))

    objects = ActionRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("action record")
        verbose_name_plural = _("action records")
        constraints = [
            models.UniqueConstraint(
                fields=["serial", "year", "sequence"],
                name="number_is_unique",
                violation_error_message=_("Another action has this number."),
            )
        ]
        indexes = [models.Index(fields=["act_by"]), models.Index(fields=["issued_on"])]

    def __str__(self) -> str:
        return self.label_in("en") or self.reference or str(self.translation_key)

    @property
    def number(self) -> ActionNumber | None:
        """The number in its parts; None where the action has none of its own."""
        return number_of(self)

    def label_in(self, language: str) -> str:
        """The label in a language, such as "Second UA 109.23"; the reference where it has none."""
        number = self.number
        return label(number, language=language) if number else self.reference

    def stopped_on(self) -> date | None:
        """The day on which writing stopped, None while nothing but the state of others says so."""
        if self.closed_at:
            return self.closed_at.date()
        return self.act_by


class RecordOffice(models.Model):
    """An office that an action writes to, or sends copies to, in the order of the page."""

    class Role(models.TextChoices):
        """What the office is in this action."""

        TARGET = "target", pgettext_lazy("urgent action", "Target")
        COPY = "copy", pgettext_lazy("urgent action", "Copy")

    record = models.ForeignKey(ActionRecord, on_delete=models.CASCADE, related_name="offices")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="uses")
    role = models.CharField(max_length=8, choices=Role)
    position = models.PositiveSmallIntegerField()
    block_id = models.CharField(max_length=36)  # where each page keeps the words for this office
    # The office as it was when the writing stopped, once somebody changed it after that; None
    # while the directory says it (actions/services/freezing.py).
    frozen = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["role", "position"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.office}"


def number_of(facts: Any) -> ActionNumber | None:
    """The number of what has serial, year, sequence and kind; None without serial and year."""
    if not facts.serial or not facts.year:
        return None
    return ActionNumber(facts.serial, facts.year, facts.sequence, NumberKind(facts.kind))
