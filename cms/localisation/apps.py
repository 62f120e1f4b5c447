"""The translators' app: wagtail-localize, with what it gets wrong for us mended."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LocalisationConfig(AppConfig):
    """Mends wagtail-localize, and listens for published sources."""

    name = "cms.localisation"
    label = "localisation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        """Connect what must hold from the first request on."""
        from wagtail.signals import page_published, page_unpublished

        from cms.localisation import checks, mends, receivers  # noqa: F401  (checks register)

        mends.apply()
        page_published.connect(receivers.refresh_source, dispatch_uid="localisation.refresh_source")
        page_published.connect(
            receivers.carry_out_release, dispatch_uid="localisation.carry_out_release"
        )
        page_unpublished.connect(
            receivers.unpublish_translations, dispatch_uid="localisation.unpublish_translations"
        )
