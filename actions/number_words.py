"""Words that numbers of urgent actions are written with, in the languages that are read.

All in the one form of `fold`: small letters without accents, single blanks.
"""

import re
import unicodedata

# Marks that direct the line or only make a word longer, and say nothing of the number.
_UNSEEN = re.compile("[\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ONE_FORM = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2212\u066b\u064a\u0649\u0643\u2019", "-----.ییک'"
)
# Elsewhere "au" is a word: « du 1 au 15.09 ».
_CAPITAL_AU = re.compile(r"\bA\.?U\.?(?=[ -]?[0-9])")

_ENGLISH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FRENCH = (
    "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième "
    "onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième "
    "dix-neuvième vingtième"
)
_SPANISH = (
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima "
    "decimotercera decimocuarta decimoquinta decimosexta decimoséptima decimoctava decimonovena "
    "vigésima"
)
_ARABIC = (
    "الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر|الحادي عشر|الثاني عشر|"
    "الثالث عشر|الرابع عشر|الخامس عشر|السادس عشر|السابع عشر|الثامن عشر|التاسع عشر|العشرون"
)
# In Urdu an ordinal agrees with what it counts; in order: feminine, masculine, oblique.
_URDU = (
    "پہلی پہلا پہلے|دوسری دوسرا دوسرے|تیسری تیسرا تیسرے|چوتھی چوتھا چوتھے|پانچویں پانچواں|"
    "چھٹی چھٹا چھٹے|ساتویں ساتواں|آٹھویں آٹھواں|نویں نواں|دسویں دسواں|گیارہویں گیارہواں|"
    "بارہویں بارہواں|تیرہویں تیرہواں|چودہویں چودہواں|پندرہویں پندرہواں|سولہویں سولہواں|"
    "سترہویں سترہواں|اٹھارہویں اٹھارہواں|انیسویں انیسواں|بیسویں بیسواں"
)


def fold(text: str) -> str:
    """Text in one form: small letters, single blanks, ASCII digits and dashes, no accents."""
    text = _CAPITAL_AU.sub("UA", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    letters = unicodedata.normalize("NFD", text)
    text = "".join(char for char in letters if unicodedata.category(char) != "Mn")
    text = re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), text)
    return " ".join(text.translate(_ONE_FORM).casefold().split())


def _ordinals() -> dict[str, int]:
    """Every ordinal that is read, with blanks for hyphens, to its value."""
    english = _ENGLISH.split()
    words = {word: n for n, word in enumerate(english, start=1)}
    for tens, name in enumerate(_TENS.split(), start=2):
        words[name.removesuffix("y") + "ieth"] = tens * 10
        words |= {f"{name} {unit}": tens * 10 + n for n, unit in enumerate(english[:9], start=1)}
    for forms in (_FRENCH.split(), _SPANISH.split(), _ARABIC.split("|")):
        words |= {fold(word).replace("-", " "): n for n, word in enumerate(forms, start=1)}
    words["seconde"] = 2
    for n, inflected in enumerate(_URDU.split("|"), start=1):
        words |= {fold(word): n for word in inflected.split()}
    return words


ORDINALS = _ordinals()


def _any(*words: str) -> str:
    return "|".join(fold(word) for word in words)


# Patterns, for the inside of a group.
ORDINAL = "|".join(
    [word.replace(" ", "[ -]") for word in sorted(ORDINALS, key=len, reverse=True)]
    + [rf"(?:ال)?[0-9]{{1,3}}(?: ?(?:st|nd|rd|th|e|eme|re|er|\.?a|\.?o|{_any('ویں', 'واں')})\b)?"]
)
BEFORE = _any("التحرك العاجل", "البيان")
FURTHER = (
    f"further[ -]information|informations? complementaires?|informacion adicional|"
    f"{_any('مزید معلومات')}|{_any('ب')}?{_any('مزيد من المعلومات')}"
)
FOLLOW_UP = (
    f"follow[ -]?up|action de suivi|actualizacion|{_any('تازہ صورت')} ?{_any('حال')}|"
    f"{_any('فالو')} ?{_any('اپ')}|{_any('للمتابعة')}|{_any('متابعة')}"
)
ON = f"on|to|about|of|regarding|sur|sobre|de|{_any('بشأن', 'بابت', 'برائے', 'پر')}"
URGENT_ACTION = (
    r"urgent[ -]action(?:[ :(-]{1,3}ua)?|u\.?a\.?|action urgente|accion urgente|"
    f"{_any('ہنگامی کارروائی', 'ارجنٹ ایکشن', 'تحرك عاجل')}"
)
