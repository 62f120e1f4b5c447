"""Words as they are written in an action and as a reader may type them.

In each line every spelling finds every other, whatever the engine. No word of one group is found
by its neighbour in APART.
"""

from itertools import permutations

# One letter, typed on an Urdu, an Arabic or a Persian keyboard.
KEYBOARDS = """
یمن|يمن|ىمن
ملک|ملك
پاکستان|پاكستان
کراچی|كراچي|کراچي|كراچی
کشمیر|كشمير|كشمیر
قیدی|قيدي|قىدى
عدالتی|عدالتي|عدالتى
شہری|شهري|شهری|شہري
ہائی کورٹ|هائی کورٹ|ہائي كورٹ|ھائی کورٹ
مہاجر|مهاجر|مھاجر
ہیومن رائٹس|هيومن رائٹس|ھیومن رائٹس
مجھے|مجهے|مجہے
گرفتاری|گرفتاري|گرفتارى
وکیل|وكيل|وكیل|وکيل
حکومت|حكومت
کابل|كابل
کویت|كويت|کويت
مصطفیٰ|مصطفى|مصطفی|مصطفي
موسیٰ|موسى|موسی
عیسیٰ|عيسى|عیسی
الریاض|الرياض
السعودیة|السعودية|السعوديه|السعودیہ
القاهرة|القاهره|القاہرہ|القاھرة
غزة|غزه|غزہ|غزۃ
صلاة|صلاه|صلاۃ|صلاہ
لجنة|لجنه|لجنۃ
محكمة|محکمة|محكمه|محکمہ
مدرسة|مدرسه|مدرسہ
سورية|سوريه|سوریہ
حياة|حیاة
"""
# Hamza and madda: on their letter, left out, or on another.
HAMZAS = """
آزادی|ازادی|أزادی
آرٹیکل|ارٹیکل
قرآن|قران|قرأن
إعدام|اعدام|أعدام
أحمد|احمد|إحمد
إيران|ايران|ایران|أيران
إسلام|اسلام|ٱسلام
الإعدام|الاعدام|الأعدام
أسرى|اسری|أسري
مؤتمر|موتمر
مسؤول|مسوول
رؤساء|روساء
سؤال|سوال
قائد|قاید|قايد
عائشہ|عایشہ|عائشة|عايشه
رئیس|رییس|رئيس
لائبریری|لایبریری
دائمہ|دایمہ|دائمة
آئین|ایین|آئين
آل سعود|ال سعود|أل سعود
"""
# Vowel signs and other marks, which hardly anybody types in a search.
MARKS = """
عُقُوبَةُ|عقوبة|عقوبه|عقوبہ
ٱلْإِعْدَامِ|الإعدام|الاعدام
حُرِّيَّة|حرية|حریہ|حرّية
مُحَمَّد|محمد|محمّد
مُعْتَقَل|معتقل
قَضِيَّة|قضية|قضیہ
رَسَائِل|رسائل|رسايل
كِتَابٌ|كتاب|کتاب
فوراً|فورا|فورًا
مثلاً|مثلا|مثلًا
رحمٰن|رحمن
اعلیٰ|اعلی|أعلى
زکوٰۃ|زکوۃ|زكوة
ضِلع|ضلع
سِندھ|سندھ|سنده
اُردو|اردو
بِھائی|بھائی|بهائي
جُرم|جرم
ظُلم|ظلم
مَوت|موت
"""
# Tatweel, joiners and blanks, marks of direction.
UNSEEN = """
محـــمد|محمد
الــعــدالة|العدالة|العداله
مــوت|موت
سلمـان|سلمان
بی‌بی|بی بی
می‌خواهم|می خواهم
نامه‌ها|نامه ها|نامہ ہا
خانه‌ام|خانه ام
دہشت‌گردی|دہشت گردی
انسانی‌حقوق|انسانی حقوق
‏سزا‏|سزا
‫خط‬|خط
⁧رہائی⁩|رہائی
سز﻿ا|سزا
"""
# Presentation forms, which old PDF and Word files hold.
PRESENTATION = """
ﻣﺤﻤﺪ|محمد
ﺍﻟﻌﺪﺍﻟﺔ|العدالة|العداله
ﻻ|لا
ﺳﻼﻡ|سلام
ﻛﺘﺎﺏ|كتاب|کتاب
ﭘﺎﮐﺴﺘﺎﻥ|پاکستان|پاكستان
ﮔﺮﻓﺘﺎﺭ|گرفتار
ﭼﯿﻒ|چیف|چيف
ﮨﮯ|ہے|هے
ﻗﺎﺿﻲ|قاضي|قاضی
ﺁﺯﺍﺩﯼ|آزادی|ازادی
ﻗﺮﺁﻥ|قرآن|قران
ﺇﻋﺪﺍﻡ|إعدام|اعدام
ﺣﺮﻳﺔ|حرية|حریہ
ﺭﺋﻴﺲ|رئيس|رئیس
ﺍﷲ|االله
ﻣﺤﻤّﺪ|محمّد|محمد
ﻣﺤﻤﹽﺪ|محمد
ﻣﺤﻤﹼﺪ|محمد
ﺻﻠﮯ|صلے
"""
# Digits of every keyboard.
DIGITS = """
۱۰۸۰۳۱۲|1080312|١٠٨٠٣١٢
۲۰۲۳|2023|٢٠٢٣|２０２３
۱۰۹|109|١٠٩
۳۱|31|٣١
۵۰۰۰|5000|٥٠٠٠
دفعہ ۲۹۵|دفعہ 295|دفعه ٢٩٥
७५|75|৭৫
"""
# Latin script: accents, case, ligatures, wide letters.
LATIN = """
détenu|detenu|DÉTENU|de\u0301tenu
liberté|liberte|LIBERTÉ
élève|eleve|ÉLÈVE
Genève|geneve|GENÈVE
cœur|cœur|CŒUR
çà|ca|ÇA
naïf|naif|NAÏF
Noël|noel
où|ou
forêt|foret
ejecución|ejecucion|EJECUCIÓN
niño|nino|NIÑO|nin\u0303o
México|mexico
pingüino|pinguino
acción|accion|ACCIÓN
Ángel|angel
Perú|peru
straße|strasse|STRASSE
ﬁnal|final|FINAL
ｕｒｇｅｎｔ|urgent
İstanbul|istanbul|ISTANBUL
Diyarbakır|diyarbakir|DİYARBAKIR
São Paulo|sao paulo
Łódź|łodz|ŁÓDŹ
"""
ALIKE = {
    "keyboards": KEYBOARDS,
    "hamza and madda": HAMZAS,
    "vowel signs and marks": MARKS,
    "tatweel, joiners, directions": UNSEEN,
    "presentation forms": PRESENTATION,
    "digits": DIGITS,
    "Latin script": LATIN,
}
# Other words, however near.
APART = """
کل|گل
پل|بل
چار|جار
ٹال|تال
ڈاک|داک
پڑا|پرا
ژالہ|زالہ
سزا|صزا
قلب|کلب
عام|ام
حرم|ہرم
ماں|مان
بے|بی
کے|کی
ہے|ہی
شیر|سیر
ظالم|زالم
غزہ|عزہ
موت|مت
نظر|نذر
سب|ثب
طور|تور
۱۰۹|۱۹۰
109|1090
año|ana
peine|pleine
mort|mord
"""


def groups(lines: str) -> list[list[str]]:
    """The spellings of each line."""
    return [line.split("|") for line in lines.strip("\n").splitlines()]


def pairs() -> list[tuple[str, str, str]]:
    """What it is about, as written, as typed: each spelling of a group with each other."""
    return [
        (name, written, typed)
        for name, lines in ALIKE.items()
        for group in groups(lines)
        for written, typed in permutations(dict.fromkeys(group), 2)
    ]
