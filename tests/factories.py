"""What tests need made: offices, actions, and the Urdu site beside the English one."""

from typing import Any, cast

import factory
import polib
import wagtail_factories
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import Translation

from actions.models import Country, Holder, Language, Office, UrgentActionPage
from actions.services import publish_action
from cms.localisation.services import publish_translation, submit_for_translation
from cms.models import HomePage
from search.models import LibraryPage


class OfficeFactory(factory.django.DjangoModelFactory):
    """An office at example.org, held by somebody."""

    class Meta:
        model = Office
        skip_postgeneration_save = True

    title_en = "Minister of Justice"
    title_ur = "وزیر انصاف"
    address = "1 Example Street\nExample Town\nKenya"
    phone = "+254 20 222 0000"
    emails = "minister@example.org"
    x_handle = "@ExampleMinister"

    @factory.lazy_attribute
    def country(self) -> Country:
        """Where the office stands."""
        return Country.objects.get(code="KE")

    @factory.post_generation
    def holder(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Its holder; `holder=None` leaves the office without one."""
        if create and extracted is not False:
            Holder.objects.create(
                office=self,
                name_en="Asha Example",
                honorific_en="Hon.",
                salutation_en="Dear Minister,",
            )


class UrgentActionFactory(wagtail_factories.PageFactory):
    """A draft of an action with one target and one letter."""

    class Meta:
        model = UrgentActionPage

    title = factory.Sequence(lambda n: f"Free the librarian of town {n}")
    slug = factory.Sequence(lambda n: f"ua-{n + 1}-26")
    serial = factory.Sequence(lambda n: n + 1)
    year = 2026
    sequence = 1
    introduction = "<p>She was taken from the reading room and has not been seen since.</p>"
    live = False

    @factory.lazy_attribute
    def parent(self) -> LibraryPage:
        """The English library."""
        return library("en")


def library(language: str) -> LibraryPage:
    """The library page in a language."""
    return LibraryPage.objects.get(locale__language_code=language)


def make_action(*, publish: bool = True, office: Any = None, **facts: Any) -> UrgentActionPage:
    """An action in English, published unless told otherwise."""
    office = office or cast(Office, OfficeFactory())
    countries = facts.pop("countries", ["KE"])
    facts.setdefault(
        "targets", [("target", {"office": office, "salutation": "Dear Minister,", "note": ""})]
    )
    facts.setdefault("letters", [("letter", letter())])
    parent = facts.pop("parent", None) or library("en")
    page = UrgentActionFactory.build(**facts)
    page.countries.set(Country.objects.filter(code__in=countries))
    page.preferred_languages.set(Language.objects.filter(code__in=["en", "ur"]))
    parent.add_child(instance=page)  # once it is whole: each save has it indexed again
    if publish:
        publish_action(page=page)
        page = UrgentActionPage.objects.get(pk=page.pk)
    return page


def letter(**words: Any) -> dict[str, Any]:
    """A letter block's value."""
    return {
        "office": None,
        "salutation": "Dear Minister,",
        "body": RichText("<p>Please release <b>the librarian</b> today.</p>"),
        "sign_off": "Yours sincerely,",
        "short_body": "",
        **words,
    }


def urdu_site() -> None:
    """The home page and the library in Urdu, published."""
    for page in (HomePage.objects.get(locale__language_code="en"), library("en")):
        translate(page)


def translate(page: Any, *, prefix: str = "اردو ", publish: bool = True) -> Any:
    """Translate every segment of a page into Urdu by putting a word before it; returns the page."""
    locale = Locale.objects.get(language_code="ur")
    submit_for_translation(page=page, locales=[locale])
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=locale
    )
    translation.import_po(filled_po(translation, prefix=prefix))
    if publish:
        publish_translation(translation=translation)
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def filled_po(translation: Translation, *, prefix: str = "اردو ") -> polib.POFile:
    """The PO file of a translation, each message filled."""
    po = translation.export_po()
    for entry in po:
        entry.msgstr = prefix + entry.msgid
    return po
