"""The letters of an action: whom they go to, the languages they are in, and the one chosen.

The language of a letter is the official's, whatever language its sender reads.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings

from actions.letters.letter import Address, Letter
from actions.letters.paragraphs import paragraphs_of
from actions.letters.post import envelope
from actions.models import Holder, Office, RecordOffice, UrgentActionPage
from actions.presentation import ActionView
from actions.presentation.parts import words_by_id
from cms.collation import sort_key
from cms.localtext import LocalText, local_text
from cms.navigation import site_order

Words = Mapping[str, Any]  # of a block, as it is stored


@dataclass(frozen=True)
class Version:
    """What the action's page in one language has for letters."""

    title: str
    label: str
    letters: Sequence[Words]
    targets: Mapping[str, Words]  # by the ids of their blocks

    def letter_for(self, office_id: int | None) -> Words | None:
        """The letter to an office: its own, else the one for all; None where there is neither."""
        for_all = None
        for words in self.letters:
            if words.get("office") == office_id and office_id:
                return words
            if not words.get("office"):
                for_all = for_all or words
        return for_all


@dataclass(frozen=True)
class Target:
    """An official whom one may write to."""

    row: RecordOffice
    office: Office
    holder: Holder | None

    @property
    def office_id(self) -> int:
        """The id of the office, by which addresses name it."""
        return self.row.office_id

    def called(self, language: str) -> LocalText:
        """The name of who holds the office, else its title."""
        name = local_text(self.holder, "name", language=language) if self.holder else None
        return name or local_text(self.office, "title", language=language)


@dataclass(frozen=True)
class Choice:
    """Which letter: to one office, or to all (None), in a language; where its sender lives."""

    office_id: int | None
    language: str
    lives_in: str = ""  # the ISO code of a country, which decides whose embassy gets a copy


