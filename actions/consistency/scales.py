"""Words that make a number large, and the words for small numbers that stand before them.

By language; all in the one form of actions/consistency/text.py and in small letters.
"""

from functools import cache

from actions.consistency.text import one_form

# The power of ten that each word stands for.
_SCALES = {
    "en": "hundred 2 thousand 3 lakh 5 lakhs 5 lac 5 million 6 mn 6 crore 7 crores 7 billion 9 "
    "bn 9 trillion 12",
    "ur": "سو 2 ہزار 3 لاکھ 5 ملین 6 کروڑ 7 ارب 9 بلین 9 کھرب 11 ٹریلین 12",
    "ar": "مئة 2 مائة 2 ألف 3 ألفا 3 آلاف 3 مليون 6 مليونا 6 ملايين 6 مليار 9 مليارا 9 مليارات 9",
    "fr": "cent 2 cents 2 mille 3 million 6 millions 6 milliard 9 milliards 9",
    "es": "mil 3 millón 6 millon 6 millones 6",
    "fa": "صد 2 هزار 3 میلیون 6 میلیارد 9",
}
# Small numbers in words, from 1 on, the forms of one number joined by "/".
_COUNTED = {
    "en": "one/a/an two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty",
    "ur": "ایک دو تین چار پانچ چھ/چھے سات آٹھ نو دس گیارہ بارہ "
    "تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس اکیس بائیس تئیس چوبیس "
    "پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس "
    "سینتیس اڑتیس انتالیس چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس "
    "انچاس پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ "
    "اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر "
    "تہتر چوہتر پچہتر چھہتر ستتر اٹھہتر اناسی اسی اکیاسی بیاسی تراسی چوراسی "
    "پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکانوے بانوے ترانوے چورانوے پچانوے چھیانوے "
    "ستانوے اٹھانوے ننانوے",
    "ar": "واحد اثنان ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني تسعة/تسع "
    "عشرة/عشر",
    "fr": "un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize",
    "es": "un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
}
_TENS = {
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "fr": "trente quarante cinquante soixante",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
# Parts of one: "half a million", "ڈیڑھ لاکھ" (one and a half).
_PARTS = {
    "en": {"half a": 0.5},
    "ur": {"آدھا": 0.5, "نصف": 0.5, "سوا": 1.25, "ڈیڑھ": 1.5, "ڈھائی": 2.5},
    "ar": {"نصف": 0.5},
    "fr": {"un demi": 0.5, "un demi-": 0.5},
    "es": {"medio": 0.5},
}
# Words that are a number without another before them: "mille", "مليون", "مليونان" (two million).
_ALONE = {
    "ar": "ألف 1000 ألفان 2000 ألفين 2000 مليون 1000000 مليونا 1000000 مليونان 2000000 "
    "مليونين 2000000 مليوني 2000000 مليار 1000000000",
    "fr": "mille 1000",
    "es": "mil 1000",
}
# What is added to, or taken from, the number that follows: "ساڑھے تین لاکھ" is 350,000.
ADDED = {one_form(word): part for word, part in {"ساڑھے": 0.5, "سوا": 0.25, "پونے": -0.25}.items()}


@cache
def scales(language: str) -> dict[str, int]:
    """The power of ten of each word that makes a number large."""
    words = one_form(_SCALES.get(language, "")).lower().split()
    return {word: int(power) for word, power in zip(words[::2], words[1::2], strict=True)}


@cache
def alone(language: str) -> dict[str, int]:
    """The value of each word that is a number by itself."""
    words = one_form(_ALONE.get(language, "")).lower().split()
    return {word: int(value) for word, value in zip(words[::2], words[1::2], strict=True)}


@cache
def counted(language: str) -> dict[str, float]:
    """The value of each small number in words, as it stands before a scale."""
    words: dict[str, float] = {}
    for number, forms in enumerate(one_form(_COUNTED.get(language, "")).split(), 1):
        words |= dict.fromkeys(forms.split("/"), number)
    for tens, word in enumerate(_TENS.get(language, "").split(), 3):
        words[word] = tens * 10
    words |= {one_form(word): part for word, part in _PARTS.get(language, {}).items()}
    return words
