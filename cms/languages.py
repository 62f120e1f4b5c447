"""Languages: which the directory has columns for, what they are called, how they run on the line.

Nothing here reads Django's settings, so that the settings can be made from it. Names and
directions are CLDR's, by babel.
"""

import re
import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.functional import lazy
from django.utils.translation import get_language

# Code and English name. One more is a line here and `makemigrations`.
DIRECTORY_LANGUAGES = [
    ("en", "English"),
    ("ur", "Urdu"),
    ("ar", "Arabic"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("tr", "Turkish"),
    ("de", "German"),
    ("bn", "Bangla"),
]

# Which style of the Arabic script a language is read in.
SCRIPT_CLASSES = {"ur": "nastaliq", "ar": "naskh", "fa": "naskh", "ps": "naskh"}


@cache
def _locale(code: str) -> Locale | None:
    """CLDR's data of a language such as "pt" or "fa-AF"; None where it has none."""
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def direction(code: str) -> str:
    """`rtl` or `ltr`: how a language is written; `ltr` where CLDR doesn't know it."""
    locale = _locale(code)
    return "rtl" if locale and locale.character_order == "right-to-left" else "ltr"


def has_right_to_left(text: str) -> bool:
    """Whether any letter of a text is written from the right."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


# Latin letters, as a regular expression has them between brackets.
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
# Letters that tell languages of the Arabic script apart, the most telling first. Persian has none
# that Urdu hasn't.
_TELLING = {"ps": "ټډړږښځڅېۍ", "ur": "ٹڈڑںےہھۓپچژگکی", "ar": "ابتدرسعلمنو"}


def language_of_letters(text: str) -> str:
    """A guess at the language of a few words of which nobody said it: "ur" for "روزنامہ".

    English for Latin letters; "" for letters of a script that none of ours is written in.
    """
    letters = set(text)
    if has_right_to_left(text):
        return next((code for code, telling in _TELLING.items() if letters & set(telling)), "")
    return "" if letters and not re.search(f"[{LATIN}0-9]", text) else "en"


def language_of_words(text: str, *, likely: str) -> str:
    """The language that words are probably in: the likely one, if they are in its script.

    Else a guess at their letters, "" where these say nothing.
    """
    guess = language_of_letters(text)
    return likely if guess and direction(guess) == direction(likely) else guess


def own_name(code: str) -> str:
    """A language's name in itself as it stands alone in a list: "Français", "اردو".

    CLDR has names as they stand in a sentence; a list begins each with a capital. The code where
    CLDR has no name.
    """
    locale = _locale(code)
    name = (locale.get_display_name() if locale else None) or code
    return name[:1].title() + name[1:]


def name_in(code: str, language: str) -> str:
    """The name of a language in another as in a sentence: ("en", "fr") is "anglais"."""
    locale = _locale(language)
    return (locale.languages.get(code.replace("-", "_")) if locale else None) or code


def _name_for_reader(code: str) -> str:
    return name_in(code, get_language() or "en")


# The same in the language that is active when it is printed.
name_for_reader = lazy(_name_for_reader, str)


def script_class(code: str) -> str:
    """The class of what is written in a language: `nastaliq`, `naskh`, or "" for other scripts."""
    return SCRIPT_CLASSES.get(code.partition("-")[0], "")


def language_info(code: str) -> dict[str, str | bool]:
    """What Django keeps of a language in `django.conf.locale.LANG_INFO`, which lacks Pashto."""
    return {
        "bidi": direction(code) == "rtl",
        "code": code,
        "name": name_in(code, "en"),
        "name_local": own_name(code),
    }
