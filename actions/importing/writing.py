"""From what a document says to a draft page, with its offices in the directory.

Nothing is published here unless asked for, nothing of the document is lost: what found no place
stays on the page as `unplaced`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.rich_text import RichText

from actions.contacts import clean_phone, clean_x_handle
from actions.importing.draft import ActionDraft, Card
from actions.importing.matching import Match, match_cards, says_more
from actions.models import Country, Holder, Language, Office, UrgentActionPage
from actions.models.record import number_of
from actions.numbers import ActionNumber, label_for_editors
from actions.numbers import slug as number_slug
from actions.services import publish_action

_LONGEST_TITLE = 255
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass
class Written:
    """A page that was made, and what an editor should look at."""

    page: UrgentActionPage
    problems: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # words for `unplaced`


@dataclass(frozen=True)
class Decision:
    """What becomes of a card: an office of the directory, or a new one and where it stands."""

    office: Office | None = None
    country: Country | None = None
    embassy_of: Country | None = None
    missing: tuple[tuple[Any, str], ...] = ()


def decide(match: Match) -> Decision:
    """Take the office that a card surely means, else a new one."""
    if match.same:
        return Decision(match.same.office, missing=match.same.missing)
    return Decision(None, match.country, match.embassy_of)


def paragraphs(html: Iterable[str]) -> str:
    """Paragraphs of inline HTML as one rich text."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in html)


@transaction.atomic
def write_page(
    draft: ActionDraft,
    *,
    parent: Page,
    decisions: Mapping[Card, Decision] | None = None,
    publish: bool = False,
    by: Any = None,
) -> Written:
    """Make a draft page under a library page, its offices as decided; publish it if asked.

    Without `decisions` the directory's offices are taken where a card surely means them. Raises
    ValidationError where publishing was asked for and the page isn't complete.
    """
    language = parent.locale.language_code
    written = Written(page=UrgentActionPage(locale=parent.locale, live=False, owner=by))
    if decisions is None:
        cards = (*draft.targets, *draft.copies)
        rows = {row.code: row for row in Country.objects.all()}
        matches = match_cards(cards, language=language, countries=draft.countries, rows=rows)
        decisions = {match.card: decide(match) for match in matches}
    with override(language):
        _write_facts(draft, written)
        offices = _Offices(decisions, written, language=language)
        _write_words(draft, written, offices)
    page = written.page
    page.unplaced = "\n\n".join([*draft.unplaced, *written.left])
    page.slug = _free_slug(parent, page)
    parent.add_child(instance=page)
    page.countries.set(Country.objects.filter(code__in=draft.countries))
    page.preferred_languages.set(Language.objects.filter(code__in=draft.preferred_languages))
    page.save()
    page.save_revision(user=by)
    for office in offices.made:
        log(instance=office, action="wagtail.create", user=by)
    if publish:
        _require_complete(page)
        publish_action(page=page, by=by)
    return written


def _write_facts(draft: ActionDraft, written: Written) -> None:
    page = written.page
    page.title = draft.title or _("Untitled: %(file)s") % {"file": draft.file}
    if len(page.title) > _LONGEST_TITLE:
        written.left.append(page.title)
        page.title = f"{page.title[: _LONGEST_TITLE - 1]}…"
    page.issued_on, page.act_by = draft.issued_on, draft.act_by
    page.index_number = draft.index_number or ""
    page.own_language_accepted = bool(draft.own_language_accepted)
    if page.issued_on and page.act_by and page.act_by < page.issued_on:
        written.problems.append(("act_by", _("The deadline is before the issue date. Check both.")))
        written.left.append(_("Deadline: %(day)s") % {"day": page.act_by.isoformat()})
        page.act_by = None
    if draft.number:
        _write_number(draft.number, written)


def _write_number(number: ActionNumber, written: Written) -> None:
    page = written.page
    page.serial, page.year, page.sequence = number.serial, number.year, number.sequence
    page.kind = number.kind
    if page.number_is_taken():
        taken = label_for_editors(number)
        message = _("Another action has the number %(label)s; the draft was saved without one.")
        written.problems.append(("number", message % {"label": taken}))
        written.left.append(taken)
        page.serial = page.year = page.sequence = None


