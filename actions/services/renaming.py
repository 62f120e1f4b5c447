"""Replacing the name of somebody who must no longer be named, wherever it is kept."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from actions.models import UrgentActionPage
from actions.rewriting import Mention, find_mentions
from actions.rewriting.folding import fold
from actions.rewriting.pages import revisions_of
from actions.rewriting.pictures import (
    PictureChange,
    change_pictures,
    picture_changes,
    pictures_in,
)
from actions.rewriting.remainders import Remainder, parts_alone, remainders
from actions.rewriting.replacing import Rewritten, rewrite
from actions.rewriting.rewriter import Rewriter
from actions.rewriting.slugs import FALLBACK_SLUG, new_slugs, slug_without
from actions.rewriting.texts import stored_values
from actions.rewriting.traces import rewrite_traces
from actions.rewriting.words import Kind, Names, Words
from actions.services.log import log_on_pages

SCOPES = ("action", "series", "library")
_SHORTEST = 2  # letters: one would be found in every text


@dataclass(frozen=True)
class NewName:
    """A name as it is written in each language, and what stands there instead, by language."""

    spellings: Mapping[str, tuple[str, ...]]
    instead: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """All spellings: a name may stand in any language in the letters of another."""
        return tuple(dict.fromkeys(name for names in self.spellings.values() for name in names))

    def words(self) -> dict[str, Words]:
        """The words for each language; under "" those for languages that have none of their own."""
        other = next(iter(self.instead.values()), "")
        texts = {**self.instead, "": other}
        return {
            code: Words(dict.fromkeys(self.names, text), language=code)
            for code, text in texts.items()
        }


@dataclass(frozen=True)
class Place:
    """A text of a page that says the name: where, in which action, and what it becomes."""

    mention: Mention
    action: str
    live: bool
    becomes: str


@dataclass(frozen=True)
class Outcome:
    """What a replacement changes or has changed, and where the name still stands after it."""

    places: list[Place]
    rows: Rewritten
    notes: int
    slugs: Mapping[str, str]
    pictures: list[PictureChange]
    left: list[Remainder] = field(default_factory=list)

    @property
    def total(self) -> int:
        """In how many places: of pages, records, drafts and earlier versions, notes, pictures."""
        rows = self.rows.revisions + self.rows.sources + self.rows.records
        return len(self.places) + rows + self.notes + len(self.slugs) + len(self.pictures)


def keys_in(page: UrgentActionPage, *, scope: str) -> list[UUID]:
    """The actions of a scope: this one, those of its series, or all."""
    pages = UrgentActionPage.objects.order_by()
    if scope == "series" and page.serial and page.year:
        pages = pages.filter(serial=page.serial, year=page.year)
    elif scope != "library":
        return [page.translation_key]
    return list({page.translation_key, *pages.values_list("translation_key", flat=True)})


def may_replace(user: Any, keys: Collection[UUID]) -> bool:
    """Whether a person may publish the source page of each of these actions."""
    sources = _source_pages(keys)
    return bool(sources) and all(page.permissions_for_user(user).can_publish() for page in sources)


def preview_replacement(*, name: NewName, keys: Collection[UUID]) -> Outcome:
    """What `replace_name` would do and leave, found by doing it and taking it back.

    Raises ValidationError, with the fields `names_<language>` and `instead_<language>`.
    """
    with transaction.atomic():
        outcome = _replace(name=name, keys=keys, files=False)
        transaction.set_rollback(True)
    return outcome


def replace_name(*, name: NewName, keys: Collection[UUID], reason: str, by: Any = None) -> Outcome:
    """Put other words in the place of a name, in one transaction, and note that without the name.

    Raises ValidationError as `preview_replacement`, and at `reason` where that says the name.
    """
    if Names(name.names).are_in(reason) or Names(name.names).are_hidden_in(reason):
        raise ValidationError(
            {"reason": _("The reason is kept in the history: write it without the name.")}
        )
    with transaction.atomic():
        outcome = _replace(name=name, keys=keys, files=True)
        log_on_pages(
            _source_pages(keys),
            "actions.replace_name",
            by=by,
            data={"places": outcome.total, "reason": reason},
        )
    return outcome


def _replace(*, name: NewName, keys: Collection[UUID], files: bool) -> Outcome:
    _check(name)
    names, words = Names(name.names), name.words()
    pages = _pages(keys)
    places = _places(name.names, pages, words)
    simple: Callable[[str], str] = partial(
        slug_without, names=name.names, instead=name.instead.values()
    )
    slugs = new_slugs(pages, simple)
    pictures = picture_changes(_pictures_of(pages, keys), words[""], simple)
    rewriter = Rewriter(
        words=words,
        keys=keys,
        new_slug=lambda old: slugs.get(old) or simple(old) or FALLBACK_SLUG,
    )
    rows = rewrite(rewriter)
    change_pictures(pictures, files=files)
    notes = rewrite_traces(
        words[""],
        keys=keys,
        page_ids=[page.pk for page in pages],
        picture_ids={change.picture_id for change in pictures},
    )
    outcome = Outcome(places, rows, notes, slugs, pictures)
    if not outcome.total:
        raise ValidationError({_first_field(name): _("This name stands nowhere in these actions.")})
    _check_languages(name, rewriter.used)
    left = [*remainders(names), *parts_alone(names, _pages(keys))]
    return Outcome(places, rows, notes, slugs, pictures, left)


def _pages(keys: Collection[UUID]) -> list[UrgentActionPage]:
    return list(
        UrgentActionPage.objects.filter(translation_key__in=keys)
        .select_related("locale")
        .order_by("path")
    )


def _named(page: UrgentActionPage) -> str:
    return page.number_for_editors or page.reference or page.title


def _places(
    names: Collection[str], pages: Iterable[UrgentActionPage], words: Mapping[str, Words]
) -> list[Place]:
    by_id = {page.pk: page for page in pages}
    return [
        Place(
            mention=mention,
            action=_named(by_id[mention.page_id]),
            live=by_id[mention.page_id].live,
            becomes=words.get(mention.language, words[""]).replace(
                mention.excerpt,
                kind=Kind.ADDRESS if mention.excerpt.startswith("http") else Kind.PLAIN,
            ),
        )
        for mention in find_mentions(names=names, pages=by_id.values())
    ]


def _check(name: NewName) -> None:
    errors: dict[str, str] = {}
    if not name.names:
        errors[_first_field(name)] = _("Write the name.")
    for code, spellings in name.spellings.items():
        if any(sum(map(str.isalnum, fold(s))) < _SHORTEST for s in spellings):
            errors[f"names_{code}"] = _("A name has at least two letters.")
    for code, text in name.instead.items():
        if Names(name.names).are_in(text, language=code):
            errors[f"instead_{code}"] = _("This still says the name.")
    if errors:
        raise ValidationError(errors)


def _check_languages(name: NewName, used: Iterable[str]) -> None:
    missing = [code for code in used if code in name.spellings and not name.instead.get(code)]
    if missing:
        said = _("The name stands in texts of this language: write what stands there instead.")
        raise ValidationError({f"instead_{code}": said for code in missing})


def _first_field(name: NewName) -> str:
    written = [code for code, spellings in name.spellings.items() if spellings]
    return f"names_{(written or list(name.spellings))[0]}"


def _pictures_of(pages: Iterable[UrgentActionPage], keys: Collection[UUID]) -> set[int]:
    """The pictures that pages show, or showed in any version."""
    types = {str(page.pk): type(page) for page in pages}
    found: set[int] = set()
    for page in pages:
        found |= pictures_in(type(page), stored_values(page))
    for revision in revisions_of(types).iterator(chunk_size=200):
        found |= pictures_in(types[revision.object_id], revision.content)
    return found


def _source_pages(keys: Collection[UUID]) -> list[UrgentActionPage]:
    """The pages in the languages that the actions were written in."""
    translated = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id")
    )
    return list(
        UrgentActionPage.objects.filter(translation_key__in=keys, alias_of=None).exclude(
            Exists(translated)
        )
    )
