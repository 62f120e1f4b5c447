"""Blocks that any page may use: text, image with credit, quote, figure, source, related reading.

Words are segments for translators. Facts (values, dates, addresses) are not: the mixin `Facts`
keeps a block's value out of what is sent to be translated.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.figures import Row, bars_of, parse_value
from cms.isolation import isolated_for_reader
from cms.languages import DIRECTORY_LANGUAGES, name_for_reader

INLINE_FEATURES = ["bold", "italic", "link"]
# Such as "portrait 2.jpg", and what cameras and phones call their pictures: "IMG_2034".
FILE_NAME = re.compile(
    r".*\.(avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)|(img|dsc[fn]?|pxl|p)[-_ ]?[\d_-]+"
)


class Facts:
    """Mixin for blocks whose value is the same in every language: it yields no segments."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Nothing to translate."""
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        """The value as it was in the source."""
        return value


class FactCharBlock(Facts, blocks.CharBlock):
    """Text that is not translated: a number, a name as printed, a publisher.

    It is in no language that we know, and its input runs as its letters do.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field.widget.attrs["dir"] = "auto"


class FactURLBlock(Facts, blocks.URLBlock):
    """An address on the web; a translator cannot lead readers elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field.widget.attrs["dir"] = "ltr"


class FactImageChooserBlock(Facts, ImageChooserBlock):
    """A picture; a translator cannot show another one, to which nobody may have agreed."""


class FactSnippetChooserBlock(Facts, SnippetChooserBlock):
    """A choice from the directory; a translator cannot change whom to write to."""


class TextBlock(blocks.RichTextBlock):
    """Running text. `[1]` in it leads to the first of the sources."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", [*INLINE_FEATURES, "ul", "ol", "h3"])
        kwargs.setdefault("label", _("Text"))
        kwargs.setdefault("help_text", _("[1] leads to the first source, [2] to the second."))
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        template = "cms/blocks/text.html"


class ImageBlock(blocks.StructBlock):
    """A picture with what it shows, who made it and that the people in it agreed."""

    image = FactImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("What it shows"),
        max_length=250,
        help_text=_("Read aloud to those who don't see the image."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = FactCharBlock(label=_("Credit"), max_length=150)
    consent = blocks.BooleanBlock(
        label=_("The people shown agreed to be shown"),
        help_text=_("Without their consent, or that of their family, an image isn't published."),
    )

    class Meta:
        icon = "image"
        label = _("Image")
        template = "cms/blocks/image.html"

    def clean(self, value: Any) -> Any:
        """A file's name tells nobody what a picture shows, once this is published."""
        result = super().clean(value)
        if not self.is_deferred_validation and is_file_name(result["alt_text"], of=result["image"]):
            raise_for_children(
                {
                    "alt_text": _(
                        "This is the name of a file. Say what the image shows, "
                        "as you would to somebody on the phone."
                    )
                }
            )
        return result


class QuoteBlock(blocks.StructBlock):
    """Words that somebody said, and who."""

    text = blocks.TextBlock(label=_("Quote"))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms/blocks/quote.html"


class BreakdownBlock(blocks.StructBlock):
    """One part of a figure: a label and its value."""

    label = blocks.CharBlock(label=_("Part"), max_length=100)
    value = FactCharBlock(label=_("Value"), max_length=40)

    class Meta:
        label = _("Part of the figure")


class FigureFields(blocks.StructBlock):
    """What says which figure it is: its value, and what it counts where, when, as whom."""

    value = FactCharBlock(label=_("Value"), max_length=40, help_text=_("For instance 1,080,312."))
    qualifier = blocks.CharBlock(
        label=_("Qualifier"), required=False, max_length=60, help_text=_("For instance: at least.")
    )
    counted = blocks.CharBlock(label=_("What is counted"), max_length=200)
    place = blocks.CharBlock(label=_("Place"), required=False, max_length=120)
    period = blocks.CharBlock(label=_("Period"), required=False, max_length=120)
    as_of = blocks.DateBlock(label=_("As of"), required=False)
    source = blocks.IntegerBlock(
        label=_("Number of the source"),
        required=False,
        min_value=1,
        help_text=_("1 for the first source below, 2 for the second."),
    )

    class Meta:
        icon = "table"
        label = _("Figure")


