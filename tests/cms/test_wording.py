"""Lists in sentences, as CLDR joins their parts in each language."""

import pytest
from babel.lists import format_list
from django.template import Context, Template
from django.utils import translation

from cms.localtext import LocalText
from cms.wording import either, listed, together

LOCALES = {"en": "en_GB", "ur": "ur_PK", "ar": "ar_001", "fr": "fr", "es": "es"}
PARTS = ["Kenya", "UNHCR", "Perú", "پاکستان"]


@pytest.mark.parametrize(
    ("language", "all_of_them", "one_of_them"),
    [
        ("en", "A, B and C", "A, B or C"),
        ("ur", "A، B، اور C", "A، B، یا C"),
        ("ar", "A وB وC", "A أو B أو C"),
        ("fr", "A, B et C", "A, B ou C"),
        ("es", "A, B y C", "A, B o C"),
    ],
)
def test_a_list_in_a_sentence(language: str, all_of_them: str, one_of_them: str) -> None:
    with translation.override(language):
        assert together("ABC") == all_of_them
        assert either("ABC") == one_of_them


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("length", range(5))
def test_lists_of_any_length(language: str, length: int) -> None:
    parts = PARTS[:length]
    locale = LOCALES[language]
    assert together(parts, language=language) == format_list(parts, locale=locale)
    assert either(parts, language=language) == format_list(parts, "or", locale=locale)


@pytest.mark.parametrize(
    ("last", "and_", "or_"),
    [
        ("Irán", "e", "o"),
        ("índigo", "e", "o"),
        ("Hidalgo", "e", "o"),
        ("hielo", "y", "o"),
        ("<bdi>Italia</bdi>", "e", "o"),
        ("“Interior”", "e", "o"),
        ("Yemen", "y", "o"),
        ("Omán", "y", "u"),
        ("Honduras", "y", "u"),
        ("Perú", "y", "o"),
    ],
)
def test_spanish_changes_the_word_before_a_like_sound(last: str, and_: str, or_: str) -> None:
    assert together(["Cuba", last], language="es") == f"Cuba {and_} {last}"
    assert either(["Cuba", "Chile", last], language="es") == f"Cuba, Chile {or_} {last}"
    assert together(["Cuba", last], language="fr") == f"Cuba et {last}"


def test_labels_stand_side_by_side_without_a_word_between() -> None:
    with translation.override("ur"):
        assert listed(["A", "B", "C"]) == "A، B، C"


def shown(template: str, **context) -> str:
    return Template(template).render(Context(context))


def test_names_keep_their_own_language_in_the_list() -> None:
    names = [LocalText("A & B", "fr"), LocalText("وزارت", "ur"), LocalText("C {0}", "fr")]
    assert shown('{% all_of names "fr" %}', names=names) == (
        'A &amp; B, <span lang="ur" dir="rtl">وزارت</span> et C {0}'
    )
    others = shown('{% any_of names "fr" own nothing %}', names=names[:1], own="<votre> langue")
    assert others == "A &amp; B ou &lt;votre&gt; langue"
    assert shown("{{ names|listed }}", names=["<b>", "c"]) == "&lt;b&gt;, c"
