"""Catalogues of translations: what is found wrong in them, and that they compile."""

import gettext
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.catalogues import (
    catalogue_path,
    catalogue_problems,
    compile_catalogues,
    plural_categories,
)
from cms.extraction import source_problems
from tests.requirements import requires_program

HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {plural}\\n"\n'
)
URDU = "nplurals=2; plural=(n != 1);"


def write(folder: Path, *entries: str, language: str = "ur", plural: str = URDU) -> Path:
    """A catalogue of these entries in `folder`."""
    path = catalogue_path(language, locale_dir=folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEADER.format(plural=plural), *entries]), "utf-8")
    return path


def entry(msgid: str, msgstr: str, *, before: str = "") -> str:
    """A singular entry as a catalogue has it."""
    quoted = [text.replace('"', '\\"').replace("\n", "\\n") for text in (msgid, msgstr)]
    return f'{before}msgid "{quoted[0]}"\nmsgstr "{quoted[1]}"\n'


def plural_entry(one: str, other: str, *forms: str) -> str:
    """A plural entry as a catalogue has it."""
    lines = [f'msgid "{one}"', f'msgid_plural "{other}"']
    lines += [f'msgstr[{number}] "{form}"' for number, form in enumerate(forms)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (entry("Close", ""), "ur: not translated: “Close”"),
        (entry("Close", "بند", before="#, fuzzy\n"), "ur: fuzzy: “Close”"),
        ('#~ msgid "Old"\n#~ msgstr "پرانا"\n', "ur: obsolete: “Old”"),
        (entry("By %(day)s", "تک"), "ur: placeholder %(day)s is missing: “By %(day)s”"),
        (entry("By", "%(day)s تک"), "ur: placeholder %(day)s is unknown: “By”"),
        (entry("To {name}", "بنام"), "ur: placeholder {name} is missing: “To {name}”"),
        (entry("%s of %s", "%s کا"), "ur: placeholders such as %s differ: “%s of %s”"),
        (entry("<b>Write</b>", "<b>لکھیں"), "ur: tags differ: </b>: “<b>Write</b>”"),
        (entry("End\n", "ختم"), "ur: ends with a new line in one language only: “End”"),
        (plural_entry("One", "%(n)s", "ایک"), "ur: 1 plural forms instead of 2: “One”"),
    ],
)
def test_a_fault_is_named_with_its_string(tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, text)
    assert expected in catalogue_problems("ur", locale_dir=tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        entry("Act by %(day)s", "%(day)s تک"),
        entry('<a href="%(url)s">Read</a> more', 'مزید <a href="%(url)s">پڑھیں</a>'),
        entry("100% sure {x}", "100% یقین {x}"),
        plural_entry("One letter", "%(n)s letters", "ایک خط", "%(n)s خطوط"),
        plural_entry("%(n)s letter", "%(n)s letters", "ایک خط", "%(n)s خطوط"),
    ],
)
def test_a_sound_entry_is_left_alone(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    assert catalogue_problems("ur", locale_dir=tmp_path) == []


def test_a_missing_catalogue_and_an_unreadable_one_are_named(tmp_path: Path) -> None:
    assert "there is no catalogue" in catalogue_problems("ur", locale_dir=tmp_path)[0]
    path = write(tmp_path, "neither msgid nor comment")
    assert str(path) in catalogue_problems("ur", locale_dir=tmp_path)[0]


@pytest.mark.parametrize(
    ("language", "plural", "part"),
    [
        ("ur", "nplurals=1; plural=0;", "CLDR has 2"),
        ("ur", "nplurals=2; plural=(n > 1);", "disagrees with CLDR, first for 0"),
        ("fr", "nplurals=2; plural=(n > 1);", "CLDR has 3"),
        ("ur", "", "no readable Plural-Forms"),
    ],
)
def test_a_plural_rule_that_is_not_cldrs_is_refused(
    tmp_path: Path, language: str, plural: str, part: str
) -> None:
    write(tmp_path, entry("Close", "بند"), language=language, plural=plural)
    (problem,) = catalogue_problems(language, locale_dir=tmp_path)
    assert part in problem


def test_the_five_languages_have_the_plural_forms_that_cldr_gives_them() -> None:
    forms = {code: len(plural_categories(code)) for code in ("en", "ur", "ar", "fr", "es")}
    assert forms == {"en": 2, "ur": 2, "ar": 6, "fr": 3, "es": 3}


def test_compiling_gives_the_translations_and_only_what_changed(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        entry("Close", "بند"),
        entry("Guess", "اندازہ", before="#, fuzzy\n"),
        plural_entry("One letter", "%(n)s letters", "ایک خط", "%(n)s خطوط"),
    )
    (compiled,) = compile_catalogues(locale_dir=tmp_path)
    with compiled.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Close") == "بند"
    assert words.gettext("Guess") == "Guess", "a fuzzy entry is not shown to readers"
    assert [words.ngettext("One letter", "%(n)s letters", n) for n in (1, 5)] == [
        "ایک خط",
        "%(n)s خطوط",
    ]
    assert compile_catalogues(locale_dir=tmp_path) == []
    later = compiled.stat().st_mtime_ns + 1_000_000_000
    os.utime(source, ns=(later, later))
    assert compile_catalogues(locale_dir=tmp_path) == [compiled]
    assert sorted(path.name for path in compiled.parent.iterdir()) == ["django.mo", "django.po"]


WORDS = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Lo"), max_codepoint=0x6FF))
PARTS = st.lists(
    st.one_of(WORDS, st.sampled_from(["%(day)s", "%(n)d", "{name}", "<b>", "</b>", "<br>", "%%"])),
    min_size=1,
)


@given(parts=PARTS, data=st.data())
def test_any_order_of_the_same_parts_is_a_sound_translation(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str], data: st.DataObject
) -> None:
    original = "x " + " ".join(parts)
    translated = "ے " + " ".join(data.draw(st.permutations(parts)))
    folder = tmp_path_factory.mktemp("catalogue")
    write(folder, entry(original, translated))
    assert catalogue_problems("ur", locale_dir=folder) == []


def test_strings_are_compared_with_the_sources(tmp_path: Path) -> None:
    requires_program("xgettext", package="gettext")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}{% translate 'Write today' %}{% blocktranslate trimmed count n=n %}\n"
        "  {{ n }} letter\n{% plural %}\n  {{ n }} letters\n{% endblocktranslate %}"
    )
    (tmp_path / "cms").mkdir()
    (tmp_path / "cms" / "models.py").write_text(
        "from django.utils.translation import gettext as _, pgettext\n"
        "_('Act by')\npgettext('a letter', 'Close')\n"
    )
    write(
        tmp_path / "locale",
        entry("Act by", "تک"),
        entry("Close", "بند"),
        plural_entry("%(n)s letter", "%(n)s letters", "%(n)s خط", "%(n)s خطوط"),
    )
    assert source_problems("ur", root=tmp_path) == [
        "ur: not in the catalogue: “Write today”",
        "ur: not in the catalogue: “Close”",  # the one with a context
        "ur: no longer in the sources: “Close”",
    ]