class FigureValue(blocks.StructValue):
    """A figure, with its parts as a chart takes them."""

    @property
    def parts(self) -> list[Row]:
        """Label and value of each part."""
        return [Row(part["label"], part["value"]) for part in self["breakdown"]]


class FigureBlock(FigureFields):
    """A figure alone, with its parts where there are any."""

    breakdown = blocks.ListBlock(
        BreakdownBlock(), label=_("Breakdown"), required=False, default=[], min_num=0
    )

    class Meta:
        icon = "table"
        label = _("Figure")
        template = "cms/blocks/figure.html"
        value_class = FigureValue


class ComparedFigureBlock(FigureFields):
    """One of several figures of the same thing, and who counted it."""

    counted_by = blocks.CharBlock(
        label=_("Who counted"),
        max_length=80,
        help_text=isolated_for_reader(_("For instance UNHCR, border officials.")),
    )

    class Meta:
        label = _("Figure")


class FiguresBlock(blocks.StructBlock):
    """Figures that disagree, side by side: a table and a chart, and why they differ."""

    subject = blocks.CharBlock(
        label=_("What they are about"),
        max_length=200,
        help_text=_("For instance: Afghans returned from Pakistan, as different bodies count them"),
    )
    figures = blocks.ListBlock(ComparedFigureBlock(), label=_("Figures"), min_num=2)
    note = blocks.TextBlock(
        label=_("Why they differ"),
        required=False,
        rows=3,
        help_text=_("Other periods, other definitions, other sources: what a reader should know."),
    )

    class Meta:
        icon = "table"
        label = _("Figures that disagree")
        template = "cms/blocks/figures.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> Any:
        """Adds `rows` for the chart, and the values that have no bar where others have one."""
        context = super().get_context(value, parent_context=parent_context)
        figures = list(value["figures"])
        rows = [Row(one["counted_by"], one["value"], one["qualifier"]) for one in figures]
        context["rows"] = rows
        if bars_of(rows):
            context["without_bar"] = [one for one in figures if parse_value(one["value"]) is None]
        return context


def language_choices() -> list[tuple[str, str]]:
    """The languages that something may be written in, in the words of who reads the admin."""
    return [(code, str(name_for_reader(code))) for code, _english in DIRECTORY_LANGUAGES]


class LanguageBlock(blocks.ChoiceBlock):
    """The language that something elsewhere is in; the same in every translation."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", language_choices)
        kwargs.setdefault("label", _("Language"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("Empty: the one that this page was first written in."))
        super().__init__(**kwargs)


class SourceBlock(blocks.StructBlock):
    """Where something is known from; kept in its own language, cited by its number."""

    publisher = FactCharBlock(label=_("Publisher"), max_length=150)
    title = FactCharBlock(label=_("Title"), required=False, max_length=300)
    date = blocks.DateBlock(label=_("Date"), required=False)
    address = FactURLBlock(label=_("Web address"), required=False)
    archived_address = FactURLBlock(label=_("Archived copy"), required=False)
    accessed_on = blocks.DateBlock(label=_("Accessed on"), required=False)
    language = LanguageBlock()

    class Meta:
        icon = "link-external"
        label = pgettext_lazy("cited", "Source")


class ReadingBlock(blocks.StructBlock):
    """Something to read next: a page elsewhere, or one of ours in the reader's language."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    publisher = FactCharBlock(label=_("Publisher"), required=False, max_length=150)
    url = FactURLBlock(label=_("Web address"))
    language = LanguageBlock()

    class Meta:
        icon = "doc-full"
        label = _("Related reading")
        template = "cms/blocks/reading.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a content page."""

    text = TextBlock(help_text="", features=[*INLINE_FEATURES, "h2", "h3", "ul", "ol"])
    quote = QuoteBlock()
    image = ImageBlock()
    reading = ReadingBlock()


def is_file_name(text: str, *, of: Any) -> bool:
    """Whether a text is no more than the name of a picture's file, with its ending or without."""
    said = text.strip().casefold()
    name = of.filename.casefold() if of else ""
    stem = name.rpartition(".")[0]
    one_word = said == stem and not said.isalpha()
    return bool(FILE_NAME.fullmatch(said)) or said == name or one_word


def raise_for_children(errors: Mapping[str, str | Promise]) -> None:
    """Raise a StructBlock's error that points at its fields, where there is any."""
    if errors:
        raise blocks.StructBlockValidationError(
            block_errors={name: ValidationError(str(message)) for name, message in errors.items()}
        )
