"""What every stylesheet keeps to: no left or right, colours from tokens only, text that can be read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import tinycss2
import tinycss2.color3

from tests.requirements import ROOT

FOLDER = ROOT / "static" / "css"
TOKENS = FOLDER / "tokens.css"
TEXT_COLOURS = ("ink", "quiet", "red", "green")
GROUNDS = ("paper", "sheet")

SIDE = r"(left|right|top|bottom)"
PHYSICAL_NAME = re.compile(
    rf"""(margin|padding|border|inset|scroll-margin|scroll-padding)-{SIDE}(-.+)?
      | border-{SIDE}-{SIDE}-radius | {SIDE}
      | (min-|max-)?(width|height) | overflow-[xy] | overscroll-behavior-[xy] | background-position-[xy]
      | contain-intrinsic-(width|height)""",
    re.VERBOSE,
)
# Where a value names a side, and a script written from the right would need the other.
SIDED_VALUE = re.compile(r"\b(left|right)\b")
SIDED_NAMES = ("text-align", "text-align-last", "float", "clear", "caption-side", "resize")
# Four values go round by physical sides: top, right, bottom, left.
ROUND_THE_BOX = re.compile(r"margin|padding|inset|border-(width|style|color|radius)|scroll-.+")

COLOUR_WORDS = {"currentcolor", "transparent", "inherit", "buttontext"}
COLOUR_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"}


@dataclass(frozen=True)
class Declaration:
    """One declaration of a stylesheet, with where it stands."""

    file: Path
    selector: str
    media: tuple[str, ...]
    name: str
    tokens: list[Any]
    important: bool

    @property
    def value(self) -> str:
        """The value as it is written."""
        return tinycss2.serialize(self.tokens).strip()

    def __str__(self) -> str:
        return f"{self.file.relative_to(FOLDER)}: {self.selector} {{ {self.name}: {self.value} }}"


def declarations(file: Path) -> Iterator[Declaration]:
    """Every declaration of a stylesheet; an assertion where it can't be read."""
    rules = tinycss2.parse_stylesheet(file.read_text(), skip_comments=True, skip_whitespace=True)
    yield from _of_rules(rules, file=file, media=())


def _of_rules(rules: Iterable[Any], *, file: Path, media: tuple[str, ...]) -> Iterator[Declaration]:
    for rule in rules:
        assert rule.type != "error", f"{file.name}: {rule.message}"
        prelude = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "at-rule" and rule.content is None:
            continue
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "container"):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            within = f"@{rule.lower_at_keyword} {prelude}"
            yield from _of_rules(inner, file=file, media=(*media, within))
            continue
        parts = tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        )
        for part in parts:
            assert part.type == "declaration", f"{file.name}: {prelude}: {part}"
            yield Declaration(file, prelude, media, part.lower_name, part.value, part.important)


def every_declaration() -> list[Declaration]:
    """Those of all stylesheets."""
    found = [line for file in sorted(FOLDER.rglob("*.css")) for line in declarations(file)]
    assert len(found) > 500
    return found


def is_physical(line: Declaration) -> bool:
    """Whether a declaration means a side of the screen instead of a side of the text."""
    if PHYSICAL_NAME.fullmatch(line.name):
        return True
    if line.name in SIDED_NAMES and SIDED_VALUE.search(line.value):
        return True
    values = [token for token in line.tokens if token.type not in ("whitespace", "comment")]
    return bool(ROUND_THE_BOX.fullmatch(line.name)) and len(values) == 4


def is_colour(word: Any) -> bool:
    """Whether a word such as `red` names a colour, and not the reader's own."""
    return word.lower_value not in COLOUR_WORDS and bool(tinycss2.color3.parse_color(word.value))


def colours_in(tokens: Iterable[Any]) -> Iterator[str]:
    """Colours that a value spells out instead of naming a token of ours."""
    for token in tokens:
        if token.type == "function":
            if token.lower_name in COLOUR_FUNCTIONS:
                yield tinycss2.serialize([token])
            elif token.lower_name not in ("url", "local"):
                yield from colours_in(token.arguments)
        elif token.type == "hash":
            yield tinycss2.serialize([token])
        elif token.type == "ident" and is_colour(token):
            yield token.value


def test_sides_are_those_of_the_text() -> None:
    assert [str(line) for line in every_declaration() if is_physical(line)] == []


