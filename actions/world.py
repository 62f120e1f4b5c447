"""The world as the directory starts with it: countries by region, and the usual languages.

Names are CLDR's, by babel, in every language that the directory has columns for. Regions are those
that human-rights networks group their work by: the Maghreb with the Middle East, Turkey, the
Caucasus and Central Asia with Europe, Afghanistan with Asia. Lands without people go with the
nearest region.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from babel import Locale

from actions.former_names import FORMER_NAMES
from cms.languages import DIRECTORY_LANGUAGES, name_in

# ISO 3166-1, the 249 codes in force.
_COUNTRIES_BY_REGION = {
    "africa": """
        AO BF BI BJ BV BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM LR LS MG ML MR MU
        MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TZ UG YT ZA ZM ZW
    """,
    "americas": """
        AG AI AQ AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY
        HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI
    """,
    "asia-pacific": """
        AF AS AU BD BN BT CC CK CN CX FJ FM GU HK HM ID IN JP KH KI KP KR LA LK MH MM MN MO MP MV
        MY NC NF NP NR NU NZ PF PG PH PK PN PW SB SG TH TK TL TO TV TW UM VN VU WF WS
    """,
    "europe-central-asia": """
        AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IM IS
        IT JE KG KZ LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TJ TM TR UA UZ
        VA
    """,
    "middle-east-north-africa": """
        AE BH DZ EG EH IL IQ IR JO KW LB LY MA OM PS QA SA SY TN YE
    """,
}

# Countries that an urgent action since 1973 may be about and that are no more, by their codes of
# ISO 3166-3, with the year in which each ended. These have four letters because the two of old
# were given out again: CS was Czechoslovakia (CSHH) and then Serbia and Montenegro (CSXX), AI the
# Afars and Issas (AIDJ), SK Sikkim (SKIN). Left out are lands without people, and codes whose
# people are found under one above: Metropolitan France, the Byelorussian SSR, the Gilbert and
# Ellice Islands, the Trust Territory of the Pacific Islands.
_FORMER_BY_REGION = {
    "africa": "AIDJ 1977 DYBJ 1975 HVBF 1984 RHZW 1980 ZRCD 1997",
    "americas": "ANHH 2010 PZPA 1979",
    "asia-pacific": "BUMM 1989 NHVU 1980 SKIN 1975 TPTL 2002 VDVN 1976",
    "europe-central-asia": "CSHH 1992 CSXX 2006 DDDE 1990 SUHH 1991 YUCS 2003",
    "middle-east-north-africa": "YDYE 1990",
}

# What officials read, and readers write in: BCP 47, as `lang` has it.
USUAL_LANGUAGES = tuple(
    """
    am ar az be bg bn bs ca cs da de el en es et fa fa-AF fi fil fr ha he hi hr ht hu hy id is it
    ja ka kk km ko ku ky lo lt lv mk mn ms my ne nl no ps pl pt ro ru rw sd si sk sl so sq sr sv
    sw ta te tg th ti tk tr ug uk ur uz vi zh
    """.split()
)


@dataclass(frozen=True)
class WorldCountry:
    """A country by its ISO code: two letters, or the four of ISO 3166-3 where it is no more."""

    code: str
    region: str
    former_until: int | None = None  # the year in which it ended


def _countries() -> tuple[WorldCountry, ...]:
    countries = [
        WorldCountry(code, region)
        for region, codes in _COUNTRIES_BY_REGION.items()
        for code in codes.split()
    ]
    for region, written in _FORMER_BY_REGION.items():
        parts = written.split()
        countries += [
            WorldCountry(code, region, int(year))
            for code, year in zip(parts[::2], parts[1::2], strict=True)
        ]
    return tuple(sorted(countries, key=lambda country: country.code))


# By code; the former ones among them.
COUNTRIES = _countries()


@cache
def country_names(code: str) -> Mapping[str, str]:
    """A country's name in each language of the directory, by language; KeyError for no country."""
    if code in FORMER_NAMES:
        return MappingProxyType(FORMER_NAMES[code])
    return MappingProxyType(
        {
            language: Locale.parse(language).territories[code]
            for language, english in DIRECTORY_LANGUAGES
        }
    )


def language_names(code: str) -> dict[str, str]:
    """A language's name in each language of the directory, such as {"en": "Urdu", "ur": "اردو"}."""
    return {language: name_in(code, language) for language, english in DIRECTORY_LANGUAGES}
