"""The directory: countries, topics, languages, organisations, offices and who holds them.

Names have a column a language (actions/translation.py); rows are shared by every page.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.search import index

from actions.choices import Region
from actions.contacts import clean_emails, clean_phone, clean_x_handle
from actions.forms import OfficeForm


def require_some_language(row: models.Model, field: str) -> None:
    """Raise ValidationError where a row has a text in none of the languages that it may be in.

    The error stands at the first of the inputs, which are one a language.
    """
    if not any(getattr(row, f"{field}_{code}") for code in settings.MODELTRANSLATION_LANGUAGES):
        raise ValidationError(
            {f"{field}_{settings.SITE_LANGUAGES[0]}": _("Write this in at least one language.")}
        )


class Named(models.Model):
    """A row that is known by its name; the name is required in one language, whichever it is."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A row without a name would be an empty line in every list."""
        super().clean()
        require_some_language(self, "name")


class Country(index.Indexed, Named):
    """A country as ISO 3166 names it; former ones keep the actions of their time."""

    code = models.CharField(_("ISO code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=120)
    region = models.CharField(_("region"), max_length=30, choices=Region)
    former_until = models.PositiveSmallIntegerField(
        _("until"), null=True, blank=True, help_text=_("The year in which it ended.")
    )
    post_suspended = models.BooleanField(
        _("no post goes there"),
        default=False,
        help_text=_("Whoever writes to an office there is told, and shown the faster ways first."),
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.name


class Topic(index.Indexed, Named):
    """What an action is about, such as the death penalty."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name


class Language(index.Indexed, Named):
    """A language that an office can be written to in."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self) -> str:
        return self.name


class Organisation(index.Indexed, Named):
    """A network, ministry or other body: issues actions, or has offices."""

    name = models.CharField(_("name"), max_length=200)
    website = models.URLField(_("website"), blank=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Office(index.Indexed, ClusterableModel):
    """Whom one writes to: a title with its addresses, whoever holds it."""

    title = models.CharField(
        # Not Wagtail's own "title", which is a page's.
        pgettext_lazy("office", "title"),
        max_length=200,
        help_text=_("The office, not the person: Minister of Interior."),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("organisation"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        related_name="offices",
        null=True,
        blank=True,
        verbose_name=_("country"),
        help_text=_(
            "Where the office stands; its phone numbers are read as numbers of this country."
        ),
    )
    embassy_of = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="embassies",
        verbose_name=_("embassy of"),
        help_text=_("Only for embassies and consulates: whose it is."),
    )
    address = models.TextField(
        _("address"), blank=True, help_text=_("As on the envelope, line by line.")
    )
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    fax = models.CharField(_("fax"), max_length=60, blank=True)
    emails = models.TextField(_("emails"), blank=True, help_text=_("One a line."))
    x_handle = models.CharField(
        _("X handle"), max_length=20, blank=True, help_text=_("Such as @name.")
    )
    website = models.URLField(_("website"), blank=True)
    languages = ParentalManyToManyField(
        Language, blank=True, related_name="offices", verbose_name=_("languages it reads")
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("When somebody last checked all of this."),
    )

    base_form_class = OfficeForm
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("emails"),
        index.SearchField("address"),
        index.RelatedFields("holders", [index.SearchField("name")]),
        index.FilterField("country"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        body = self.embassy_of or self.organisation or self.country
        return f"{self.title} ({body})" if body else self.title

    def clean(self) -> None:
        """Each way to reach the office must be one that can work."""
        errors: dict[str, Any] = {}
        # Browsers end the lines of a textarea with CR LF; an address is the same without it.
        self.address = "\n".join(line.rstrip() for line in self.address.splitlines()).strip("\n")
        try:
            require_some_language(self, "title")
        except ValidationError as error:
            errors |= error.error_dict
        region = self.country.code if self.country else None
        for field in ("phone", "fax"):
            try:
                setattr(self, field, clean_phone(getattr(self, field), country=region))
            except ValidationError as error:
                errors[field] = error
        try:
            self.emails = "\n".join(clean_emails(self.emails))
        except ValidationError as error:
            errors["emails"] = error
        try:
            self.x_handle = clean_x_handle(self.x_handle)
        except ValidationError as error:
            errors["x_handle"] = error
        if not self.is_reachable:
            errors["address"] = ValidationError(
                _(
                    "There is no way to reach this office. "
                    "Give an address, a phone, fax, email, X handle or website."
                )
            )
        if errors:
            raise ValidationError(errors)

    @property
    def is_reachable(self) -> bool:
        """Whether there is any way to write to or call this office."""
        return any((self.address, self.phone, self.fax, self.emails, self.x_handle, self.website))

    @property
    def address_lines(self) -> list[str]:
        """The address line by line, as printed."""
        return [line.strip() for line in self.address.splitlines() if line.strip()]

    @property
    def email_list(self) -> list[str]:
        """The email addresses, in the order given."""
        return self.emails.split()

    def holder_on(self, day: date) -> "Holder | None":
        """Who held the office on a day; uses prefetched holders where there are some."""
        held = [
            holder
            for holder in self.holders.all()
            if (holder.since is None or holder.since <= day)
            and (holder.until is None or holder.until >= day)
        ]
        return max(held, key=lambda holder: holder.since or date.min, default=None)


class Holder(Named):
    """A person who holds an office, from a day on and perhaps until another."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="holders")
    name = models.CharField(_("name"), max_length=200)
    honorific = models.CharField(_("honorific"), max_length=100, blank=True)
    salutation = models.CharField(
        _("salutation"),
        max_length=200,
        blank=True,
        help_text=_("For instance: Dear Honorable Minister,"),
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["since"]
        verbose_name = _("holder")
        verbose_name_plural = _("holders")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The end of a term can't lie before its start."""
        super().clean()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("This day is before the term began.")})
