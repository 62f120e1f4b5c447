"""What our pages say beside what the browser's own CLDR has: a second witness besides babel."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from babel import Locale
from django.utils import formats, translation
from playwright.sync_api import Browser, Page

from cms.collation import sort_key
from cms.figures import printed
from cms.wording import together

LANGUAGES = {"en": "en-GB", "ur": "ur-PK", "ar": "ar-001", "fr": "fr", "es": "es"}
NUMBERS = [0, 7, 999, 1_000, 1_234, 9_999, 10_000, 20_073, 123_456, 1_080_312, 1_234.5, 98_765.25]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page, for the browser's `Intl`."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def names_in(language: str) -> list[str]:
    """The names of all countries and languages: several hundred, accents and all."""
    locale = Locale.parse(language)
    names = {*locale.territories.values(), *locale.languages.values()}
    return sorted(names, key=lambda name: name[::-1])


def asked(page: Page, script: str, *arguments: Any) -> Any:
    return page.evaluate(f"([locale, values]) => {script}", list(arguments))


@pytest.mark.parametrize("language", [*LANGUAGES, "fa", "ru", "tr", "de", "pt", "bn"])
def test_names_are_sorted_as_the_browser_sorts_them(page: Page, language: str) -> None:
    names = names_in(language)
    assert len(names) > 300
    sorted_there = asked(page, "values.sort(new Intl.Collator(locale).compare)", language, names)
    assert sorted(names, key=sort_key(language)) == sorted_there


@pytest.mark.parametrize(("language", "locale"), LANGUAGES.items())
def test_numbers_are_grouped_as_the_browser_groups_them(
    page: Page, language: str, locale: str
) -> None:
    script = "values.map((value) => new Intl.NumberFormat(locale).format(value))"
    there = asked(page, script, locale, NUMBERS)
    with translation.override(language):
        assert [formats.localize(number) for number in NUMBERS] == there
    shown = [printed(f"{number:,}", language=language) for number in NUMBERS]
    assert shown == there


@pytest.mark.parametrize(("language", "locale"), LANGUAGES.items())
def test_lists_are_joined_as_the_browser_joins_them(page: Page, language: str, locale: str) -> None:
    lists = [["A"], ["A", "Irán"], ["A", "B", "C"], ["A", "B", "C", "hijo"], ["A", "hielo"]]
    script = "values.map((list) => new Intl.ListFormat(locale).format(list))"
    there = asked(page, script, locale, lists)
    assert [together(parts, language=language) for parts in lists] == there


@pytest.mark.parametrize(("language", "locale"), LANGUAGES.items())
def test_days_are_written_as_the_browser_writes_them(
    page: Page, language: str, locale: str
) -> None:
    script = """values.map((value) => new Intl.DateTimeFormat(
        locale, {dateStyle: "long", timeZone: "UTC"}).format(new Date(value)))"""
    months = [f"2026-{month:02}-09" for month in range(1, 13)]
    there = asked(page, script, locale, months)
    with translation.override(language):
        here = [formats.date_format(date.fromisoformat(day)) for day in months]
    assert here == there
