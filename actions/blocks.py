"""Blocks of an urgent action: step, target card, copy card, letter, person, key date, update.

An editor fills them under pressure: each help text says what readers do with the answer.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.rich_text import RichText

from actions.choices import Certainty, UpdateKind
from cms.blocks import (
    INLINE_FEATURES,
    FactSnippetChooserBlock,
    FactURLBlock,
    FigureBlock,
    FiguresBlock,
    ImageBlock,
    QuoteBlock,
    ReadingBlock,
    SourceBlock,
    TextBlock,
    raise_for_children,
)

# An email of 1,800 bytes holds some 1,200 characters of English beside its frame, and a quarter
# of that in Urdu: short bodies are meant to be short.
SHORT_BODY_LENGTH = 1000


def office_chooser(**kwargs: Any) -> FactSnippetChooserBlock:
    """The chooser of an office from the directory."""
    return FactSnippetChooserBlock("actions.Office", **kwargs)


def or_nothing(html: str) -> str:
    """Rich text, "" where it says nothing: an editor left empty posts an empty paragraph."""
    return html if strip_tags(html).strip() else ""


class WrittenBlock(blocks.StructBlock):
    """A block whose rich text, where it is required, must say something."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """What was typed, with nothing for empty paragraphs, so that they don't pass for words."""
        value = super().value_from_datadict(data, files, prefix)
        for name, typed in value.items():
            if isinstance(typed, RichText):
                value[name] = RichText(or_nothing(typed.source))
        return value


class StepBlock(WrittenBlock):
    """One line of TAKE ACTION."""

    text = blocks.RichTextBlock(label=_("Step"), features=INLINE_FEATURES)
    reports = blocks.BooleanBlock(
        label=_("Leads to reporting"),
        required=False,
        help_text=_(
            "Readers who choose this step are led to where they say that they have written."
        ),
    )

    class Meta:
        icon = "tasks"
        label = _("Step")


class TargetBlock(blocks.StructBlock):
    """An official who can stop what is happening."""

    office = office_chooser(
        label=_("Office"), help_text=_("Its addresses come from the directory, in every language.")
    )
    salutation = blocks.CharBlock(
        label=_("Salutation"),
        required=False,
        max_length=200,
        help_text=_("Empty: the one of the office's holder. For instance: Dear Minister,"),
    )
    note = blocks.TextBlock(
        label=_("Note"), required=False, rows=2, help_text=_("What this official can decide.")
    )

    class Meta:
        icon = "user"
        label = pgettext_lazy("urgent action", "Target")

    def clean(self, value: Any) -> Any:
        """An office without any way to reach it can't be a target, once this is published."""
        result = super().clean(value)
        office = result["office"]
        if office and not office.is_reachable and not self.is_deferred_validation:
            raise_for_children(
                {
                    "office": _(
                        "There is no way to reach this office. "
                        "Add an address, a fax, email, phone, X handle or website in the directory."
                    )
                }
            )
        return result


class CopyBlock(blocks.StructBlock):
    """Where a copy of the letter goes, mostly an embassy where the writer lives."""

    office = office_chooser(
        label=_("Office"),
        help_text=_("Where there are several embassies, writers get the one of their country."),
    )
    note = blocks.TextBlock(label=_("Note"), required=False, rows=2)

    class Meta:
        icon = "mail"
        label = pgettext_lazy("urgent action", "Copy")


class LetterBlock(WrittenBlock):
    """A model letter: salutation, paragraphs, sign-off; one for all targets or one each."""

    office = office_chooser(
        label=_("Only for"),
        required=False,
        help_text=_("Empty: the letter goes to every target that has none of its own."),
    )
    salutation = blocks.CharBlock(
        label=_("Salutation"), max_length=200, help_text=_("For instance: Dear Minister,")
    )
    body = blocks.RichTextBlock(
        label=_("Letter"),
        features=INLINE_FEATURES,
        help_text=_("What happened, why it is wrong, what the official is asked to do."),
    )
    sign_off = blocks.CharBlock(
        label=_("Sign-off"), max_length=200, help_text=_("For instance: Yours sincerely,")
    )
    short_body = blocks.TextBlock(
        label=_("Short letter for email"),
        required=False,
        rows=4,
        max_length=SHORT_BODY_LENGTH,
        help_text=_("Mail programs cut long letters: say in a few sentences what is asked."),
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Letter")


class PersonBlock(blocks.StructBlock):
    """Who is at risk: a person with their pronoun, or a group."""

    name = blocks.CharBlock(label=_("Name"), max_length=250)
    pronoun = blocks.CharBlock(
        label=_("Pronoun"), required=False, max_length=60, help_text=_("For instance: she/her.")
    )
    group = blocks.BooleanBlock(label=_("A group of people"), required=False)

    class Meta:
        icon = "group"
        label = _("Person or group")


class KeyDateBlock(blocks.StructBlock):
    """A day on which something happens or expires."""

    date = blocks.DateBlock(label=_("Date"))
    what = blocks.CharBlock(label=_("What happens"), max_length=250)
    certainty = blocks.ChoiceBlock(
        label=_("How sure"), choices=Certainty.choices, default=Certainty.CERTAIN
    )

    class Meta:
        icon = "date"
        label = _("Key date")


class UpdateBlock(WrittenBlock):
    """What happened since: a day, what sort of news, and the news."""

    date = blocks.DateBlock(label=_("Date"))
    kind = blocks.ChoiceBlock(
        label=_("Sort of news"), choices=UpdateKind.choices, default=UpdateKind.DEVELOPMENT
    )
    text = blocks.RichTextBlock(label=_("News"), features=INLINE_FEATURES)

    class Meta:
        icon = "history"
        label = pgettext_lazy("urgent action", "Update")


class PreviousActionBlock(blocks.StructBlock):
    """An earlier action elsewhere; those of the same series are linked without this."""

    label = blocks.CharBlock(label=_("Label"), required=False, max_length=200)
    url = FactURLBlock(label=_("Web address"))

    class Meta:
        icon = "link"
        label = _("Earlier action")


class AdditionalInformationBlock(blocks.StreamBlock):
    """ADDITIONAL INFORMATION: text with numbered references, figures, quotes, images, sources."""

    text = TextBlock()
    figures = FiguresBlock()
    figure = FigureBlock()
    quote = QuoteBlock()
    image = ImageBlock()
    reading = ReadingBlock()
    source = SourceBlock()

    def clean(self, value: Any) -> Any:
        """A figure can cite only a source that is there, once this is published."""
        result = super().clean(value)
        sources = sum(1 for child in result if child.block_type == "source")
        message = _("Source %(number)s isn't there: the last one is number %(last)s.")
        errors = {}

        def missing(figure: Any) -> blocks.StructBlockValidationError | None:
            cited = figure["source"]
            if not cited or cited <= sources:
                return None
            wrong = ValidationError(message, params={"number": cited, "last": sources})
            return blocks.StructBlockValidationError({"source": wrong})

        for index, child in enumerate(result):
            if child.block_type == "figure" and (error := missing(child.value)):
                errors[index] = error
            elif child.block_type == "figures":
                figures = enumerate(child.value["figures"])
                if wrong := {place: error for place, one in figures if (error := missing(one))}:
                    listed = blocks.ListBlockValidationError(block_errors=wrong)
                    errors[index] = blocks.StructBlockValidationError({"figures": listed})
        if errors and not self.is_deferred_validation:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return result
