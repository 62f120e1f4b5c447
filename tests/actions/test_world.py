"""Every country and usual language, with its region and its name in each directory language."""

import pytest
from babel import Locale
from phonenumbers import SUPPORTED_REGIONS

from actions import world
from actions.choices import Region
from cms.languages import DIRECTORY_LANGUAGES

LANGUAGES = [code for code, _ in DIRECTORY_LANGUAGES]
BY_CODE = {country.code: country for country in world.COUNTRIES}
PRESENT = {code for code, country in BY_CODE.items() if country.former_until is None}
FORMER = set(BY_CODE) - PRESENT

# CLDR's codes that are reserved, invented or for groups of countries, and not in ISO 3166-1.
NOT_IN_ISO = set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())


def test_the_countries_are_those_of_iso_3166() -> None:
    cldr = {
        code for code in Locale("en").territories if len(str(code)) == 2 and str(code).isalpha()
    }
    assert cldr - NOT_IN_ISO == PRESENT
    assert len(PRESENT) == 249


def test_every_country_that_can_be_called_is_there() -> None:
    assert set(SUPPORTED_REGIONS) - {"AC", "TA", "XK"} <= PRESENT


def test_no_country_is_in_two_regions() -> None:
    codes = [country.code for country in world.COUNTRIES]
    assert len(codes) == len(set(codes))
    assert {country.region for country in world.COUNTRIES} == set(Region.values)


@pytest.mark.parametrize(
    ("codes", "region"),
    [
        ("SD MR SO DJ ZA ZRCD", Region.AFRICA),
        ("US HT GL ANHH", Region.AMERICAS),
        ("AF PK IN AU FJ TW BUMM TPTL", Region.ASIA_PACIFIC),
        ("TR AM AZ GE KZ UZ RU CY VA SUHH YUCS CSHH CSXX DDDE", Region.EUROPE_CENTRAL_ASIA),
        ("EG IR IL PS MA DZ TN LY EH YE YDYE", Region.MIDDLE_EAST_NORTH_AFRICA),
    ],
)
def test_regions_are_those_that_networks_work_by(codes: str, region: str) -> None:
    assert {BY_CODE[code].region for code in codes.split()} == {region}


def test_former_countries_end_within_the_years_of_urgent_actions() -> None:
    assert all(1973 <= (BY_CODE[code].former_until or 0) <= 2010 for code in FORMER)
    assert BY_CODE["SUHH"].former_until == 1991
    assert all(len(code) == 4 for code in FORMER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_of_its_own_in_each_language(language: str) -> None:
    names = {code: world.country_names(code)[language].strip() for code in BY_CODE}
    assert all(names.values())
    assert len(set(names.values())) == len(names)


def test_names_of_countries() -> None:
    assert world.country_names("PK")["ur"] == "پاکستان"
    assert world.country_names("DE")["fr"] == "Allemagne"
    assert world.country_names("SUHH")["ru"] == "Советский Союз"
    assert list(world.country_names("ZRCD")) == LANGUAGES


def test_an_unknown_country_has_no_names() -> None:
    with pytest.raises(KeyError):
        world.country_names("QQ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_usual_language_has_a_name_of_its_own(language: str) -> None:
    names = {code: world.language_names(code)[language] for code in world.USUAL_LANGUAGES}
    assert all(name and name != code for code, name in names.items())
    assert len(set(names.values())) == len(world.USUAL_LANGUAGES)


def test_the_directory_languages_are_usual() -> None:
    assert set(LANGUAGES) <= set(world.USUAL_LANGUAGES)
    assert world.language_names("ur")["en"] == "Urdu"
    assert world.language_names("fa-AF")["en"] == "Dari"


@pytest.mark.parametrize("code", sorted(FORMER))
def test_names_of_former_countries_are_in_their_script(code: str) -> None:
    letters = {"ur": "\u0600", "ar": "\u0600", "fa": "\u0600", "ps": "\u0600", "ru": "\u0400"}
    letters["bn"] = "\u0980"
    for language, name in world.country_names(code).items():
        first = ord(letters.get(language, "A"))
        block = range(first, first + (256 if language in letters else 0x180))
        assert all(ord(c) in block for c in name if c.isalpha()), (language, name)
