"""What a reader types into a letter. It is sent only where they ask for a file; nothing is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actions.letters.cleaning import lines, one_line
from actions.letters.letter import Letter, Sender

LONGEST_BODY = 12_000  # characters: five pages
PAPERS = [("a4", _("A4")), ("us-letter", pgettext_lazy("paper", "Letter (North America)"))]


class LineField(forms.CharField):
    """A line of text, without what could be taken for more than that."""

    def to_python(self, value: Any) -> str:
        """The text without controls and signs that turn the direction."""
        return one_line(super().to_python(value) or "")

    def bound_data(self, data: Any, initial: Any) -> str:
        """What the field shows again: no more than what is sent."""
        return one_line(data or "")


class BodyField(forms.CharField):
    """A text of several paragraphs."""

    def to_python(self, value: Any) -> str:
        """The text with its line breaks, and nothing else that isn't seen."""
        return lines(super().to_python(value) or "").strip()

    def bound_data(self, data: Any, initial: Any) -> str:
        """What the field shows again: no more than what is sent."""
        return lines(data or "")


class LetterForm(forms.Form):
    """A letter as its sender edits it, and how it is to be printed."""

    body = BodyField(
        label=_("Your letter"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea({"rows": 18, "spellcheck": "true"}),
        help_text=_("Change what you like. Your own words are read sooner than a form."),
        error_messages={"required": _("The letter is empty. Write at least one sentence.")},
    )
    line = LineField(
        label=_("A sentence of your own"),
        max_length=500,
        required=False,
        help_text=_("Why this matters to you. It comes before the end of the letter."),
    )
    name = LineField(
        label=_("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    place = LineField(
        label=_("Where you live"),
        max_length=150,
        required=False,
        help_text=_("A town and a country are enough."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    paper = forms.ChoiceField(
        label=_("Paper"), choices=PAPERS, required=False, widget=forms.RadioSelect
    )
    large = forms.BooleanField(label=_("Large print"), required=False)

    def letter(self, letter: Letter) -> Letter:
        """The letter as it was typed; what can't be used is left as it was."""
        self.is_valid()
        said = self.cleaned_data
        sender = Sender(said.get("name", ""), said.get("place", ""), said.get("line", ""))
        return letter.by(sender, body=said.get("body"))
