"""What the site changes in Wagtail's rich text: links to pages that are no longer the public's."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from cms.registry import hidden_pages


class PublicPageLinkHandler(PageLinkHandler):
    """Links to pages as readers get them: only words where the page was taken back.

    Its address, made of its title, would say what the page itself no longer does.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Page | None]:
        """The page of each link; None for one that is hidden."""
        pages = super().get_many(attrs_list)
        keys = {page.translation_key for page in pages if page}
        hidden = {
            key
            for query in hidden_pages
            for key in query()
            .filter(translation_key__in=keys)
            .values_list("translation_key", flat=True)
        }
        return [page if page and page.translation_key not in hidden else None for page in pages]


@hooks.register("register_rich_text_features", order=10)
def public_page_links(features: FeatureRegistry) -> None:
    """Takes the place of Wagtail's own handler, which is registered before."""
    features.register_link_type(PublicPageLinkHandler)
