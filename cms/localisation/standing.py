"""Where a page stands in each language before a release: what is ready, and what isn't and why."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.localisation.words import latest_draft, texts_of, translated_places


@dataclass(frozen=True)
class Standing:
    """One language of a page: its page there, and what of the latest draft is translated."""

    locale: Locale
    page: Page | None
    translation: Translation | None  # None where the page there isn't kept beside its source
    total: int  # texts of the source's latest draft
    missing: tuple[str, ...]  # those that aren't translated, as the source says them
    hidden_parent: str  # the title of a page above it that isn't published
    allowed: bool  # whether whoever asks may publish it

    @cached_property
    def problems(self) -> list[str]:
        """Why it can't be released, in words; empty where it can."""
        if self.page is None or self.page.alias_of_id:
            return [_("The translation hasn't been started.")]
        problems = []
        if self.missing:
            count = len(self.missing)
            problems.append(
                ngettext(
                    "%(count)s of %(total)s texts isn't translated.",
                    "%(count)s of %(total)s texts aren't translated.",
                    count,
                )
                % {"count": count, "total": self.total}
            )
        if self.hidden_parent:
            problems.append(
                _("“%(page)s”, the page above it, isn't published in this language.")
                % {"page": self.hidden_parent}
            )
        return problems

    @property
    def ready(self) -> bool:
        """Whether it can be released by whoever asks."""
        return self.allowed and not self.problems

    @property
    def done(self) -> int:
        """How many texts of the latest draft are translated."""
        return self.total - len(self.missing)


def standings(page: Page, *, by: Any) -> list[Standing]:
    """Every other language of the site, in the order of the locales' codes.

    As many queries for any number of texts; a few more for each language that is there.
    """
    locales = list(Locale.objects.exclude(pk=page.locale_id).order_by("language_code"))
    pages = {
        other.locale_id: other
        for other in Page.objects.filter(translation_key=page.translation_key)
        .exclude(pk=page.pk)
        .specific()
    }
    translations = {
        translation.target_locale_id: translation
        for translation in Translation.objects.filter(
            source__object_id=page.translation_key, enabled=True
        ).select_related("source", "target_locale")
    }
    texts = texts_of(latest_draft(page))
    translated = translated_places(page, locales)
    hidden = _hidden_parents(pages.values())
    return [
        Standing(
            locale=locale,
            page=there,
            translation=translation,
            total=len(texts),
            missing=tuple(text for place, text in texts.items() if place not in done),
            hidden_parent=hidden.get(there.pk, "") if there else "",
            allowed=there is None or bool(there.permissions_for_user(by).can_publish()),
        )
        for locale in locales
        for there in [pages.get(locale.pk)]
        for translation in [translations.get(locale.pk)]
        # What isn't kept beside its source goes as it is.
        for done in [translated[locale.pk] if translation or not there else set(texts)]
    ]


def source_problems(page: Page, *, by: Any) -> list[str]:
    """Why a page's latest draft can't be published now; empty where it can."""
    lock = page.get_lock()
    if lock and not isinstance(lock, ScheduledForPublishLock) and lock.for_user(by):
        return [_("The page is locked. Unlock it first.")]
    draft = latest_draft(page)
    draft.go_live_at = None  # when it goes live is for the release to say
    try:
        draft.full_clean()
    except ValidationError as error:
        return error_lines(error, draft)
    return []


def error_lines(error: ValidationError, page: Page) -> list[str]:
    """What is wrong with a page, a line each, with the names of the fields."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    names = {field.name: capfirst(field.verbose_name) for field in page._meta.concrete_fields}
    return [
        f"{names[name]}: {message}" if name in names else message
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _hidden_parents(pages: Any) -> dict[int, str]:
    """The title of the topmost unpublished page above each page that has one, by its id."""
    step = Page.steplen
    above = {
        page.pk: [page.path[:end] for end in range(2 * step, len(page.path), step)]
        for page in pages
    }
    titles = dict(
        Page.objects.filter(path__in={path for paths in above.values() for path in paths})
        .filter(live=False)
        .values_list("path", "title")
    )
    return {
        pk: next(titles[path] for path in paths if path in titles)
        for pk, paths in above.items()
        if any(path in titles for path in paths)
    }
