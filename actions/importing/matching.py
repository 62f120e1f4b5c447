"""Which offices of the directory a document's cards may mean, and what the directory lacks of them.

An office is taken for a card's by itself only where its title, its holder or whose embassy it is
agrees as well as something that reaches it; everything less is offered to an editor.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from actions.contacts import phone_link
from actions.importing.draft import Card
from actions.importing.names import by_words, last_country
from actions.models import Country, Holder, Office

EMBASSY = re.compile(
    r"\b(embassy|ambassadors?|consulates?|consuls?|high commission(?:er)?s?|permanent mission|"
    r"diplomatic representatives?)\b",
    re.IGNORECASE,
)
_STANDS_IN = re.compile(r"\b(?:in|to) (?:the )?(.+)$", re.IGNORECASE)
_MOST_OFFERED = 3
_WORD = re.compile(r"[^\W_]+")
# Words that make no difference between two titles, or two names.
_NO_DIFFERENCE = frozenset(
    "the of for and his her he she excellency hon honourable honorable mr mrs ms dr".split()
)
_SHORTEST_NUMBER = 6  # digits: fewer are an extension


@dataclass(frozen=True, slots=True)
class Candidate:
    """An office that a card may mean: what they have in common, and whether it is surely that one.

    `missing` is what the document says of it and the directory doesn't: a label and the words.
    """

    office: Office
    reasons: tuple[Promise, ...]
    is_same: bool
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A card with the countries that it speaks of, and the offices that it may mean."""

    card: Card
    country: Country | None = None
    embassy_of: Country | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def same(self) -> Candidate | None:
        """The office that the card surely means, None where an editor has to say."""
        first = self.candidates[0] if self.candidates else None
        return first if first and first.is_same else None


def directory_names(rows: Iterable[Any], *, language: str) -> dict[str, str]:
    """Names of rows of the directory in a language and in English, casefolded, to their codes."""
    return {
        name.casefold(): row.code
        for row in rows
        for name in (row.name_en, getattr(row, f"name_{language}"))
        if name
    }


def described(cards: Sequence[Card], *, within: Sequence[Card]) -> tuple[Card, ...]:
    """The cards, one that only names an office as another of the document describes it."""
    whole = {tuple(sorted(_words(card.office))): card for card in within if says_more(card)}

    def same_or_whole(card: Card) -> Card:
        key = tuple(sorted(_words(card.office)))
        return whole.get(key, card) if key and not says_more(card) else card

    return tuple(map(same_or_whole, cards))


def says_more(card: Card) -> bool:
    """Whether a card does more than name an office or somebody."""
    return any((card.address, card.emails, card.phone, card.fax, card.x_handle, card.website))


def match_cards(
    cards: Sequence[Card],
    *,
    language: str,
    countries: Collection[str],
    rows: Mapping[str, Country],
) -> list[Match]:
    """Each card with the offices that it may mean, the likeliest first, in two queries.

    `countries` are the codes of the countries that the action is about: an office stands in the
    first of them unless its address says otherwise. `rows` are all countries by their codes.
    """
    names = by_words({row.name_en.casefold(): code for code, row in rows.items() if row.name_en})
    first = next((rows[code] for code in countries if code in rows), None)
    placed = [_placed(card, rows=rows, names=names, case=first) for card in cards]
    offices = _offices(placed)
    return [
        Match(
            match.card,
            match.country,
            match.embassy_of,
            tuple(_best(match, offices, language=language)),
        )
        for match in placed
    ]


def _placed(
    card: Card, *, rows: Mapping[str, Country], names: dict[str, str], case: Country | None
) -> Match:
    """A card with the country that its office stands in, and whose embassy it is."""
    office = card.office or ""
    place = " ".join(card.address)
    embassy_of = None
    if EMBASSY.search(office):
        embassy_of = case
        stands_in = _STANDS_IN.search(office)
        place = stands_in[1] if stands_in else place
    code = last_country(place, names) or (None if embassy_of else last_country(office, names))
    country = rows.get(code or "") or (None if embassy_of else case)
    return Match(card, country, embassy_of if embassy_of != country else None)


def _offices(matches: Sequence[Match]) -> list[Office]:
    """Every office that one of the cards could mean, with holders: two queries."""
    wanted = [
        Q(country__in={m.country.pk for m in matches if m.country}),
        Q(embassy_of__in={m.embassy_of.pk for m in matches if m.embassy_of}),
        *(Q(emails__icontains=email) for m in matches for email in m.card.emails),
        *(Q(title_en__iexact=m.card.office) for m in matches if m.card.office),
        *(Q(holders__name_en__iexact=m.card.name) for m in matches if m.card.name),
    ]
    return list(
        Office.objects.filter(reduce(or_, wanted))
        .distinct()
        .order_by("pk")
        .select_related("organisation", "country", "embassy_of")
        .prefetch_related("holders")
    )