def _write_words(draft: ActionDraft, written: Written, offices: _Offices) -> None:
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
                "office": offices.of(card),
                "salutation": card.salutation or "",
                "note": "\n".join(card.others),
            },
        )
        for card in draft.targets
    ]
    page.copies = [
        ("copy", {"office": offices.of(card), "note": "\n".join(card.others)})
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


class _Offices:
    """The offices of a document's cards: as decided, each new one made once."""

    def __init__(
        self, decisions: Mapping[Card, Decision], written: Written, *, language: str
    ) -> None:
        self._decisions, self._written, self._language = decisions, written, language
        self._made: dict[tuple[str, Any], tuple[Card, Office]] = {}
        self._said: set[Card] = set()
        self.made: list[Office] = []

    def of(self, card: Card) -> Office:
        """The office of a card; what the directory lacks of it is kept for an editor."""
        decision = self._decisions[card]
        if decision.office is None:
            return self._new(card, decision)
        if card not in self._said:
            self._said.add(card)
            self._keep(decision.office, decision.missing)
        return decision.office

    def _keep(self, office: Office, missing: Iterable[tuple[Any, str]]) -> None:
        if rest := "\n".join(f"{name}: {words}" for name, words in missing):
            self._written.left.append(f"{office}\n{rest}")
            message = _(
                "The document says more of “%(office)s” than the directory, or something else: "
                "correct the office if need be."
            )
            self._written.problems.append(("targets", message % {"office": office}))

    def _new(self, card: Card, decision: Decision) -> Office:
        """A new office; one with the same title in the same country is made only once."""
        title = card.office or card.name or _("Office without a title")
        key = (title.casefold(), decision.country)
        if key in self._made and (self._made[key][0] == card or not says_more(card)):
            return self._made[key][1]
        office = new_office(card, decision, language=self._language)
        if not getattr(office, f"title_{self._language}"):
            setattr(office, f"title_{self._language}", title)
        self._fit(office, title)
        self._check(office, title)
        office.save()
        if card.name and card.office:
            Holder.objects.create(office=office, **{f"name_{self._language}": card.name})
        self._made[key] = (card, office)
        self.made.append(office)
        return office

    def _fit(self, office: Office, title: str) -> None:
        """Keep beside the office what is longer than the directory takes."""
        for name in (f"title_{self._language}", "phone", "fax", "x_handle", "website"):
            value, most = getattr(office, name), Office._meta.get_field(name).max_length
            if most and len(value) > most:
                self._written.left.append(f"{title}: {value}")
                setattr(office, name, value[:most] if name.startswith("title") else "")

    def _check(self, office: Office, title: str) -> None:
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
                said = f"{title}: {value}: {' '.join(error.messages)}"
                self._written.problems.append((name, said))
        if not office.is_reachable:
            message = _("There is no way to reach %(office)s.") % {"office": title}
            self._written.problems.append(("targets", message))


def new_office(card: Card, decision: Decision, *, language: str) -> Office:
    """The office that a card describes, unsaved and as printed; its holder isn't part of it."""
    office = Office(
        address="\n".join(card.address),
        phone=card.phone or "",
        fax=card.fax or "",
        emails="\n".join(card.emails),
        x_handle=_handle(card.x_handle),
        website=_web_address(card.website),
        country=decision.country,
        embassy_of=decision.embassy_of,
    )
    setattr(office, f"title_{language}", card.office or card.name or "")
    return office


def _handle(printed: str | None) -> str:
    """A handle with its @, also from an address of X; as printed where it is none."""
    try:
        return clean_x_handle(printed or "")
    except ValidationError:
        return printed or ""


def _web_address(printed: str | None) -> str:
    """A web site as a link needs it, with its protocol; as printed where that is no address."""
    if not printed:
        return ""
    whole = printed if "://" in printed else f"https://{printed}"
    try:
        _is_web_address(whole)
    except ValidationError:
        return printed
    return whole


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
