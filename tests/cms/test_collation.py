"""Names stand in the order in which a language's readers look for them, sorted by whom ever."""

import pytest
from django.utils import translation

from actions.models import Organisation
from cms.collation import sort_key
from cms.ordering import InOrder

# Each in the order of CLDR's tailored Unicode collation, as ICU sorts it. A name that is there in
# English only stands behind those in the language's own script.
ORDERS = {
    "en": ["Aland", "Åland", "Austria", "Co op", "co-op", "coop", "Côte d’Ivoire", "Croatia", "Éire", "Estonia"],
    "fr": ["cote", "coté", "côte", "côté", "Égypte", "Équateur", "Espagne", "Etat", "État", "Zambie"],
    # ñ is a letter after n, whatever follows it.
    "es": ["Espania", "Espanz", "España", "Níger", "Nigeria", "nz", "Ñuble", "Ñuñoa", "Omán", "Zambia"],
    # Every hamza and alif is one letter, madd two; ة is beside ت and ى beside ي.
    "ar": ["آيسلندا", "أذربيجان", "الأردن", "ألبانيا", "ألمانيا", "اليمن", "أوكرانيا", "إيران", "تونس", "كوبا", "Kenya"],
    # آ is a letter after ا, an aspirated letter one after its plain one; ہ ھ ی ے are the last.
    "ur": ["اٹلی", "البانیہ", "ایران", "آسٹریا", "بیلجیم", "بھارت", "پاکستان", "تیونس", "تھائی لینڈ", "ٹونگا", "چین",
           "ڈنمارک", "روس", "ژاپن", "کینیا", "گھانا", "ناروے", "ویتنام", "ہنگری", "یمن", "Kenya"],
    "fa": ["آلمان", "ایران", "پاکستان", "چین", "ژاپن", "سوازیایی", "سوئد", "گرجستان", "هند", "یمن"],
    "ru": ["Албания", "Ёмкость", "Енисей", "Жёлтый", "Иран", "Йемен", "Япония", "Zambia"],
    "tr": ["Cezayir", "Çad", "Güney", "Ğ", "Hırvatistan", "Irak", "İran", "Oman", "Özbekistan", "Sudan", "Şili"],
}  # fmt: skip


@pytest.fixture(params=ORDERS)
def language(request) -> str:
    """A language that has an order of its own, or the root's."""
    return request.param


def shuffled(names: list[str]) -> list[str]:
    return names[::-2] + names[-2::-2]


def test_names_are_sorted_as_their_language_does(language: str) -> None:
    mixed = shuffled(ORDERS[language])
    assert mixed != ORDERS[language]
    assert sorted(mixed, key=sort_key(language)) == ORDERS[language]


def test_languages_differ_where_they_do() -> None:
    names = ["nz", "ña"]
    assert sorted(names, key=sort_key("fr")) == ["ña", "nz"]
    assert sorted(names, key=sort_key("es")) == ["nz", "ña"]
    assert sorted(["یمن", "ہنگری"], key=sort_key("ur")) == ["ہنگری", "یمن"]
    # Where CLDR has no other order, and for a variety of a language.
    assert sorted(["Zug", "Öl", "ab"], key=sort_key("xx")) == ["ab", "Öl", "Zug"]
    assert sorted(["آلمان", "ایران"], key=sort_key("fa-AF")) == ["آلمان", "ایران"]


@pytest.mark.django_db
def test_the_database_sorts_as_python_does(language: str) -> None:
    column = f"name_{language}"
    known = [
        Organisation.objects.create(**{column: name}).pk for name in shuffled(ORDERS[language])
    ]
    english = Organisation.objects.create(name_en="Zzz").pk
    with translation.override(language):
        rows = Organisation.objects.filter(pk__in=[*known, english])
        names = [row.name for row in rows.order_by(InOrder("name"))]
        backwards = [row.name for row in rows.order_by(InOrder("name").desc())]
    # One that isn't in the language is where its English name belongs.
    assert names == sorted([*ORDERS[language], "Zzz"], key=sort_key(language))
    assert backwards == names[::-1]