def _best(match: Match, offices: Sequence[Office], *, language: str) -> Iterator[Candidate]:
    found = [compare(match, office, language=language) for office in offices]
    offered = [candidate for candidate in found if candidate.reasons]
    offered.sort(key=lambda candidate: (candidate.is_same, len(candidate.reasons)), reverse=True)
    yield from offered[:_MOST_OFFERED]


def compare(match: Match, office: Office, *, language: str) -> Candidate:
    """What a card and an office have in common, and what the office lacks."""
    card, columns = match.card, dict.fromkeys((language, "en"))
    titles = [getattr(office, f"title_{code}") for code in columns]
    holders = list(office.holders.all())
    names = _names(holders, columns)
    same_title = _says(card.office or card.name, titles)
    same_holder = _says(card.name, names)
    same_place = match.country is not None and office.country_id == match.country.pk
    same_embassy = same_place and match.embassy_of is not None
    same_embassy = same_embassy and office.embassy_of == match.embassy_of
    contacts = list(_contacts_in_common(card, office))
    reasons = [
        *([_("the same title")] if same_title else []),
        *([_("the same holder")] if same_holder else []),
        *([_("an embassy of the same country in the same place")] if same_embassy else []),
        *contacts,
    ]
    is_same = bool(
        (same_title and (same_place or same_holder or contacts))
        or (same_embassy and contacts)
        or (same_holder and contacts)
    )
    missing = tuple(_missing(card, office, holders, has_title=same_title, columns=list(columns)))
    return Candidate(office, tuple(reasons), is_same, missing)


def _contacts_in_common(card: Card, office: Office) -> Iterator[Promise]:
    """What both are reached by, in words."""
    if {email.casefold() for email in card.emails} & _emails(office):
        yield _("the same email")
    if card.address and _words(" ".join(card.address)) == _words(office.address):
        yield _("the same address")
    region = office.country.code if office.country else None
    numbers = {_number(office.phone, region), _number(office.fax, region)} - {""}
    if numbers & {_number(card.phone, region), _number(card.fax, region)}:
        yield _("the same phone or fax")
    if card.x_handle and _handle(card.x_handle) == _handle(office.x_handle):
        yield _("the same X handle")


def _missing(
    card: Card, office: Office, holders: Sequence[Holder], *, has_title: bool, columns: list[str]
) -> Iterator[tuple[str, str]]:
    """What a card says of an office that the directory doesn't."""
    region = office.country.code if office.country else None
    if card.office and not has_title:
        yield _label("title"), card.office
    names = _names(holders, columns)
    if card.name and card.office and not _says(card.name, names):
        yield str(capfirst(Holder._meta.verbose_name)), card.name
    if not set(_words(" ".join(card.address))) <= set(_words(office.address)):
        yield _label("address"), ", ".join(line.rstrip(", ") for line in card.address)
    for label, said, known in (
        (_label("phone"), card.phone, office.phone),
        (_label("fax"), card.fax, office.fax),
    ):
        if said and _number(said, region) != _number(known, region):
            yield label, said
    for email in card.emails:
        if email.casefold() not in _emails(office):
            yield _label("emails"), email
    if card.x_handle and _handle(card.x_handle) != _handle(office.x_handle):
        yield _label("x_handle"), card.x_handle
    if card.website and _site(card.website) != _site(office.website):
        yield _label("website"), card.website


def _names(holders: Sequence[Holder], columns: Iterable[str]) -> list[str]:
    """The names of holders, with what they are styled and without: documents print either."""
    found = []
    for holder in holders:
        for code in columns:
            name = getattr(holder, f"name_{code}") or ""
            found += [name, f"{getattr(holder, f'honorific_{code}') or ''} {name}"]
    return found


def _label(name: str) -> str:
    return str(capfirst(Office._meta.get_field(name).verbose_name))


def _says(text: str | None, known: Sequence[str | None]) -> bool:
    """Whether a title or name is one of some, in whatever order of words: "Interior Minister"."""
    words = sorted(_words(text))
    return bool(words) and any(sorted(_words(one)) == words for one in known)


def _words(text: str | None) -> list[str]:
    found = _WORD.findall((text or "").casefold())
    return [word for word in found if word not in _NO_DIFFERENCE]


def _emails(office: Office) -> set[str]:
    return {email.casefold() for email in office.email_list}


def _number(text: str | None, region: str | None) -> str:
    """A phone number in one form; "" for none."""
    if not text:
        return ""
    digits = re.sub(r"\D", "", text)
    linked = phone_link(text, country=region)
    return linked or (digits if len(digits) >= _SHORTEST_NUMBER else "")


def _handle(text: str) -> str:
    return text.rstrip("/").rpartition("/")[2].replace(" ", "").lstrip("@").casefold()


def _site(text: str) -> str:
    bare = re.sub(r"^https?://", "", text.strip().casefold())
    return bare.removeprefix("www.").rstrip("/")
