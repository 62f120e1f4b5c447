"""Catalogues of translated strings, without the gettext programs: compiled by babel, checked here.

What is in the sources but not in a catalogue is `cms.extraction`'s business.
"""

import gettext
import io
import os
import re
from collections import Counter
from pathlib import Path

import babel
import polib
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import to_locale

CATALOGUE_LANGUAGES = ("ur", "ar", "fr", "es")
LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"
# For strings of the packages: all that editors meet of Wagtail in Urdu, which it lacks, and what
# CLDR has otherwise.
PACKAGES_LOCALE_DIR = LOCALE_DIR / "packages"

# The order in which gettext numbers the plural categories that CLDR names.
PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
PLURAL_SAMPLES = (*range(201), 1_000, 1_000_000, 1_000_001, 2_000_000)

NAMED = re.compile(r"%\((\w+)\)[-#0+]*\d*(?:\.\d+)?[a-zA-Z]")
POSITIONAL = re.compile(r"(?<!%)%[-#0+]*\d*(?:\.\d+)?[sdifrxeg]")
BRACES = re.compile(r"\{(\w*[\w.]*)(?:![rsa])?(?::[^{}]*)?\}")
TAG = re.compile(r"<(/?[a-zA-Z][\w-]*)[^<>]*>")


def catalogue_path(language: str, *, locale_dir: Path = LOCALE_DIR, domain: str = "django") -> Path:
    """Where the catalogue of a language is kept; "djangojs" is what scripts say."""
    return locale_dir / to_locale(language) / "LC_MESSAGES" / f"{domain}.po"


def compile_catalogues(*, force: bool = False, locale_dir: Path = LOCALE_DIR) -> list[Path]:
    """Compile each catalogue that is newer than its compiled file; returns what was written.

    A compiled file is put in place in one step: a server that starts meanwhile never reads half
    of one. Fuzzy and obsolete entries are left out, as gettext leaves them out.
    """
    written = []
    for source in sorted(locale_dir.glob("**/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not force and target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        unfinished = target.with_name(f".{target.name}.{os.getpid()}")
        unfinished.write_bytes(compiled.getvalue())
        unfinished.replace(target)
        written.append(target)
    return written


def catalogue_problems(
    language: str, *, locale_dir: Path = LOCALE_DIR, domain: str = "django"
) -> list[str]:
    """What is wrong with a catalogue by itself, a line each; empty when it is sound."""
    path = catalogue_path(language, locale_dir=locale_dir, domain=domain)
    if not path.is_file():
        return [f"{language}: there is no catalogue at {path}"]
    try:
        catalogue = polib.pofile(str(path))
    except OSError as error:  # polib's own syntax errors are of this kind
        return [f"{language}: {error}"]
    problems = _plural_header_problems(language, catalogue.metadata.get("Plural-Forms", ""))
    for entry in catalogue:
        problems += [f"{what}: {_shortened(entry.msgid)}" for what in _entry_problems(entry)]
    forms = len(plural_categories(language))
    for entry in catalogue:
        if entry.msgid_plural and len(entry.msgstr_plural) != forms:
            count = len(entry.msgstr_plural)
            problems.append(f"{count} plural forms instead of {forms}: {_shortened(entry.msgid)}")
    return [f"{language}: {problem}" for problem in problems]


def plural_categories(language: str) -> tuple[str, ...]:
    """CLDR's plural categories of a language in gettext's order; `("one", "other")` for Urdu.

    Read from the rules themselves: babel's `get_plural` knows two forms of French and Spanish,
    where CLDR has three.
    """
    tags = babel.Locale.parse(language, sep="-").plural_form.tags
    return tuple(name for name in PLURAL_CATEGORIES if name in tags or name == "other")


def _plural_header_problems(language: str, header: str) -> list[str]:
    """Whether the Plural-Forms line chooses the form that CLDR would, for many numbers."""
    read = re.fullmatch(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?);?\s*", header)
    categories = plural_categories(language)
    if read is None:
        return ["the header has no readable Plural-Forms"]
    if int(read[1]) != len(categories):
        return [f"Plural-Forms says {read[1]} forms; CLDR has {len(categories)}: {categories}"]
    chosen = gettext.c2py(read[2])
    category = babel.Locale.parse(language, sep="-").plural_form
    wrong = [n for n in PLURAL_SAMPLES if chosen(n) != categories.index(category(n))]
    return [f"Plural-Forms disagrees with CLDR, first for {wrong[0]}"] if wrong else []


def _entry_problems(entry: polib.POEntry) -> list[str]:
    """What is wrong with one entry."""
    if entry.obsolete:
        return ["obsolete"]
    forms = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
    if not forms or not all(text.strip() for text in forms.values()):
        return ["not translated"]
    problems = ["fuzzy"] if entry.fuzzy else []
    last = max(forms)
    for number, text in forms.items():
        # "one letter" need not say its number: only the last form has to say everything.
        problems += _placeholder_problems(entry, text, may_omit=number != last)
        problems += _shape_problems(entry.msgid_plural or entry.msgid, text)
    return list(dict.fromkeys(problems))


def _placeholder_problems(entry: polib.POEntry, text: str, *, may_omit: bool) -> list[str]:
    """Placeholders of one form that its string lacks or doesn't know.

    Named ones may be used more than once, or left out where `may_omit`; those without a name
    are counted, as Python counts them when it fills them in.
    """
    original, problems = entry.msgid_plural or entry.msgid, []
    for pattern, shown in ((NAMED, "%({})s"), (BRACES, "{{{}}}")):
        wanted, found = set(pattern.findall(original)), set(pattern.findall(text))
        known = wanted | set(pattern.findall(entry.msgid))
        missing = set() if may_omit else wanted - found
        problems += [f"placeholder {shown.format(name)} is missing" for name in sorted(missing)]
        problems += [
            f"placeholder {shown.format(name)} is unknown" for name in sorted(found - known)
        ]
    if POSITIONAL.findall(original) != POSITIONAL.findall(text):
        problems.append("placeholders such as %s differ")
    return problems


def _shape_problems(original: str, text: str) -> list[str]:
    """Tags and outer new lines that differ between a string and its translation."""
    problems = []
    wanted, found = Counter(TAG.findall(original)), Counter(TAG.findall(text))
    if wanted != found:
        differing = sorted((wanted - found) + (found - wanted))
        problems.append("tags differ: " + " ".join(f"<{tag}>" for tag in differing))
    if original.startswith("\n") != text.startswith("\n"):
        problems.append("begins with a new line in one language only")
    if original.endswith("\n") != text.endswith("\n"):
        problems.append("ends with a new line in one language only")
    return problems


def _shortened(text: str) -> str:
    """A string on one line, short enough to be found by."""
    line = " ".join(text.split())
    return f"“{line[:70]}…”" if len(line) > 71 else f"“{line}”"
