"""What translation adds to the admin."""

from typing import Any

from django.urls import include, path
from wagtail import hooks

from cms.localisation.po_files import upload_po


@hooks.register("register_admin_urls", order=-1)  # before wagtail-localize's own
def localisation_urls() -> list[Any]:
    """The addresses of wagtail-localize that we answer in its place."""
    ours = [path("translate/<int:translation_id>/pofile/upload/", upload_po, name="upload_pofile")]
    return [path("localize/", include((ours, "localisation")))]
