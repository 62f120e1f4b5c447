"""UrgentActionPage: one urgent action in one language, as editors and translators write it.

Its words are this page's own. Its facts are the draft of the ActionRecord, which is written when
the page in the language it was written in is published (actions/services.py).
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from actions import blocks, numbering
from actions.choices import Kind, Outcome
from actions.forms import UrgentActionForm
from actions.models.directory import Country, Language, Organisation, Topic
from actions.models.record import ActionRecord, number_of
from actions.numbers import label, label_for_editors
from actions.numbers import slug as label_slug
from actions.panels import CONTENT_PANELS
from actions.states import State
from cms.isolation import isolate_whole
from cms.models import BasePage

if TYPE_CHECKING:
    from actions.presentation import ActionView

NUMBER_FIELDS = ("serial", "year", "sequence")
STREAM_FIELDS = (
    "steps",
    "targets",
    "copies",
    "letters",
    "additional_information",
    "people",
    "key_dates",
    "updates",
    "previous_actions",
)
FACT_FIELDS = (
    *NUMBER_FIELDS,
    "kind",
    "index_number",
    "reference",
    "reference_by",
    "issued_on",
    "act_by",
    "stops_earlier_letters",
    "final_outcome",
    "own_language_accepted",
    "is_example",
)
FACT_LISTS = ("countries", "topics", "preferred_languages", "co_issuers", "signatories")


def stream(block_type: str, block: Any, **kwargs: Any) -> StreamField:
    """A StreamField with one kind of block."""
    return StreamField([(block_type, block)], blank=True, **kwargs)


class UrgentActionPage(BasePage):
    """One urgent action in one language."""

    kind = models.CharField(_("kind"), max_length=24, choices=Kind, default=Kind.URGENT_ACTION)
    serial = models.PositiveIntegerField(
        _("serial number"), null=True, blank=True, help_text=_("In UA 109.23 this is 109.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("In UA 109.23 this is 2023.")
    )
    sequence = models.PositiveSmallIntegerField(
        _("place in the series"),
        null=True,
        blank=True,
        help_text=_("1 for the first action on a case, 2 for “Second UA”, and so on."),
    )
    index_number = models.CharField(
        _("index number"), max_length=60, blank=True, help_text=_("Such as AMR 37/6674/2017.")
    )
    reference = models.CharField(
        _("reference"),
        max_length=120,
        blank=True,
        help_text=_("The number that another network gave, as it writes it."),
    )
    reference_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given by"),
    )
    issued_on = models.DateField(_("issue date"), null=True, blank=True)
    countries = ParentalManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("countries")
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    co_issuers = ParentalManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("issued together with")
    )
    signatories = ParentalManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("signed by")
    )
    introduction = RichTextField(
        _("introduction"),
        features=["bold", "italic", "link"],
        help_text=_("What happened, to whom, what will happen next: three or four sentences."),
    )
    safety_note = RichTextField(
        _("safety note"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Who should not write, and what writing reveals. Read before every letter."),
    )
    steps = stream("step", blocks.StepBlock(), verbose_name=_("take action"))
    targets = stream("target", blocks.TargetBlock(), verbose_name=_("targets"))
    copies = stream("copy", blocks.CopyBlock(), verbose_name=_("copies"))
    letters = stream("letter", blocks.LetterBlock(), verbose_name=_("letters"))
    additional_information = StreamField(
        blocks.AdditionalInformationBlock(),
        verbose_name=_("additional information"),
        blank=True,
    )
    preferred_languages = ParentalManyToManyField(
        Language, blank=True, related_name="+", verbose_name=_("preferred languages")
    )
    own_language_accepted = models.BooleanField(
        _("the writer's own language is accepted"), default=False
    )
    act_by = models.DateField(
        _("deadline"),
        null=True,
        blank=True,
        help_text=_("The last day on which letters help. Empty: no deadline."),
    )
    key_dates = stream("key_date", blocks.KeyDateBlock(), verbose_name=_("key dates"))
    people = stream("person", blocks.PersonBlock(), verbose_name=_("name and pronoun"))
    previous_actions = stream(
        "previous_action", blocks.PreviousActionBlock(), verbose_name=_("earlier actions")
    )
    updates = stream("update", blocks.UpdateBlock(), verbose_name=_("what happened since"))
    stops_earlier_letters = models.BooleanField(
        _("stop writing earlier letters"),
        default=False,
        help_text=_("Letters of earlier actions on this case would now do harm or miss the point."),
    )
    final_outcome = models.CharField(
        _("final update: the outcome"),
        max_length=20,
        choices=Outcome,
        blank=True,
        help_text=_(
            "Only for the last word on a case: publishing it closes the action with this outcome. "
            "It needs no target and no letter."
        ),
    )
    unplaced = models.TextField(
        _("text that could not be placed"),
        blank=True,
        help_text=_("From the imported document. Move what matters to its place, then empty this."),
    )
    is_example = models.BooleanField(
        _("invented example"), default=False, help_text=_("Shown as an example to readers.")
    )

    if TYPE_CHECKING:
        slug: str  # Wagtail's field, which it doesn't type

    # What lists don't read.
    LONG_FIELDS = ("introduction", "safety_note", "unplaced", *STREAM_FIELDS)

    content_panels = CONTENT_PANELS
    base_form_class = UrgentActionForm
    exclude_fields_in_copy = [*NUMBER_FIELDS]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in (*FACT_FIELDS, *FACT_LISTS)),
        *(TranslatableField(name) for name in ("introduction", "safety_note", *STREAM_FIELDS)),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.FilterField("serial"),
        index.FilterField("year"),
        index.FilterField("act_by"),
        index.FilterField("issued_on"),
    ]
    parent_page_types = ["search.LibraryPage"]
    subpage_types: list[str] = []
    template = "actions/urgent_action_page.html"

    class Meta:
        verbose_name = _("urgent action")
        verbose_name_plural = _("urgent actions")

    def __str__(self) -> str:
        return self.title

    @cached_property
    def record(self) -> ActionRecord | None:
        """The facts that are public; None until the first publication."""
        return ActionRecord.objects.filter(translation_key=self.translation_key).first()

    @property
    def label(self) -> str:
        """The label in the page's language, such as "Second UA 109.23"; else the reference."""
        number = number_of(self)
        return label(number, language=self.language) if number else self.reference

    def get_admin_display_title(self) -> str:
        """The title with its number, as editors look for it."""
        title = isolate_whole(super().get_admin_display_title(), language=self.language)
        number = self.number_for_editors
        return f"{number} · {title}" if number else title

    @property
    def number_for_editors(self) -> str:
        """The label in the language of the admin, "" without a number."""
        number = number_of(self)
        return label_for_editors(number) if number else ""

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's, with the label as slug."""
        self._take_label_as_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """As Wagtail's for drafts, with the label as slug."""
        self._take_label_as_slug()
        super().minimal_clean()

    def _take_label_as_slug(self) -> None:
        """Until first published, a slug that only repeats the title gives way to the label."""
        number = number_of(self)
        chosen = bool(self.slug) and self.slug != slugify(self.title)
        # A page that stands nowhere yet is asked again once it has its place.
        if number is None or chosen or self.first_published_at or not self.path:
            return
        if Page._slug_is_available(label_slug(number), self.get_parent(), self):
            self.slug = label_slug(number)

    def clean(self) -> None:
        """Checks that need more than one field; each error stands at the field to mend."""
        super().clean()
        errors: dict[str, ValidationError] = {}
        if self.act_by and self.issued_on and self.act_by < self.issued_on:
            errors["act_by"] = ValidationError(
                _("The deadline is before the issue date. Check both.")
            )
        if self.serial and self.kind == Kind.URGENT_ACTION:
            self.sequence = self.sequence or 1
        if bool(self.serial) != bool(self.year) or (self.sequence and not self.serial):
            missing = "year" if self.serial else "serial"
            errors[missing] = ValidationError(
                _("A number has a serial number and a year: 109 and 2023 for UA 109.23.")
            )
        elif self.serial and self.number_is_taken():
            errors["serial"] = ValidationError(
                _("Another action has the number %(label)s."),
                params={"label": self.number_for_editors},
            )
        if errors:
            raise ValidationError(errors)

    def number_is_taken(self) -> bool:
        """Whether another action, published or a draft, has this number; an alias mirrors one."""
        number = None if self.alias_of_id else number_of(self)
        return number is not None and numbering.is_taken(number, by_other_than=self.translation_key)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Template context: `action`, all that the page shows (actions/presentation)."""
        context = super().get_context(request, *args, **kwargs)
        context["action"] = self.view_for(request)
        return context

    def view_for(self, request: HttpRequest) -> "ActionView":
        """What a request shows of this page, read once."""
        from actions.presentation import present

        known = self.__dict__.get("_view")
        if known is None or known.request is not request:
            draft = getattr(request, "is_preview", False)
            known = present(self, request=request, now=timezone.now(), draft=draft)
            self.__dict__["_view"] = known
        return known

    def get_alternates(self, request: HttpRequest) -> list[dict[str, str]]:
        """As the presentation has them: it reads the whole series in one query."""
        return self.view_for(request).alternates

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; 410 without any of the content where the action was withdrawn."""
        if self.view_for(request).state is State.WITHDRAWN:
            return render(request, "410.html", status=410)
        return super().serve(request, *args, **kwargs)
