"""From what a document says to a draft page, with its offices in the directory.

Nothing is published here unless asked for, nothing of the document is lost: what found no place
stays on the page as `unplaced`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail.rich_text import RichText

from actions.contacts import clean_phone, clean_x_handle
from actions.importing.draft import ActionDraft, Card
from actions.models import Country, Holder, Language, Office, UrgentActionPage
from actions.models.record import number_of
from actions.numbers import ActionNumber, label
from actions.numbers import slug as number_slug
from actions.services import publish_action

EMBASSY = re.compile(r"\b(embassy|consulate|high commission)\b", re.IGNORECASE)
STANDS_IN = re.compile(r"\b(?:in|to) (?:the )?(.+)$", re.IGNORECASE)


@dataclass
class Written:
    """A page that was made, and what an editor should look at."""

    page: UrgentActionPage
    problems: list[tuple[str, str]] = field(default_factory=list)


def paragraphs(html: Iterable[str]) -> str:
    """Paragraphs of inline HTML as one rich text."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in html)


@transaction.atomic
def write_page(
    draft: ActionDraft, *, parent: Page, publish: bool = False, by: Any = None
) -> Written:
    """Make a draft page under a library page, its offices matched or added; publish it if asked.

    Raises ValidationError where publishing was asked for and the page isn't complete.
    """
    language = parent.locale.language_code
    written = Written(page=UrgentActionPage(locale=parent.locale, live=False, owner=by))
    with override(language):
        _write_facts(draft, written)
        _write_words(draft, written, language=language)
    page = written.page
    page.slug = _free_slug(parent, page)
    parent.add_child(instance=page)
    page.countries.set(Country.objects.filter(code__in=draft.countries))
    page.preferred_languages.set(Language.objects.filter(code__in=draft.preferred_languages))
    page.save()
    page.save_revision(user=by, log_action=True)
    if publish:
        _require_complete(page)
        publish_action(page=page, by=by)
    return written


def _write_facts(draft: ActionDraft, written: Written) -> None:
    page = written.page
    page.title = draft.title or _("Untitled: %(file)s") % {"file": draft.file}
    page.issued_on, page.act_by = draft.issued_on, draft.act_by
    page.index_number = draft.index_number or ""
    page.own_language_accepted = bool(draft.own_language_accepted)
    page.unplaced = "\n\n".join(draft.unplaced)
    if page.issued_on and page.act_by and page.act_by < page.issued_on:
        written.problems.append(("act_by", _("The deadline is before the issue date. Check both.")))
        page.act_by = None
    if draft.number:
        _write_number(draft.number, written)


def _write_number(number: ActionNumber, written: Written) -> None:
    page = written.page
    page.serial, page.year, page.sequence = number.serial, number.year, number.sequence
    page.kind = number.kind
    if page.number_is_taken():
        written.problems.append(
            (
                "number",
                _("Another action has the number %(label)s; the draft was saved without one.")
                % {"label": label(number, language="en")},
            )
        )
        page.serial = page.year = page.sequence = None


def _write_words(draft: ActionDraft, written: Written, *, language: str) -> None:
    page = written.page
    page.introduction = paragraphs(draft.introduction)
    page.steps = [
        ("step", {"text": RichText(f"<p>{step.html}</p>"), "reports": step.reports})
        for step in draft.steps
    ]
    page.targets = [
        (
            "target",
            {
                "office": _office(card, draft, written, language=language),
                "salutation": card.salutation or "",
                "note": "",
            },
        )
        for card in draft.targets
    ]
    page.copies = [
        ("copy", {"office": _office(card, draft, written, language=language), "note": ""})
        for card in draft.copies
    ]
    page.letters = [
        (
            "letter",
            {
                "office": None,
                "salutation": letter.salutation or "",
                "body": RichText(paragraphs(letter.paragraphs)),
                "sign_off": letter.sign_off or "",
                "short_body": "",
            },
        )
        for letter in draft.letters
    ]
    if draft.additional_information:
        page.additional_information = [("text", RichText(paragraphs(draft.additional_information)))]
    page.people = [
        ("person", {"name": one.name, "pronoun": one.pronoun or "", "group": one.pronoun == "All"})
        for one in draft.people
    ]
    page.previous_actions = [
        ("previous_action", {"label": one.label or "", "url": one.url})
        for one in draft.previous_actions
    ]


