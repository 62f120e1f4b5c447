"""Columns a language for this app's settings."""

from modeltranslation.translator import TranslationOptions, register

from cms.models import OrganisationSettings


@register(OrganisationSettings)
class OrganisationSettingsTranslation(TranslationOptions):
    """Name, strapline and footer in every directory language."""

    fields = ("name", "strapline", "footer")
