"""The filters that our templates rely on."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.templatetags.qalam import breakable, path_of


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("home.secretary@example.org", ["home", ".secretary@", "example", ".org"]),
        ("https://example.org/pk/home", ["https://", "example", ".org/", "pk/", "home"]),
        ("https://example.org/a?b=1&c=2#d", ["https://", "example", ".org/", "a", "?b=1", "&c=2", "#d"]),
        ("https://example.org/", ["https://", "example", ".org/"]),
        ("@MinisterExample", ["@MinisterExample"]),
        ("+44 20 7946 0114", ["+44 20 7946 0114"]),
    ],
)  # fmt: skip
def test_an_address_breaks_between_its_parts_only(address: str, parts: list[str]) -> None:
    assert [html.unescape(part) for part in breakable(address).split("<wbr>")] == parts


@given(st.text(st.sampled_from("ab1@./?&#<>\"' -é")))
def test_breaks_add_nothing_and_let_nothing_through(address: str) -> None:
    shown = breakable(address)
    assert html.unescape(shown.replace("<wbr>", "")) == address
    assert not re.search(r"[<>\"']", shown.replace("<wbr>", ""))


def test_a_link_stays_on_the_host_that_the_reader_came_to() -> None:
    assert path_of("https://act.example.org/ur/actions/ua-1-26/") == "/ur/actions/ua-1-26/"