class ActionLetters:
    """All letters of an action, of which a reader chooses one."""

    def __init__(
        self,
        view: ActionView,
        versions: Mapping[str, Version],
        *,
        read_by: Mapping[int, Collection[str]],
    ) -> None:
        self.view, self._versions, self._languages_of = view, versions, read_by
        found = [Target(*written) for written in view.written_to]
        self._targets = [one for one in found if one.row.role == RecordOffice.Role.TARGET]
        self._copies = [one for one in found if one.row.role == RecordOffice.Role.COPY]

    @cached_property
    def targets(self) -> list[Target]:
        """The officials for whom there is a letter in some language."""
        return [
            target
            for target in self._targets
            if any(version.letter_for(target.office_id) for version in self._versions.values())
        ]

    @cached_property
    def serves_all(self) -> bool:
        """Whether one letter goes to several officials, none of whom has one of their own."""
        own = {words.get("office") for one in self._versions.values() for words in one.letters}
        return len(self.targets) > 1 and not own & {one.office_id for one in self.targets}

    @cached_property
    def embassies(self) -> list[Target]:
        """Where copies go, of which a sender chooses by where they live; [] with fewer than two."""
        found = [one for one in self._copies if one.office.country]
        return found if len({one.office.country_id for one in found}) > 1 else []

    def countries(self, language: str) -> list[tuple[str, LocalText]]:
        """The codes and names of the countries whose embassies get copies, in order of names."""
        there = {one.office.country for one in self.embassies if one.office.country}
        named = [(one.code, local_text(one, "name", language=language)) for one in there]
        key = sort_key(language)
        return sorted(named, key=lambda country: key(country[1]))

    def languages(self, office_id: int | None) -> list[str]:
        """The languages that a letter may be in: which the official reads and the action has.

        All that it has, where nothing is known of the official, or they read none of these.
        """
        there = sorted(
            (code for code, version in self._versions.items() if version.letter_for(office_id)),
            key=site_order,
        )
        if self.view.record.own_language_accepted:
            return there
        chosen = [one for one in self.targets if office_id in (None, one.office_id)]
        read = set(there)
        for target in chosen:
            read &= self._read_by(target) or read
        return [code for code in there if code in read] or there

    def _read_by(self, target: Target) -> set[str]:
        """The codes of the languages that an official reads; as the action says, if nobody else."""
        return set(self._languages_of.get(target.office_id, ())) or self._preferred

    @cached_property
    def _preferred(self) -> set[str]:
        return set(self.view.record.preferred_languages.values_list("code", flat=True))

    def without_post(self, choice: Choice) -> list[LocalText]:
        """The names of the countries of whom it goes to that no post reaches."""
        there = {one.office.country for one in self._addressees(choice) if one.office.country}
        return [
            local_text(country, "name", language=self.view.language)
            for country in there
            if country.post_suspended
        ]

    def _addressees(self, choice: Choice) -> list[Target]:
        return [one for one in self.targets if choice.office_id in (None, one.office_id)]

    def clean(self, *, target: str, language: str, lives_in: str = "") -> Choice:
        """The choice that was asked for, as far as there is such a letter; else the usual one."""
        ids = {str(one.office_id): one.office_id for one in self.targets}
        usual = None if self.serves_all or not ids else next(iter(ids.values()))
        office_id = ids.get(target, usual)
        offered = self.languages(office_id)
        if language not in offered:
            reader_s = self.view.language
            language = reader_s if reader_s in offered else next(iter(offered), reader_s)
        countries = [code for code, _name in self.countries(language)]
        return Choice(office_id, language, lives_in if lives_in in countries else "")

    def letter(self, choice: Choice, *, language: str = "") -> Letter | None:
        """The letter that was chosen; None where there is none.

        In another `language`, for a reader who wants to know what it says.
        """
        language = language or choice.language
        version = self._versions.get(language)
        words = version.letter_for(choice.office_id) if version else None
        if version is None or words is None:
            return None
        addressees = self._addressees(choice)
        own = version.targets.get(addressees[0].row.block_id, {}) if len(addressees) == 1 else {}
        label = version.label
        return Letter(
            language=language,
            addressees=self._addresses(addressees, language),
            copies=self._addresses(self._copies_for(choice.lives_in), language),
            salutation=own.get("salutation") or words.get("salutation") or "",
            paragraphs=paragraphs_of(words.get("body") or ""),
            sign_off=words.get("sign_off") or "",
            reference=label,
            subject=": ".join(filter(None, (label, version.title))),
            short_body=words.get("short_body") or "",
        )

    def _copies_for(self, lives_in: str) -> list[Target]:
        """The embassies where a sender lives; all there are where there is nothing to choose."""
        if not self.embassies:
            return self._copies
        return [
            one
            for one in self._copies
            if one.office.country is None or one.office.country.code == lives_in
        ]

    def _addresses(self, targets: Collection[Target], language: str) -> tuple[Address, ...]:
        return tuple(
            Address(
                office_id=one.office_id,
                lines=envelope(
                    one.office, one.holder, language=language, senders=self.view.language
                ),
                emails=tuple(one.office.email_list),
                fax=one.office.fax,
                by_post=bool(one.office.address_lines),
            )
            for one in targets
        )


def letters_of(view: ActionView) -> ActionLetters:
    """The letters of an action that a reader may write, in every language of its pages.

    Three queries beside those of the view: pages, what officials read, what the action prefers.
    """
    pages = UrgentActionPage.objects.filter(
        translation_key=view.page.translation_key,
        live=True,
        alias_of__isnull=True,
        locale__language_code__in=settings.SITE_LANGUAGES,
    ).select_related("locale")
    versions = {
        page.language: Version(
            title=page.title,
            label=view.record.label_in(page.language),
            letters=list(words_by_id(page.letters).values()),
            targets=words_by_id(page.targets),
        )
        for page in pages.only("title", "locale", "letters", "targets", "path", "depth")
    }
    read_by = defaultdict(list)
    offices = [row.office_id for row, _office, _holder in view.written_to]
    reads = Office.languages.through.objects.filter(office__in=offices)
    for office_id, code in reads.values_list("office_id", "language__code"):
        read_by[office_id].append(code)
    return ActionLetters(view, versions, read_by=read_by)
