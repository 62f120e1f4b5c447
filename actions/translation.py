"""Columns a language for the directory and for the texts of records."""

from modeltranslation.translator import TranslationOptions, register

from actions.models import ActionRecord, Country, Holder, Language, Office, Organisation, Topic


class NameTranslation(TranslationOptions):
    """A name in every directory language."""

    fields: tuple[str, ...] = ("name",)


@register([Country, Topic, Language, Organisation])
class DirectoryTranslation(NameTranslation):
    """Rows that are only a name."""


@register(Office)
class OfficeTranslation(TranslationOptions):
    """An office's title; its addresses stay as printed."""

    fields = ("title",)


@register(Holder)
class HolderTranslation(TranslationOptions):
    """How a holder is named and addressed in a language."""

    fields = ("name", "honorific", "salutation")


@register(ActionRecord)
class ActionRecordTranslation(TranslationOptions):
    """What a record says in words."""

    fields = ("closing_note",)
