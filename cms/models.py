"""Pages that every site has, and what it says of the organisation that runs it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.alternates import alternates_of
from cms.blocks import BodyBlock
from cms.languages import direction
from cms.panels import WordsForm, language_panels
from cms.registry import home_sections


class BasePage(Page):
    """What every page of the site shares: its language, and the words for search engines."""

    override_translatable_fields = [
        SynchronizedField("slug", overridable=False),
        TranslatableField("title"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
    ]
    base_form_class = WordsForm

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        """The code of the language that this page is written in."""
        return self.locale.language_code

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, from the same object as `language`."""
        return direction(self.language)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Template context: the page's languages for the switch and hreflang."""
        context = super().get_context(request, *args, **kwargs)
        context["alternates"] = self.get_alternates(request)
        return context

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publishing a page, and all that hears of it, are one transaction."""
        with transaction.atomic():
            super().publish(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; an alias would show another language's words under this one's address."""
        if self.alias_of_id:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_alternates(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The live versions of this page as `{"language", "url"}`, in the site's order."""
        return alternates_of(self, request)


class HomePage(BasePage):
    """The front of a site in one language: open actions by deadline."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        TranslatableField("introduction"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what other apps put on the front page."""
        context = super().get_context(request, *args, **kwargs)
        for add in home_sections:
            context.update(add(self, request))
        return context


def find_home(language: str, parts: Sequence[str]) -> HomePage | None:
    """The home page at `/en/`, for cms.routing."""
    if parts:
        return None
    return (
        HomePage.objects.filter(depth=2, live=True, locale__language_code=language)
        .select_related("locale")
        .first()
    )


class ContentPage(BasePage):
    """A page of text: how to write, privacy, about."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        TranslatableField("body"),
    ]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    subpage_types = ["cms.ContentPage"]
    template = "cms/content_page.html"

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")


@register_setting(icon="home")
class OrganisationSettings(BaseSiteSetting):
    """Who runs the site, as its header and footer say; a column a language."""

    # No default: modeltranslation takes a value that equals the default for a missing one.
    name = models.CharField(_("name"), max_length=150, blank=True)
    strapline = models.CharField(_("strapline"), max_length=200, blank=True)
    footer = models.TextField(_("footer"), blank=True)
    email = models.EmailField(_("email"), blank=True)

    panels = [
        *language_panels(
            {"name": _("Name"), "strapline": _("Strapline"), "footer": _("Footer")},
            multiline=("footer",),
        ),
        FieldPanel("email", widget=forms.EmailInput({"dir": "ltr"})),
    ]

    class Meta:
        verbose_name = _("organisation")

    @property
    def called(self) -> str:
        """The organisation's name; the site's own where nothing was said."""
        return self.name or settings.WAGTAIL_SITE_NAME

    @classmethod
    def of_the_site(cls) -> "OrganisationSettings":
        """Who runs the site: one query, and nothing written where nothing was ever said of it."""
        return cls.objects.filter(site__is_default_site=True).first() or cls()


class ContentVersion(models.Model):
    """One row, whose mark is new with whatever readers can see; see cms.content_version."""

    mark = models.CharField(max_length=36)

    class Meta:
        verbose_name = _("content version")

    def __str__(self) -> str:
        return self.mark


class WaitingJob(models.Model):
    """A task that is to be done, kept until it is: see cms.jobs.outbox, which alone writes it."""

    id = models.CharField(primary_key=True, max_length=64)
    task = models.CharField(max_length=255)  # where its function is
    arguments = models.JSONField(default=dict)
    enqueued_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)  # not to be tried before
    attempts = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)  # given up, but for a try now and then
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("waiting job")
        default_permissions = ()

    def __str__(self) -> str:
        return self.task


class LastRun(models.Model):
    """When something that happens again and again last did: see cms.schedule and cms.heartbeats."""

    name = models.CharField(primary_key=True, max_length=100)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("last run")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
