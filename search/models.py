"""LibraryPage, the public list; SearchDocument, an action in one language as it is found."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField

from actions.models import ActionRecord, UrgentActionPage
from actions.states import Facts, Newest
from cms.models import BasePage


class LibraryPage(BasePage):
    """All actions, open ones first; the parent of the pages of actions."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        TranslatableField("introduction"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["actions.UrgentActionPage"]
    max_count_per_parent = 1
    template = "search/library_page.html"

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; not kept where the database stood in for what finds more."""
        answer = super().serve(request, *args, **kwargs)
        context = getattr(answer, "context_data", None) or {}
        if context["results"].found.simpler:
            answer.headers["Cache-Control"] = "no-store"
        return answer

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Template context: `results`, what the parameters of the address ask for."""
        from search.query import parse
        from search.results import results_of

        context = super().get_context(request, *args, **kwargs)
        query = parse(dict(request.GET.lists()), language=self.language)
        context["results"] = results_of(query, request=request, now=timezone.now())
        # Who changes the language goes on with what was asked.
        context["asked"] = query.on_page(1).address()
        return context


def find_library(language: str, parts: Sequence[str]) -> LibraryPage | None:
    """The library at an address such as `/en/actions/`, for cms.routing."""
    if len(parts) != 1:
        return None
    return (
        LibraryPage.objects.filter(
            slug=parts[0], depth=3, live=True, locale__language_code=language
        )
        .select_related("locale")
        .first()
    )


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    """Reads of documents."""

    def open(self, *, today: date) -> Self:
        """Those of actions that readers are asked to write on."""
        in_time = Q(act_by=None) | Q(act_by__gte=today)
        return self.filter(in_time, closed_on=None, is_superseded=False)


class SearchDocument(models.Model):
    """One live action in one language: what it is filtered, counted and sorted by.

    Narrow on purpose: counting reads many of these rows. Written by search/indexing.py only.
    Dates and facts stand here, never a state, which would be wrong tomorrow. What is several is
    a text such as " IN PK ", with a blank on either side of each value (search/facets/base.py).
    """

    record = models.ForeignKey(ActionRecord, on_delete=models.CASCADE, related_name="documents")
    page = models.OneToOneField(UrgentActionPage, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    # The one that stands for its action where the language makes no difference.
    is_primary = models.BooleanField()
    issued_on = models.DateField(null=True)
    act_by = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    is_superseded = models.BooleanField()
    serial = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)  # of the number
    sequence = models.PositiveSmallIntegerField(null=True)
    issued_year = models.CharField(max_length=6)
    countries = models.TextField()
    regions = models.TextField()
    topics = models.TextField()
    languages = models.TextField()
    letter_languages = models.TextField()
    targets = models.TextField()
    digest = models.CharField(max_length=32)  # of all that is found by it, to tell what changed

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "language"], name="one_document_a_language")
        ]
        indexes = [models.Index(fields=["language"]), models.Index(fields=["is_primary"])]

    def __str__(self) -> str:
        return f"{self.record} ({self.language})"

    @property
    def facts(self) -> Facts:
        """What the state follows from, as far as it isn't different by language."""
        return Facts(
            act_by=self.act_by,
            closed=self.closed_on is not None,
            newest=Newest(languages=frozenset()) if self.is_superseded else None,
        )


class SearchText(models.Model):
    """The words of a document: as they were written, a passage a line, and folded.

    The database's full text is made of the folded ones, by what migration 0004 puts in place:
    triggers that feed FTS5, or a generated column. So it holds whatever writes these rows.
    """

    document = models.OneToOneField(
        SearchDocument, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    language = models.CharField(max_length=12)
    title = models.TextField()
    names = models.TextField()
    introduction = models.TextField()
    body = models.TextField()
    folded_title = models.TextField()
    folded_names = models.TextField()
    folded_introduction = models.TextField()
    folded_body = models.TextField()

    # The most telling first.
    PARTS = ("title", "names", "introduction", "body")
    FOLDED = tuple(f"folded_{part}" for part in PARTS)

    def __str__(self) -> str:
        return self.title

    @cached_property
    def words(self) -> set[str]:
        """Its folded words, each once."""
        return {word for part in self.FOLDED for word in getattr(self, part).split()}


class SearchWord(models.Model):
    """A word that some document in a language has: to complete or correct what a reader types."""

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=60)  # folded
    spelled = models.CharField(max_length=80)  # as it is written most often
    # How many had it when they were last counted (search/vocabulary.py); orders, nothing else.
    documents = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="one_row_a_word")]
        indexes = [
            # For words by their beginning; PostgreSQL needs to be told that this is what it is for.
            models.Index(
                fields=["language", "word"],
                name="search_word_beginning",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.spelled
