"""Facts in the words of the person who reads a finding."""

from datetime import date

from django.utils.formats import date_format


def day_in_words(day: date) -> str:
    """A day as the editor's language writes it."""
    return date_format(day)
