"""Closed lists of words that actions use, in the order that forms show them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Region(TextChoices):
    """The regions that countries are grouped by."""

    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("Americas")
    ASIA_PACIFIC = "asia-pacific", _("Asia and the Pacific")
    EUROPE_CENTRAL_ASIA = "europe-central-asia", _("Europe and Central Asia")
    MIDDLE_EAST_NORTH_AFRICA = "middle-east-north-africa", _("Middle East and North Africa")


class Kind(TextChoices):
    """What an action in a series is called."""

    URGENT_ACTION = "urgent_action", _("Urgent action")
    FURTHER_INFORMATION = "further_information", _("Further information")
    FOLLOW_UP = "follow_up", _("Follow-up")


class Outcome(TextChoices):
    """What became of a closed action."""

    RELEASED = "released", _("Released")
    SENTENCE_CHANGED = "sentence_changed", _("Sentence changed")
    PROTECTED = "protected", _("Protected")
    OTHER_GOOD = "other_good", _("Other good news")
    DIED = "died", _("Died")
    OTHER_BAD = "other_bad", _("Other bad news")
    STOPPED = "stopped", _("Stopped")

    @property
    def is_good(self) -> bool:
        """Whether this is news to be glad of."""
        return self in (self.RELEASED, self.SENTENCE_CHANGED, self.PROTECTED, self.OTHER_GOOD)


class Certainty(TextChoices):
    """How sure a key date is."""

    CERTAIN = "certain", _("Certain")
    EXPECTED = "expected", _("Expected")


class UpdateKind(TextChoices):
    """What sort of news an update is."""

    GOOD_NEWS = "good_news", _("Good news")
    BAD_NEWS = "bad_news", _("Bad news")
    DEVELOPMENT = "development", _("Development")
    CORRECTION = "correction", _("Correction")
