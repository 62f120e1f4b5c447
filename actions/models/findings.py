"""What editors said of a finding of the consistency check: that it is right as it is, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DismissedFinding(models.Model):
    """A finding that an editor dismissed; a change of what it is about brings it back."""

    translation_key = models.UUIDField(editable=False)
    locale = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.CASCADE, related_name="+", editable=False
    )
    code = models.CharField(max_length=40, editable=False)
    # Of what the finding says and where: the same finding on the same words has the same one.
    fingerprint = models.CharField(max_length=64, editable=False)
    reason = models.CharField(_("reason"), max_length=500)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
    )
    dismissed_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("dismissed finding")
        verbose_name_plural = _("dismissed findings")
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale", "fingerprint"], name="finding_dismissed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
