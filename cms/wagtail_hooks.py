"""What the site changes in Wagtail: links to pages taken back, words that say their language."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver
from django.utils import timezone
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from cms import admin_words, health
from cms.jobs import admin as jobs_admin
from cms.registry import hidden_pages
from cms.security import hooks as security_hooks  # noqa: F401  (what signing in adds)
from cms.security import role_changes


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


@hooks.register("insert_global_admin_css")
def languages_css() -> str:
    """Words in the type of their language."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-languages.css"))


@hooks.register("insert_global_admin_js", order=-1)
def start_js() -> str:
    """Fields that Wagtail would start with inline scripts."""
    return format_html('<script src="{}"></script>', static("js/admin-start.js"))


@hooks.register("insert_global_admin_js")
def words_js() -> str:
    """Words that are edited by script say their language as well."""
    return format_html('<script src="{}"></script>', static("js/admin-words.js"))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The words for what is done with roles."""
    role_changes.register(actions)


@hooks.register("construct_help_menu")
@hooks.register("construct_reports_menu")
def menus_for_reader(request: HttpRequest, items: list[Any]) -> None:
    """Entries of menus in the language of who looks at them."""
    admin_words.name_anew(items)


class HealthPanel(Component):
    """What is wrong with how the site runs, for those who can have it mended."""

    template_name = "cms/admin/health.html"
    order = 50

    def __init__(self, problems: list[Any]) -> None:
        self.problems = problems

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """`problems`: a sentence each."""
        return {"problems": self.problems}


@hooks.register("construct_homepage_panels")
def what_is_wrong(request: HttpRequest, panels: list[Any]) -> None:
    """Above all else, where there is anything."""
    user: Any = request.user
    problems = health.problems(now=timezone.now()) if user.has_perm(jobs_admin.PERMISSION) else []
    if problems:
        panels.append(HealthPanel(problems))


@hooks.register("register_admin_urls")
def jobs_urls() -> list[URLPattern | URLResolver]:
    """django-rq's page."""
    return jobs_admin.addresses()


@hooks.register("register_reports_menu_item")
def jobs_item() -> MenuItem:
    """The way there."""
    return jobs_admin.JobsItem()
