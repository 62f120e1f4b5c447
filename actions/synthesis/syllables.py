"""What made-up words are built of: syllables, consonants and endings of five languages.

Each language has endings of its own, so that no word is made in two of them.
"""

from dataclasses import dataclass
from itertools import product


def _syllables(*parts: str) -> tuple[str, ...]:
    """Every way to put together one of each list of letters; `-` is none."""
    letters = product(*(part.split() for part in parts))
    return tuple("".join(chosen).replace("-", "") for chosen in letters)


@dataclass(frozen=True)
class Sounds:
    """The sounds of one language, as it writes them: syllables, a consonant, an ending."""

    firsts: tuple[str, ...]  # syllables that a word begins with
    further: tuple[str, ...]
    consonants: tuple[str, ...]
    endings: tuple[str, ...]
    # Letters that must not meet: words that hurt, or are holy to somebody, begin with them.
    unwanted: tuple[str, ...]


_ENGLISH = _syllables("b br d dr f g gr h k l m n p pr r s st t tr th v w", "a e i o u ea ai")
_FRENCH = _syllables("b br c ch d f g gr j l m n p pr r s t tr v", "a é i o u ou ai oi au")
_SPANISH = _syllables("b br c ch d f g gr l ll m n p pr r s t tr v z", "a e i o u ie ue")
_ARABIC = "ب ت ج د ر س ش ص ض ط ع غ ف ق ل م ن"
_URDU = "ب بھ پ ت تھ ٹ ج چ د دھ ر س ش ع ف ک کھ گ ل م ن ہ"

SOUNDS = {
    "en": Sounds(
        firsts=_ENGLISH,
        further=_ENGLISH,
        consonants=tuple("b d g k l ll m n nd nt p r rn rt t v".split()),
        endings=tuple("arn eld ast oth und ark ift olm".split()),
        unwanted=tuple("rap porn negr nud anus anal paki kik grop boner guro semen".split()),
    ),
    "fr": Sounds(
        firsts=_FRENCH,
        further=_FRENCH,
        consonants=tuple("b ch d g l m n nt p r rd rm t tr v".split()),
        endings=tuple("eau elle onne igne ombe aise ande uve".split()),
        unwanted=tuple(
            "bit put merd mérd fout baise baisé suce sucé caca negr négr péd ped pét étr pip bord"
            " foll nich chi".split()
        ),
    ),
    "es": Sounds(
        firsts=_SPANISH,
        further=_SPANISH,
        consonants=tuple("b c d l ll m n nd nt ñ p r rd rm t v".split()),
        endings=tuple("al ín ango illo eda uno ez ajo".split()),
        unwanted=tuple(
            "caca cag coñ cón put mierd mierm cul ped naz semen cabr orin oriñ pene tet poll jod"
            " mari ramer follar".split()
        ),
    ),
    # No word begins with what Arabic writes together with a word: and, so, in, as, for, will.
    "ar": Sounds(
        firsts=_syllables("ت ث ج خ د ذ ر ش ص ض ط ظ ع غ ق م ن", "ا و ي -"),
        further=_syllables(_ARABIC, "ا و ي -"),
        consonants=tuple(_ARABIC.split()),
        endings=tuple("اب اد ار وج وش يف يق وم".split()),
        unwanted=tuple("شرم شرج عرص لوط لعق نبي رسول شيط خول ثد قضي تمص جما بيض".split()),
    ),
    "ur": Sounds(
        firsts=_syllables(_URDU, "ا و ی"),
        further=_syllables(_URDU, "ا و ی -"),
        consonants=tuple(_URDU.split()),
        endings=tuple("اڑی یلا وٹا انگ اچے یڑا اژی وں".split()),
        unwanted=tuple("چو بھوس ٹٹ گان ہگ نبی رسول".split()),
    ),
}