def _free_slug(parent: Page, page: UrgentActionPage) -> str:
    """The label as slug, else the title; with a number behind it where another page has it."""
    number = number_of(page)
    wanted = (number_slug(number) if number else slugify(page.title)[:80]) or "action"
    slug, count = wanted, 2
    while not Page._slug_is_available(slug, parent):
        slug, count = f"{wanted}-{count}", count + 1
    return slug


def _office(card: Card, draft: ActionDraft, written: Written, *, language: str) -> Office:
    """The office of a card: one that the directory has, else a new one."""
    known = _matching(card, language=language)
    if known:
        return known
    office = Office(
        address="\n".join(card.address),
        phone=card.phone or "",
        fax=card.fax or "",
        emails="\n".join(card.emails),
        x_handle=card.x_handle or "",
        website="",
        **{f"title_{language}": card.office or card.name or _("Office without a title")},
    )
    place = "{} {}".format(" ".join(card.address), card.office or "")
    if EMBASSY.search(card.office or ""):
        office.embassy_of = Country.objects.filter(code__in=draft.countries[:1]).first()
        match = STANDS_IN.search(card.office or "")
        place = match[1] if match else place
    office.country = _country_in(place) or (
        None if office.embassy_of else Country.objects.filter(code__in=draft.countries[:1]).first()
    )
    _check(office, card, written)
    office.save()
    if card.name and card.office:
        Holder.objects.create(office=office, **{f"name_{language}": card.name})
    return office


def _matching(card: Card, *, language: str) -> Office | None:
    """An office with the same title, and an email, the address or the holder in common."""
    titled = Office.objects.filter(
        **{f"title_{language}__iexact": card.office or card.name or ""}
    ).prefetch_related("holders")
    lines = [line.casefold() for line in card.address]
    office: Office
    for office in titled:
        same_mail = {m.casefold() for m in office.email_list} & {m.casefold() for m in card.emails}
        same_place = bool(lines) and [line.casefold() for line in office.address_lines] == lines
        names = {getattr(holder, f"name_{language}") for holder in office.holders.all()}
        if same_mail or same_place or (card.name in names and not card.emails and not lines):
            return office
    return None


def _country_in(text: str) -> Country | None:
    """The country that a text names last, as an address does."""
    folded = text.casefold()
    found = [
        (folded.rfind(country.name_en.casefold()), country)
        for country in Country.objects.filter(former_until=None)
        if country.name_en and re.search(rf"\b{re.escape(country.name_en.casefold())}\b", folded)
    ]
    return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _check(office: Office, card: Card, written: Written) -> None:
    """Say which contact details can't be right; they are kept as printed all the same."""
    region = office.country.code if office.country else None
    for name, check in (
        ("phone", lambda value: clean_phone(value, country=region)),
        ("fax", lambda value: clean_phone(value, country=region)),
        ("x_handle", clean_x_handle),
    ):
        value = getattr(office, name)
        try:
            check(value)
        except ValidationError as error:
            title = card.office or card.name
            written.problems.append((name, f"{title}: {value}: {' '.join(error.messages)}"))
    if not office.is_reachable:
        written.problems.append(
            ("targets", _("There is no way to reach %(office)s.") % {"office": card.office})
        )


def _require_complete(page: UrgentActionPage) -> None:
    """What the form asks before publishing, asked of an imported page."""
    errors: dict[str, str] = {}
    if not page.introduction:
        errors["introduction"] = _("An introduction is missing.")
    for letter in page.letters:
        if not letter.value["salutation"] or not letter.value["sign_off"]:
            errors["letters"] = _("A letter needs a salutation and a sign-off.")
    if errors:
        raise ValidationError(errors)
    page.full_clean()