@pytest.mark.parametrize(
    "wrong",
    ["margin-left: 0", "padding: 0 1px 0 2px", "float: right", "border-top-left-radius: 0",
     "inset: 0 1px 2px 3px", "text-align: left", "min-width: 1px", "left: 0"],
)  # fmt: skip
def test_a_side_of_the_screen_is_noticed(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "wrong.css"
    file.write_text(f"@media print {{ p {{ {wrong} }} }}")
    assert [is_physical(line) for line in declarations(file)] == [True]


def test_colours_are_spelt_out_in_the_tokens_only() -> None:
    spelt = {
        str(line): found
        for line in every_declaration()
        if line.file != TOKENS and (found := list(colours_in(line.tokens)))
    }
    assert spelt == {}


def test_every_token_that_is_used_is_there() -> None:
    lines = every_declaration()
    defined = {line.name for line in lines if line.name.startswith("--")}
    used = {name for line in lines for name in re.findall(r"var\((--[\w-]+)", line.value)}
    with_default = {name for line in lines for name in re.findall(r"var\((--[\w-]+),", line.value)}
    # Wagtail's own, in the admin.
    missing = {name for name in used - defined - with_default if not name.startswith("--w-")}
    assert missing == set()


def test_only_print_overrules_with_important() -> None:
    loud = [line for line in every_declaration() if line.important]
    assert [str(line) for line in loud if "@media print" not in line.media] == []


def test_schemes_change_colours_and_nothing_else() -> None:
    # tests/browser/axe.py asks the rules about everything else in the light scheme only.
    scheme = re.compile("prefers-color-scheme|forced-colors")
    lines = [line for line in every_declaration() if any(map(scheme.search, line.media))]
    assert len(lines) >= 12
    other = [line for line in lines if line.name.rpartition("-")[2] != "color"]
    assert [str(line) for line in other if not list(colours_in(line.tokens))] == []


def test_no_colour_follows_a_language_that_is_not_looked_at_in_all_schemes() -> None:
    # tests/browser/axe.py asks about colours in English and in Urdu, which is marked otherwise.
    by_language = re.compile(r":lang\((\w+)|\[lang=\"?(\w+)")
    named = [
        (line, {one or other for one, other in by_language.findall(line.selector)})
        for line in every_declaration()
    ]
    assert len([line for line, languages in named if languages]) >= 30
    coloured = re.compile("color|background|fill|stroke")
    assert [
        str(line)
        for line, languages in named
        if languages - {"en", "ur"} and coloured.search(line.name)
    ] == []


# -- contrast -----------------------------------------------------------------------------------


def scheme_tokens(scheme: str) -> dict[str, str]:
    """The tokens as a reader has them: those of the light scheme, then what the scheme changes."""
    media: list[tuple[str, ...]] = [()]
    if scheme == "dark":
        media.append(("@media (prefers-color-scheme: dark)",))
    return {
        line.name.removeprefix("--"): line.value
        for wanted in media
        for line in declarations(TOKENS)
        if line.media == wanted and line.name.startswith("--")
    }


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    parsed: Any = tinycss2.color3.parse_color(colour)
    assert parsed is not None, colour
    assert parsed.alpha == 1
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parsed[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_of_known_colours() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT_COLOURS)
def test_text_stands_out_seven_to_one(scheme: str, ground: str, text: str) -> None:
    tokens = scheme_tokens(scheme)
    assert contrast(tokens[text], tokens[ground]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_else_is_seen_stands_out_enough(scheme: str) -> None:
    tokens = scheme_tokens(scheme)
    assert contrast(tokens["on-red"], tokens["red"]) >= 7
    assert contrast(tokens["on-red"], tokens["red-deep"]) >= 7
    assert contrast(tokens["ink"], tokens["mark"]) >= 7
    for ground in GROUNDS:  # WCAG 2.2, 1.4.11: what isn't text
        assert contrast(tokens["edge"], tokens[ground]) >= 3
        assert contrast(tokens["focus"], tokens[ground]) >= 3


def test_paper_takes_no_colour() -> None:
    printed = {
        line.name: line.value
        for line in declarations(TOKENS)
        if line.media == ("@media print",) and line.value.startswith("#")
    }
    assert {f"--{name}" for name in (*TEXT_COLOURS, *GROUNDS)} <= set(printed)
    for colour in printed.values():
        assert re.fullmatch(r"#([0-9a-f]{2})\1\1", colour), colour
